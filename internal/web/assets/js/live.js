// News for the list that is open: what came and what changed, said once and shown when asked for. No row moves by
// itself. One window of a browser listens for all of them; where streams do not get through, it asks now and then.
import { all, fill, number, one, show } from "./dom.js";
import { desk, rowOf, rows } from "./work.js";

const came = new Set();
const changed = new Set();
const title = document.title;
let after = 0;
let wait = 2000;
let fails = 0;
let source;
let channel;

export function live() {
  if (!desk || !desk.dataset.live) return;
  after = Number(desk.dataset.since);
  one("[data-news-show]", desk).addEventListener("click", (event) => {
    event.preventDefault();
    refresh();
  });
  if (window.BroadcastChannel && navigator.locks) {
    channel = new BroadcastChannel("tuntas.kabar");
    channel.onmessage = (event) => hear(event.data);
    navigator.locks.request("tuntas.kabar", () => new Promise(listen)); // held as long as the window lives
    setTimeout(() => !source && ask(true), 1500); // what came before the other window's next word
  } else listen();
}

// listen opens the stream, and after a failure again: later each time, with chance in it, so that not everybody comes at
// once. After three failures it asks instead, and tries the stream again now and then.
function listen() {
  if (!window.EventSource || fails >= 3) return ask();
  source = new EventSource(`${desk.dataset.live}?sejak=${after}`);
  source.addEventListener("open", () => {
    fails = 0;
    wait = 2000;
  });
  source.addEventListener("kabar", (event) => hear(JSON.parse(event.data), true));
  source.addEventListener("keluar", () => hear({ out: true }, true));
  source.onerror = () => {
    source.close();
    source = undefined;
    fails++;
    later(listen);
  };
}

function later(what) {
  setTimeout(what, wait * (0.7 + Math.random() * 0.6));
  wait = Math.min(wait * 2, 60000);
}

async function ask(once) {
  try {
    const answer = await fetch(`${desk.dataset.live}?sejak=${after}`, { headers: { Accept: "application/json" } });
    if (answer.redirected || answer.status === 401) return hear({ out: true }, true);
    if (answer.ok) {
      hear(await answer.json(), !once);
      wait = 15000;
    }
  } catch {
    // no signal: asked again below
  }
  if (once) return;
  if (++fails > 20) fails = 0; // perhaps streams get through again
  later(fails ? ask : listen);
}

function hear(news, pass) {
  if (pass) channel?.postMessage(news);
  if (news.out) return out();
  after = Math.max(after, news.id);
  if (news.lupa) {
    after = news.id;
    return say(desk.dataset.missed);
  }
  for (const n of news.n) {
    if (n.k === "hadir") dispatchEvent(new CustomEvent("tuntas:here", { detail: n.c }));
    else note(n);
  }
  tell();
}

// note keeps what a change means for this list.
function note(n) {
  const row = rowOf(n.c);
  if (row && n.k !== "baru" && Number(row.dataset.seq) < n.s) {
    changed.add(n.c);
    flag(row, n.k === "pergi" ? desk.dataset.rowLeft : desk.dataset.rowChanged);
  } else if (!row && n.k === "baru" && n.q === Number(desk.dataset.queue)) came.add(n.c);
  else if (n.k === "pergi") came.delete(n.c);
  if (row) dispatchEvent(new CustomEvent("tuntas:changed", { detail: n }));
}

function flag(row, words) {
  const mark = one(".fresh", row) ?? one(".m", row).before(Object.assign(document.createElement("span"), { className: "fresh" })) ?? one(".fresh", row);
  mark.textContent = words;
}

function tell() {
  const n = came.size;
  if (!n && !changed.size) return;
  const words = [];
  if (n) words.push(n === 1 ? desk.dataset.cameOne : fill(desk.dataset.came, { n: number(n) }));
  if (changed.size) words.push(fill(desk.dataset.changed, { n: number(changed.size) }));
  say(words.join(" "));
  document.title = n ? fill(desk.dataset.title, { n: number(n), title }) : document.title;
}

function say(words) {
  const text = one("[data-news-text]", desk);
  one("[data-news]", desk).dataset.some = "";
  if (text.textContent !== words) text.textContent = words;
  show(one("[data-news-show]", desk));
}

function out() {
  source?.close();
  say(desk.dataset.out);
  show(one("[data-news-show]", desk), false);
  show(one("[data-news-in]", desk));
}

// refresh fetches the list anew and leaves the report, and what is being written, alone.
async function refresh() {
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } }).catch(() => undefined);
  if (!answer?.ok || answer.redirected) return location.reload();
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = one("[data-work]", page);
  if (!fresh) return location.reload();
  const ticked = all(".pick-cell input:checked", desk).map((b) => b.value);
  const top = one("[data-rows]", desk).scrollTop;
  const aside = one(".rail", desk).scrollLeft;
  for (const part of ["[data-rows]", ".rail"]) one(part, desk).replaceWith(one(part, fresh));
  one("[data-rows]", desk).scrollTop = top;
  one(".rail", desk).scrollLeft = aside;
  for (const row of rows()) one("input", row).checked = ticked.includes(row.dataset.code);
  dispatchEvent(new Event("tuntas:rows"));
  one(".pick-cell input", desk)?.dispatchEvent(new Event("change", { bubbles: true }));
  one("#daftar").replaceChildren(...one("#daftar", fresh).childNodes);
  desk.dataset.since = fresh.dataset.since;
  came.clear();
  changed.clear();
  document.title = document.title === title || !one("[data-case]", desk) ? page.title : document.title;
  one("[data-news-text]", desk).textContent = "";
  delete one("[data-news]", desk).dataset.some;
  show(one("[data-news-show]", desk), false);
  one("tr[data-on] .t, tr[data-code] .t", desk)?.focus();
}
