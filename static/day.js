// The table of the day renews itself, and a press is answered without reading the page anew.
// Who is pressing is not disturbed, and the focus stays on the button that was pressed.
let busy = 0;

function tell(words) {
  const said = document.getElementById("said");
  if (words && said.textContent !== words) said.textContent = words;
}

// What a press says changes with the press: a button is known by whose it is, and its number there.
function placeOf(button) {
  const whose = button?.closest("#table") && button.value?.split(" ")[0];
  if (!whose) return undefined;
  const own = [...document.querySelectorAll(`#table [value^="${CSS.escape(whose)} "]`)];
  return { whose, number: own.indexOf(button) };
}

async function show(request) {
  const held = placeOf(document.activeElement);
  try {
    const answer = await fetch(request);
    if (!answer.ok || answer.redirected) return location.reload();
    document.getElementById("table").outerHTML = await answer.text();
    tell(document.querySelector("#table .stays strong")?.textContent.trim());
    if (held) document.querySelectorAll(`#table [value^="${CSS.escape(held.whose)} "]`)[held.number]
      ?.focus({ preventScroll: true });
  } catch { // cut off: the table is read again by itself, a press is not kept
    if (request.method !== "POST") return;
    const { lost } = document.getElementById("table").dataset;
    document.querySelector("#table .stays p").textContent = lost;
    tell(lost);
  }
}

addEventListener("submit", (event) => {
  if (!event.target.closest("#table") || !event.submitter) return;
  event.preventDefault();
  const body = new URLSearchParams(new FormData(event.target, event.submitter));
  show(new Request(event.target.action, { method: "POST", body, headers: { "HX-Request": "true" } }));
});

addEventListener("pointerdown", () => { busy = Date.now(); });
setInterval(() => {
  const table = document.getElementById("table");
  if (table?.dataset.live && !document.hidden && Date.now() - busy > 3000)
    show(new Request(table.dataset.live, { headers: { "HX-Request": "true" } }));
}, 15_000);
