// A form with data-unsaved: who leaves with something typed and not saved is asked first.
let typed = false;

for (const form of document.querySelectorAll("form[data-unsaved]")) {
  form.addEventListener("input", () => { typed = true; });
  form.addEventListener("submit", () => { typed = false; });
}

addEventListener("beforeunload", (event) => {
  if (typed) event.preventDefault();
});
