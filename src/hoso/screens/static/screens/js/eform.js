// <div data-when="field" data-when-values="a|b">: shown while that field of the same form has one of these answers.
// Without this script every question is shown, and the server leaves out the answers that do not apply.
function answer(form, name) {
  const field = form.elements.namedItem(name);
  if (!field) return "";
  if (field instanceof HTMLInputElement && field.type === "checkbox") return field.checked ? "yes" : "no";
  return field.value;
}

function apply() {
  document.querySelectorAll("[data-when]").forEach((cell) => {
    const form = cell.closest("form");
    if (!form) return;
    const given = answer(form, cell.dataset.when);
    cell.hidden = !cell.dataset.whenValues.split("|").includes(given);
  });
}

apply();
document.addEventListener("change", apply);
new MutationObserver(apply).observe(document.querySelector("main").parentElement, { childList: true });
