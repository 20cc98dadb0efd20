// A draft is saved while it is typed. What cannot be sent waits in this browser, with the version
// from which it was typed, so that nobody's text is written over.

const form = document.querySelector("form[data-draft]");
const said = document.getElementById("saved");
const conflict = document.getElementById("conflict");
const sum = document.querySelector("[data-sum]");
const number = (box) => Number(box.value.trim()) || 0;
let place = `draft ${form.dataset.draft}`;
let address = location.pathname + location.search;
let timer, sending, stopped = false, changed = false;

function typed() {
  const all = new URLSearchParams(new FormData(form));
  all.delete("csrfmiddlewaretoken");
  return all.toString();
}

function keep() {
  try { localStorage.setItem(place, typed()); } catch { /* a browser that keeps nothing */ }
}

function forget() {
  try { localStorage.removeItem(place); } catch { /* nor takes anything away */ }
}

async function save() {
  clearTimeout(timer);
  if (sending || stopped || !changed) return;
  const body = typed();
  changed = false;
  sending = true;
  let wait = 1000;
  try {
    const token = form.csrfmiddlewaretoken.value;
    const headers = { Accept: "application/json", "X-CSRFToken": token,
      "Content-Type": "application/x-www-form-urlencoded" };
    const answer = await fetch(address, { method: "POST", headers, body, keepalive: body.length < 60_000 });
    const isOut = answer.redirected || answer.status === 403;
    const told = isOut ? { said: form.dataset.out } : await answer.json();
    said.textContent = told.said;
    if (isOut) {
      changed = true;
      wait = 10_000;
    } else if (answer.ok) saved(told, body);
    else {
      changed = true;
      stopped = answer.status !== 422;
      conflict.hidden = answer.status !== 409;
    }
  } catch {
    changed = true;
    said.textContent = navigator.onLine ? form.dataset.failed : form.dataset.offline;
    wait = 10_000;
  }
  sending = false;
  if (changed && !stopped) timer = setTimeout(save, wait);
}

function saved(told, body) {
  const same = typed() === body;
  form.elements.version.value = told.version;
  document.getElementById("short").hidden = !told.short;
  if (address !== told.address) {
    forget();
    address = told.address;
    form.action = address;
    place = `draft ${address.split("/").at(-3)}`;
    history.replaceState(history.state, "", address);
  }
  if (same) forget();
  else keep();
}

function restore(kept) {
  const before = new URLSearchParams(kept);
  for (const box of form.elements) {
    if (!box.name || !before.has(box.name) && box.type !== "checkbox") continue;
    if (box.type === "checkbox" || box.type === "radio") box.checked = before.getAll(box.name).includes(box.value);
    else if (box.type !== "submit" && box.name !== "csrfmiddlewaretoken") box.value = before.get(box.name);
  }
  changed = true;
  save();
}

function add() {
  const parts = [...form.querySelectorAll("[data-groups] input")].reduce((all, box) => all + number(box), 0);
  const expected = number(form.elements.expected);
  const right = parts === expected;
  sum.hidden = !parts;
  sum.classList.toggle("sum-wrong", !right);
  const numbers = sum.dataset.sum.replace("{parts}", parts).replace("{expected}", expected);
  sum.textContent = `${numbers}: ${right ? sum.dataset.right : sum.dataset.wrong}`;
}

// The last day of a window is mostly in the month of its first: that is not typed twice.
function follow(box) {
  const [, row, part] = box.name.match(/^starts_(\d+)_(month|year)$/) ?? [];
  const other = row && form.elements[`ends_${row}_${part}`];
  if (other && (!other.value || other.dataset.follows)) {
    other.value = box.value;
    other.dataset.follows = "yes";
  } else if (box.name.startsWith("ends_")) delete box.dataset.follows;
}

form.addEventListener("input", (event) => {
  follow(event.target);
  changed = true;
  keep();
  add();
  clearTimeout(timer);
  timer = setTimeout(save, 1000);
});
form.addEventListener("submit", (event) => {
  if (navigator.onLine) {
    stopped = true;
    clearTimeout(timer);
    forget();
  } else {
    event.preventDefault();
    said.textContent = form.dataset.offline;
  }
});
addEventListener("online", save);
addEventListener("pagehide", save);

const kept = (() => { try { return localStorage.getItem(place); } catch { return null; } })();
if (location.search.includes("anew") || form.querySelector("[role=alert]")) forget();
else if (kept) restore(kept);
add();
