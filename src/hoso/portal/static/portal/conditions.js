// <form data-conditions>: a field with data-when="name" data-values="a|b" is shown while that answer is one of these.
// Without this script every field is there, with its condition in words; the server decides by itself.
function answerOf(form, name) {
  const field = form.elements.namedItem(name);
  if (!field) return "";
  if (field instanceof RadioNodeList) return field.value;
  return field.type === "checkbox" ? (field.checked ? "yes" : "") : field.value;
}

function sort(form) {
  form.querySelectorAll("[data-when]").forEach((block) => {
    block.hidden = !block.dataset.values.split("|").includes(answerOf(form, block.dataset.when));
  });
  form.querySelectorAll(".portal-part").forEach((part) => {
    const fields = [...part.querySelectorAll(".portal-field")];
    part.hidden = fields.length > 0 && !part.id && fields.every((field) => field.hidden);
  });
}

document.querySelectorAll("form[data-conditions]").forEach((form) => {
  form.addEventListener("change", () => sort(form));
  form.addEventListener("input", () => sort(form));
  sort(form);
  // An error link may lead to a field that its condition hides: what is wrong must be seen.
  form.querySelectorAll(".govuk-form-group--error").forEach((group) => {
    const block = group.closest("[data-when]");
    if (block) block.hidden = false;
  });
});
