// Keyboard for desks: every element with data-key answers to that key, and ? lists them all.
// <a data-key="n" data-key-text="Hồ sơ tiếp theo">; <table data-rows> lets j and k walk its links.
import { say } from "./words.js";

const OFF = "hoso-keys-off";

export function watchKeys() {
  if (!document.querySelector("[data-key], [data-rows]")) return;
  document.querySelectorAll("[data-keys-hint]").forEach((hint) => { hint.hidden = false; });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || document.querySelector("dialog[open]")) return;
    if (event.key === "?") {
      event.preventDefault();
      overlay();
    } else if (localStorage.getItem(OFF) !== "yes" && answer(event.key)) {
      event.preventDefault();
    }
  });
}

function typing(element) {
  return element.matches("textarea, select, [contenteditable], input:not([type=checkbox], [type=radio], [type=submit], [type=button])");
}

function answer(key) {
  if (key === "j" || key === "k") return walk(key === "j" ? 1 : -1);
  const element = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (!element || element.closest("[hidden]")) return false;
  if (element.matches("input, select, textarea")) element.focus();
  else element.click();
  return true;
}

function walk(step) {
  const links = [...document.querySelectorAll("[data-rows] tbody tr")].map((row) => row.querySelector("a, button, input")).filter(Boolean);
  if (!links.length) return false;
  const at = links.findIndex((link) => link.closest("tr").contains(document.activeElement));
  links[Math.min(links.length - 1, Math.max(0, at < 0 ? 0 : at + step))].focus();
  return true;
}

function overlay() {
  const dialog = document.createElement("dialog");
  dialog.className = "hoso-dialog";
  dialog.setAttribute("aria-labelledby", "hoso-keys-title");
  const title = Object.assign(document.createElement("h2"), { id: "hoso-keys-title", className: "govuk-heading-m" });
  title.textContent = say("Phím tắt của trang này", "Keys of this page");
  const list = document.createElement("dl");
  list.className = "hoso-keys";
  if (document.querySelector("[data-rows]")) add(list, "j / k", say("Dòng dưới, dòng trên", "Next row, previous row"));
  const seen = new Set();
  document.querySelectorAll("[data-key]").forEach((element) => {
    if (seen.has(element.dataset.key)) return;
    seen.add(element.dataset.key);
    add(list, element.dataset.key, element.dataset.keyText ?? element.getAttribute("aria-label") ?? element.textContent.trim());
  });
  add(list, "?", say("Mở bảng này", "Open this list"));
  const close = Object.assign(document.createElement("button"), { type: "button", className: "govuk-button" });
  close.textContent = say("Đóng", "Close");
  close.addEventListener("click", () => dialog.close());
  dialog.append(title, list, offSwitch(), close);
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

function add(list, key, text) {
  const term = document.createElement("dt");
  term.append(Object.assign(document.createElement("kbd"), { textContent: key }));
  list.append(term, Object.assign(document.createElement("dd"), { textContent: text }));
}

// WCAG 2.1.4: keys of one letter can be switched off, for people who speak to their machine.
function offSwitch() {
  const label = document.createElement("label");
  const box = Object.assign(document.createElement("input"), { type: "checkbox", checked: localStorage.getItem(OFF) === "yes" });
  box.addEventListener("change", () => localStorage.setItem(OFF, box.checked ? "yes" : "no"));
  const line = document.createElement("p");
  line.className = "govuk-body";
  label.append(box, " ", say("Tắt phím tắt một chữ trên máy này", "Switch one-letter keys off on this machine"));
  line.append(label);
  return line;
}
