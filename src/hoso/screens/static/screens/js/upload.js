// <form data-upload>: sends its files with a progress bar, and shows the page the server answers in place of this one.
// Without this script the same form simply posts.
import { say } from "./words.js";

export function watchUploads(scope, start) {
  scope.querySelectorAll("form[data-upload]").forEach((form) => {
    form.addEventListener("submit", (event) => {
      if (event.defaultPrevented || event.submitter?.hasAttribute("data-plain")) return;
      event.preventDefault();
      if (!form.dataset.sent && checkSizes(form)) send(form, event.submitter, start);
    });
  });
}

function checkSizes(form) {
  for (const input of form.querySelectorAll("input[type=file][data-most-bytes]")) {
    const large = [...input.files].find((file) => file.size > Number(input.dataset.mostBytes));
    if (large) {
      fail(form, say(`Tệp “${large.name}” lớn hơn giới hạn. Hãy chọn tệp nhỏ hơn.`,
        `“${large.name}” is larger than the limit. Choose a smaller file.`));
      return false;
    }
  }
  return true;
}

function send(form, submitter, start) {
  const request = new XMLHttpRequest();
  const { bar, text, box } = progress(form);
  const data = new FormData(form);
  if (submitter?.name) data.append(submitter.name, submitter.value);
  form.dataset.sent = "yes";
  request.upload.addEventListener("progress", (event) => {
    if (!event.lengthComputable) return;
    const share = Math.round((event.loaded / event.total) * 100);
    bar.value = share;
    text.textContent = share < 100 ? say(`Đang gửi: ${share} %`, `Sending: ${share} %`) : say("Đã gửi, đang kiểm tra tệp…", "Sent, checking the file…");
  });
  const end = (act) => () => {
    delete form.dataset.sent;
    box.remove();
    act();
  };
  request.addEventListener("load", end(() => show(request, form, start)));
  request.addEventListener("error", end(() => fail(form, say("Mất kết nối khi gửi tệp. Hãy thử lại.", "The connection broke while sending. Try again."))));
  request.open("POST", submitter?.getAttribute("formaction") ?? form.action);
  request.setRequestHeader("Accept", "text/html");
  request.send(data);
}

function show(request, form, start) {
  const page = new DOMParser().parseFromString(request.responseText, "text/html");
  const main = page.querySelector("main");
  if (!main) {
    fail(form, say(`Hệ thống không nhận được tệp (mã ${request.status}). Hãy thử lại.`, `The file was not taken (code ${request.status}). Try again.`));
    return;
  }
  if (request.responseURL && request.responseURL !== location.href) history.pushState({}, "", request.responseURL);
  document.title = page.title;
  document.querySelector("main").replaceWith(main);
  start(main);
  main.focus();
  window.scrollTo(0, 0);
}

function progress(form) {
  form.querySelectorAll(".hoso-progress, .hoso-upload__error").forEach((old) => old.remove());
  const box = document.createElement("div");
  box.className = "hoso-progress";
  const bar = Object.assign(document.createElement("progress"), { max: 100, value: 0 });
  const text = document.createElement("span");
  text.className = "hoso-progress__text";
  text.setAttribute("role", "status");
  bar.setAttribute("aria-label", say("Tiến độ gửi tệp", "Upload progress"));
  box.append(bar, text);
  (form.querySelector(".hoso-upload") ?? form).append(box);
  return { bar, text, box };
}

function fail(form, sentence) {
  form.querySelectorAll(".hoso-upload__error").forEach((old) => old.remove());
  const line = document.createElement("p");
  line.className = "hoso-upload__error";
  line.setAttribute("role", "alert");
  line.textContent = sentence;
  (form.querySelector(".hoso-upload") ?? form).append(line);
}
