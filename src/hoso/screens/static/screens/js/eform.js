// <div data-when="field" data-when-values="a|b">: shown while that field of the same form has one of these answers.
// Without this script every question is there with its condition in words; the server decides by itself what counts.
function answer(form, name) {
  const field = form.elements.namedItem(name);
  if (!field) return "";
  if (field instanceof HTMLInputElement && field.type === "checkbox") return field.checked ? "yes" : "";
  return field.value;
}

function apply() {
  document.querySelectorAll("[data-when]").forEach((cell) => {
    const form = cell.closest("form");
    // An error link may lead to a question that its condition hides: what is wrong must be seen.
    const wrong = cell.querySelector(".govuk-form-group--error");
    if (form) cell.hidden = !wrong && !cell.dataset.whenValues.split("|").includes(answer(form, cell.dataset.when));
  });
  document.querySelectorAll(".hoso-eform:not([id])").forEach((section) => {
    const cells = [...section.querySelectorAll(".hoso-eform__cell")];
    section.hidden = cells.length > 0 && cells.every((cell) => cell.hidden);
  });
}

apply();
document.addEventListener("change", apply);
document.addEventListener("input", apply);
new MutationObserver(apply).observe(document.querySelector("main").parentElement, { childList: true });
