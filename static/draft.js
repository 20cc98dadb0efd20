// A draft is saved while it is typed. What cannot be sent waits in this browser, with the text
// from which it was typed, so that nobody's text is written over.

const form = document.querySelector("form[data-draft]");
const said = document.getElementById("saved");
const conflict = document.getElementById("conflict");
const sum = document.querySelector("[data-sum]");
const short = document.getElementById("short");
const MARKS = ["csrfmiddlewaretoken", "once", "version", "base", "rows"];
const number = (box) => Number(box.value.trim()) || 0;
const word = (all, name) => all.getAll(name).join("\n").replaceAll("\r", "");
let place = `draft ${form.dataset.draft}`;
let address = location.pathname + location.search;
let timer, flight, pressed, stopped = false, changed = false, sure = false;

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

function save() {
  clearTimeout(timer);
  if (!flight && !stopped && changed) flight = send().then((wait) => {
    flight = undefined;
    if (changed && !stopped) timer = setTimeout(save, wait);
  });
  return flight;
}

function soon() {
  clearTimeout(timer);
  timer = setTimeout(save, 1000);
}

async function send() {
  const body = typed();
  changed = false;
  try {
    const token = form.csrfmiddlewaretoken.value;
    const headers = { Accept: "application/json", "X-CSRFToken": token,
      "Content-Type": "application/x-www-form-urlencoded" };
    const answer = await fetch(address, { method: "POST", headers, body, keepalive: body.length < 60_000 });
    const isOut = answer.redirected || answer.status === 403;
    const told = isOut ? { said: form.dataset.out } : await answer.json();
    said.textContent = told.said;
    if (answer.ok && !isOut) {
      saved(told, body);
      return 1000;
    }
    changed = true;
    if (isOut) return 10_000;
    stopped = answer.status !== 422;
    conflict.hidden = answer.status !== 409;
    return 1000;
  } catch {
    changed = true;
    said.textContent = navigator.onLine ? form.dataset.failed : form.dataset.offline;
    return 10_000;
  }
}

function saved(told, body) {
  if (short) short.hidden = !told.short;
  if (address !== told.address) {
    forget();
    address = told.address;
    form.action = address;
    place = `draft ${told.key ?? address.split("/").at(-3)}`;
    history.replaceState(history.state, "", address);
  }
  const isAll = take(told, body);
  if (told.taken && pressed?.name === "send") pressed = undefined;
  if (isAll) forget();
  else keep();
  if (isAll && form.elements.rows && told.rows !== form.elements.rows.value) location.replace(address);
}

// What the other has typed goes into the boxes that were not touched since. A box that was is
// still typed from the older text, and with it the form.
function take(told, body) {
  const sent = new URLSearchParams(body), stored = new URLSearchParams(told.base);
  const now = new URLSearchParams(typed()), base = new URLSearchParams(form.elements.base.value);
  let isAll = true, isCurrent = true;
  for (const name of new Set([...form.elements].map((box) => box.name))) {
    if (!name || MARKS.includes(name)) continue;
    const isMoved = word(now, name) !== word(sent, name);
    const isTaken = word(stored, name) !== word(sent, name);
    if (isMoved) isAll = false;
    if (isMoved && isTaken) {
      isCurrent = false;
      continue;
    }
    if (isTaken) fill(stored, (box) => box.name === name);
    base.delete(name);
    for (const value of stored.getAll(name)) base.append(name, value);
  }
  form.elements.base.value = base;
  if (isCurrent) form.elements.version.value = told.version;
  add();
  tell();
  return isAll;
}

function fill(all, isWanted) {
  for (const box of form.elements) {
    if (!box.name || box.type === "submit" || !isWanted(box)) continue;
    if (box.name === "csrfmiddlewaretoken" || box.name === "rows") continue;
    if (box.type === "checkbox" || box.type === "radio") box.checked = all.getAll(box.name).includes(box.value);
    else if (all.has(box.name)) box.value = all.get(box.name);
  }
}

function add() {
  if (!sum) return;
  const parts = [...form.querySelectorAll("[data-groups] input")].reduce((all, box) => all + number(box), 0);
  const expected = number(form.elements.expected);
  const right = parts === expected;
  sum.hidden = !parts;
  sum.classList.toggle("sum-wrong", !right);
  const numbers = sum.dataset.sum.replace("{parts}", parts).replace("{expected}", expected);
  sum.textContent = `${numbers}: ${right ? sum.dataset.right : sum.dataset.wrong}`;
}

// Whether somebody has typed into the box since the page came, be it before this script was here.
function isTouched(box) {
  const given = [...(box.options ?? [])].findLastIndex((one) => one.defaultSelected);
  if (box.options) return box.selectedIndex !== Math.max(0, given);
  if (box.type === "checkbox" || box.type === "radio") return box.checked !== box.defaultChecked;
  return "defaultValue" in box && box.value !== box.defaultValue;
}

// Once a course is chosen, only its languages are told.
function tell() {
  const chosen = form.elements.course?.value;
  for (const line of form.querySelectorAll("[data-taught]")) {
    line.hidden = Boolean(chosen) && line.dataset.taught !== chosen;
  }
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
  tell();
  soon();
});

// The page is left once what was typed has arrived; the copy in this browser goes when it has,
// or when somebody has chosen between two texts. The second look is for what is typed meanwhile.
form.addEventListener("submit", async (event) => {
  if (sure || stopped) return;
  if (!flight && !changed && event.submitter?.name !== "stay") return;
  event.preventDefault();
  const isUnderWay = pressed;
  pressed = event.submitter;
  if (isUnderWay) return;
  await save();
  await save();
  sure = pressed && pressed.name !== "stay" && (!changed || stopped);
  if (sure) form.requestSubmit(pressed);
  pressed = undefined;
  sure = false;
});
addEventListener("online", save);
addEventListener("pagehide", save);

const kept = (() => { try { return localStorage.getItem(place); } catch { return null; } })();
const early = new Set([...form.elements].filter(isTouched).map((box) => box.name));
const isAnew = location.search.includes("anew");
if (isAnew) {
  forget();
  address = location.pathname;
  history.replaceState(history.state, "", address);
}
if (kept && !isAnew && !form.querySelector("[role=alert]")) {
  fill(new URLSearchParams(kept), (box) => !early.has(box.name));
  changed = true;
  save();
} else if (early.size) {
  changed = true;
  keep();
  soon();
}
add();
tell();
