// Who else is at this report. The page gives a sign of life while it is looked at, and says when somebody writes; it
// stops by itself when the page is hidden or gone, and is over after less than a minute without a word.
import { all, one } from "./dom.js";

const every = 15000;
const idle = 60000; // after so long without a key nobody counts as writing
let bar;
let verb = "";
let typedAt = 0;
let timer;

export function here() {
  start();
  addEventListener("tuntas:open", () => {
    leave();
    start();
  });
  addEventListener("tuntas:here", (event) => event.detail === bar?.dataset.code && beat());
  addEventListener("pagehide", leave);
  document.addEventListener("visibilitychange", () => (document.hidden ? !writing() && leave() : beat()));
  document.addEventListener("input", (event) => {
    const form = event.target.closest?.("details[data-verb] form");
    if (!form || !bar) return;
    const now = form.closest("[data-verb]").dataset.verb;
    const news = now !== verb || !writing();
    verb = now;
    typedAt = Date.now();
    if (news) beat();
  });
}

const writing = () => Date.now() - typedAt < idle;

function start() {
  clearInterval(timer);
  bar = one("[data-here]");
  verb = "";
  typedAt = 0;
  if (!bar) return;
  timer = setInterval(() => (!document.hidden || writing()) && beat(), every);
  if (!document.hidden) beat();
}

async function beat() {
  if (!bar) return;
  const mine = bar;
  const what = writing() ? verb : "";
  try {
    const answer = await fetch(mine.dataset.url + (what ? "?tulis" : ""), {
      method: "POST",
      headers: { Accept: "application/json" },
      body: new URLSearchParams({ tulis: what }),
    });
    if (answer.ok && mine === bar) draw(await answer.json());
  } catch {
    // no signal: those who see this page see us go after a while, as they should
  }
}

// draw says who is there; only what is new is said aloud.
function draw(persons) {
  const old = all("p", bar);
  persons.forEach((p, i) => {
    if (old[i]?.textContent.trim() === p.text && old[i].hasAttribute("data-writes") === p.writes) return;
    const line = document.createElement("p");
    line.toggleAttribute("data-writes", p.writes);
    line.innerHTML = icon;
    line.append(Object.assign(document.createElement("span"), { textContent: p.text }));
    if (old[i]) old[i].replaceWith(line);
    else bar.append(line);
  });
  old.slice(persons.length).forEach((line) => line.remove());
}

const icon = '<svg class="i" viewBox="0 0 24 24" aria-hidden="true"><circle cx="12" cy="8" r="4"/><path d="M4.5 20.5c.8-4 3.3-6 7.5-6s6.7 2 7.5 6"/></svg>';

function leave() {
  if (!bar) return;
  navigator.sendBeacon?.(bar.dataset.url, new URLSearchParams({ pergi: "1" }));
}
