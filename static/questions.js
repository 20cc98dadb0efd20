// What is asked of some people only shows when it is asked of you. Without this all of it shows,
// each with its condition in words. What is disabled is not sent, and counts for no other.
function show(form) {
  for (const part of form.querySelectorAll("[data-if]")) {
    part.disabled = false;
    part.hidden = part.disabled = !new FormData(form).getAll(part.dataset.if).includes(part.dataset.is);
  }
}

for (const form of document.querySelectorAll("form:has([data-if])")) {
  form.addEventListener("change", () => show(form));
  show(form);
}
