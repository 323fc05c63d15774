// <button data-confirm="What will happen" data-confirm-yes="Do it">: asks before an act that cannot be undone.
import { say } from "./words.js";

export function askFirst() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    const button = event.submitter;
    const question = button?.dataset.confirm ?? form.dataset.confirm;
    if (!question || form.dataset.agreed) {
      delete form.dataset.agreed;
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    ask(question, button?.dataset.confirmYes ?? button?.textContent.trim() ?? say("Đồng ý", "Yes"), button?.className, () => {
      form.dataset.agreed = "yes";
      form.requestSubmit(button ?? undefined);
    });
  }, true);
}

function ask(question, yes, look, then) {
  const dialog = document.createElement("dialog");
  dialog.className = "hoso-dialog";
  dialog.setAttribute("aria-labelledby", "hoso-question");
  const text = document.createElement("p");
  text.id = "hoso-question";
  text.className = "govuk-body-l";
  text.textContent = question;
  const row = document.createElement("div");
  row.className = "hoso-actions";
  row.append(button(yes, look?.includes("--warning") ? "govuk-button govuk-button--warning" : "govuk-button", () => { dialog.close(); then(); }));
  row.append(button(say("Không, quay lại", "No, go back"), "govuk-button govuk-button--secondary", () => dialog.close()));
  dialog.append(text, row);
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  row.lastElementChild.focus();
}

function button(label, look, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = look;
  made.textContent = label;
  made.addEventListener("click", act);
  return made;
}
