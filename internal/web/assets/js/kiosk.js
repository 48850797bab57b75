// The kiosk: what is answered waits on the device until there is a signal, and is sent under a key of its own, so that it
// arrives once however often it is sent.
import { all, fill, one, show } from "./dom.js";
import { tools } from "./tools.js";

const form = one("[data-kiosk]");
const thanks = one("[data-thanks]");
const empty = one("[data-empty]");
const waiting = one("[data-waiting]");
const place = "survei:" + location.pathname;
const lost = place + ":ditolak";
const again = 15000; // milliseconds until what did not arrive is sent again
const idle = 120000; // and until an answer that somebody left is cleared away

const read = (where) => {
  try {
    return JSON.parse(localStorage.getItem(where)) || [];
  } catch {
    return [];
  }
};
const write = (where, list) => localStorage.setItem(where, JSON.stringify(list));

// key is made here and not by the page: without a signal there is no new page.
const key = () => [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, "0")).join("");

function tell() {
  const n = read(place).length;
  const no = read(lost).length;
  waiting.textContent = [n && fill(waiting.dataset.waiting, { n }), no && fill(waiting.dataset.lost, { n: no })].filter(Boolean).join(" ");
  show(waiting, n + no > 0);
}

let sending = false;
let timer;

// flush sends what waits, the oldest first. What the server will never take is put aside and counted; everything else stays.
async function flush() {
  if (sending) return;
  sending = true;
  clearTimeout(timer);
  try {
    for (let next; (next = read(place)[0]); ) {
      const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(next) });
      const refused = answer.status >= 400 && answer.status < 500 && answer.status !== 408 && answer.status !== 429;
      if (!answer.ok && !refused) throw new Error(answer.status);
      if (refused) write(lost, [...read(lost), next]);
      const mine = new URLSearchParams(next).get("key");
      write(place, read(place).filter((a) => new URLSearchParams(a).get("key") !== mine));
      tell();
    }
  } catch {
    timer = setTimeout(flush, again);
  } finally {
    sending = false;
    tell();
  }
}

let began = Date.now();
let left;

function fresh() {
  form.reset();
  all("[data-err]", form).forEach((e) => e.removeAttribute("data-err"));
  show(empty, false);
  show(thanks, false);
  show(form);
  began = Date.now();
  scrollTo(0, 0);
}

function watch() {
  clearTimeout(left);
  left = setTimeout(fresh, idle);
}

form.addEventListener("input", watch);
form.addEventListener("submit", (event) => {
  const answer = new URLSearchParams(new FormData(form));
  if (!one("input[type=radio]:checked", form)) {
    event.preventDefault();
    show(empty);
    empty.focus();
    return;
  }
  answer.set("key", key());
  answer.set("given", new Date().toISOString());
  answer.set("took", Math.round((Date.now() - began) / 1000));
  try {
    write(place, [...read(place), answer.toString()]);
  } catch {
    return; // no room on the device: the browser sends the form as it is
  }
  event.preventDefault();
  show(form, false);
  show(thanks);
  thanks.focus();
  watch();
  flush();
});
one("[data-next]").addEventListener("click", fresh);
addEventListener("online", flush);
tools();
flush();
