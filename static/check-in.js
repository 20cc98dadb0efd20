// The door: what is scanned or typed is kept here until it has been sent.
const form = document.querySelector("[data-door]");
const { door: kept, now, waits, full, blind, camera, decoder } = form.dataset;
const [video, scan, log, status] = ["video", "scan", "log", "waits"].map((id) => document.getElementById(id));
const ahead = Date.parse(now) - Date.now();
const label = scan.querySelector("[data-stop]"), start = label.textContent;
const text = document.getElementById("text");
let busy = false, sound, asked;

let unkept; // all that waits, as long as the device does not take it

function waiting() {
  return unkept ?? JSON.parse(localStorage.getItem(kept) ?? "[]");
}

function keep(list) {
  try {
    localStorage.setItem(kept, JSON.stringify(list));
    unkept = undefined;
  } catch {
    if (!unkept) say(full, "bad");
    unkept = list;
  }
  status.textContent = list.length ? waits.replace("0", list.length) : "";
}

function say(text, tone) {
  const line = document.createElement("li");
  line.className = `notice notice-${tone}`;
  line.textContent = text;
  log.prepend(line);
  log.children[9]?.remove();
  navigator.vibrate?.(tone === "ok" ? 80 : [80, 80, 80]);
  beep(tone === "ok" ? 880 : 220);
}

// Sounds once the camera was begun: the eyes are on the badge.
function beep(pitch) {
  if (!sound) return;
  const tone = new OscillatorNode(sound, { frequency: pitch });
  tone.connect(new GainNode(sound, { gain: 0.2 })).connect(sound.destination);
  tone.start();
  tone.stop(sound.currentTime + 0.15);
}

// Takes parts of the page anew, as they are since something was sent.
async function renew(...ids) {
  const typed = text.value.trim();
  const answer = await fetch(`${location.pathname}?${new URLSearchParams({ text: typed })}`);
  if (!answer.ok || answer.redirected || typed !== text.value.trim()) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const id of ids) {
    const anew = page.getElementById(id);
    if (anew) document.getElementById(id)?.replaceWith(anew);
  }
}

async function send() {
  if (busy) return;
  busy = true;
  let sent = false;
  try {
    for (let list = waiting(); list.length; list = waiting()) {
      const body = new URLSearchParams({ csrfmiddlewaretoken: form.csrfmiddlewaretoken.value, ...list[0] });
      const headers = { Accept: "application/json" };
      const answer = await fetch(form.action, { method: "POST", body, headers, redirect: "error" });
      const said = await answer.json();
      keep(waiting().filter((one) => one.once !== list[0].once));
      say(said.text, said.tone);
      sent = true;
    }
  } catch {
    const [first, ...rest] = waiting();
    if (first) keep([...rest, first]); // later, and not before all others
  }
  busy = false;
  if (sent) await renew("number", "names", "to-come-number", "to-come", "latest-in").catch(() => {});
}
function add(code) {
  const moment = new Date(Date.now() + ahead).toISOString();
  keep([...waiting(), { once: crypto.randomUUID(), code, moment }]);
  send();
}

scan.hidden = !navigator.mediaDevices;
scan.addEventListener("click", async () => {
  const { look, close } = await import(camera);
  if (video.srcObject) close(video);
  else {
    sound ??= new AudioContext();
    label.textContent = label.dataset.stop;
    await look(video, decoder, add).catch(() => { close(video); say(blind, "bad"); });
  }
  label.textContent = start;
});
text.addEventListener("input", () => {
  clearTimeout(asked);
  asked = setTimeout(() => renew("names").catch(() => {}), 300);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (form.code.value.trim()) add(form.code.value);
  form.code.value = "";
  form.code.focus();
});
addEventListener("online", send);
setInterval(send, 10_000);
keep(waiting());
send();
