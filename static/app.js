// Small comforts; every page works without them.

// Copy: the button names the element to copy by id, or copies the code beside it.
for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) break;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const source = document.getElementById(button.dataset.copy) ?? button.parentElement.querySelector("code");
    await navigator.clipboard.writeText(source.innerText.trim());
    const word = button.querySelector("span");
    const before = word.textContent;
    word.textContent = button.dataset.done;
    setTimeout(() => { word.textContent = before; }, 3000);
  });
}

// Print: what the browser's own menu does.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}

// Ctrl+K or ⌘K: to the search field of the page, else to the search page.
document.addEventListener("keydown", (event) => {
  if (event.key !== "k" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
  const field = document.querySelector("main input[type=search]");
  const link = document.querySelector("[data-search] a");
  if (!field && !link) return;
  event.preventDefault();
  if (field) field.select();
  else location.assign(link.href);
});

// Dates typed as day, month, year: say the weekday at once.
const words = new Intl.DateTimeFormat(document.documentElement.lang || "en-GB", {
  weekday: "long", day: "numeric", month: "long", year: "numeric", timeZone: "UTC",
});

function echo(group) {
  const [day, month, year] = ["day", "month", "year"].map((part) => {
    const text = group.querySelector(`[data-part=${part}]`).value.trim();
    return /^\d{1,4}$/.test(text) ? Number(text) : NaN;
  });
  const date = new Date(Date.UTC(year, month - 1, day));
  const exists = year > 999 && date.getUTCFullYear() === year && date.getUTCMonth() === month - 1;
  group.parentElement.querySelector(".echo").textContent = exists ? words.format(date).replace(",", "") : "";
}

document.addEventListener("input", (event) => {
  const group = event.target.closest?.("[data-echo]");
  if (group) echo(group);
});
for (const group of document.querySelectorAll("[data-echo]")) echo(group);

// The menu on small screens closes when an entry of the same page is followed.
document.getElementById("menu")?.addEventListener("click", (event) => {
  if (event.target.closest("a") && event.currentTarget.matches(":popover-open")) event.currentTarget.hidePopover();
});

// Problems of a form get the focus, though the address still names where a link of the page led.
const problems = document.querySelector("[role=alert][autofocus]");
if (problems && location.hash) {
  history.replaceState(history.state, "", location.pathname + location.search);
  problems.focus();
}

// A form with data-unsaved: who leaves with something typed and not saved is asked first.
let typed = false;

for (const form of document.querySelectorAll("form[data-unsaved]")) {
  form.addEventListener("input", () => { typed = true; });
  form.addEventListener("submit", () => { typed = false; });
}

addEventListener("beforeunload", (event) => {
  if (typed) event.preventDefault();
});
