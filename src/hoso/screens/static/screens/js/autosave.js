// <form data-autosave="/address">: posts what is typed, without files, and says when it was kept.
// The server answers JSON: {"saved_at": "…", "text": "Đã lưu lúc 14:32, chưa nộp"}; a refusal answers {"text": "…"} too.
import { say } from "./words.js";

const PAUSE = 1200; // milliseconds without typing

export function watchDrafts(scope) {
  scope.querySelectorAll("form[data-autosave]").forEach(watch);
}

function watch(form) {
  let timer = 0;
  let running = null;
  let again = false;
  const line = form.querySelector("[data-autosave-status]") ?? addLine(form);

  const save = async () => {
    if (running) {
      again = true;
      return;
    }
    running = new AbortController();
    try {
      tell(line, await post(form, running.signal), false);
    } catch (failure) {
      if (failure.name !== "AbortError") tell(line, failure.text ?? offline(), true);
    } finally {
      running = null;
    }
    if (again) {
      again = false;
      save();
    }
  };
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE);
  };
  form.addEventListener("input", soon);
  form.addEventListener("change", soon);
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    again = false;
    running?.abort();
  });
}

async function post(form, signal) {
  const data = new FormData(form);
  [...data.keys()].forEach((name) => { if (data.get(name) instanceof File) data.delete(name); });
  const answer = await fetch(form.dataset.autosave, {
    method: "POST", body: data, signal, credentials: "same-origin", headers: { Accept: "application/json" },
  });
  const said = await answer.json().catch(() => ({}));
  if (!answer.ok) throw { text: said.text };
  if (said.version !== undefined && form.elements.version) form.elements.version.value = said.version;
  return said.text ?? "";
}

function addLine(form) {
  const line = document.createElement("p");
  line.className = "hoso-saved";
  line.setAttribute("role", "status");
  form.prepend(line);
  return line;
}

function tell(line, text, failed) {
  line.textContent = text;
  line.classList.toggle("hoso-saved--failed", failed);
}

function offline() {
  return say("Chưa lưu được: mất kết nối. Hệ thống sẽ thử lại khi bạn nhập tiếp.",
    "Not saved: no connection. We try again when you go on typing.");
}
