// The officers' workspace: a row opens its report beside the list, and the address says which one is open. Without
// this every row is a link to the same thing.
import { combos } from "./combo.js";
import { all, fill, number, one } from "./dom.js";
import { net } from "./net.js";
import { photo } from "./photo.js";
import { tools } from "./tools.js";

export const desk = one("[data-work]");
const wide = matchMedia("(min-width: 56.25em)");
const written = new Map(); // what was written into forms of reports that are not on the screen now
let asked;

export const rows = () => all("tr[data-code]", desk);
export const rowOf = (code) => rows().find((r) => r.dataset.code === code);
export const openRow = () => one("tr[data-on]", desk);
export const pane = () => one("[data-report]", desk);
export const tell = (text) => {
  const news = one("[data-say]", desk) ?? desk.appendChild(Object.assign(document.createElement("p"), { className: "vh" }));
  news.dataset.say = "";
  news.setAttribute("role", "status");
  news.textContent = "";
  setTimeout(() => (news.textContent = text), 60); // the same sentence twice is said twice
};

export function work() {
  if (!desk) return;
  desk.addEventListener("click", (event) => {
    const link = event.target.closest?.("a");
    if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || !wide.matches) return;
    const code = link.matches(".t") ? link.closest("tr").dataset.code : link.dataset.goto;
    if (!code || !rowOf(code)) return;
    event.preventDefault();
    open(code, { focus: event.detail === 0 });
  });
  desk.addEventListener("change", (event) => event.target.matches(".pick-cell input") && picked());
  addEventListener("popstate", () => {
    const code = new URLSearchParams(location.search).get("buka");
    if (code && rowOf(code)) open(code, { push: false });
    else location.reload();
  });
  addEventListener("beforeunload", (event) => {
    if (!sending && (written.size || typed(pane()).length)) event.preventDefault();
  });
  addEventListener("pageshow", () => (sending = false));
  desk.addEventListener("submit", () => (sending = true));
  desk.addEventListener("click", (event) => {
    const deed = event.target.closest?.("[data-deed]");
    if (!deed) return;
    event.preventDefault();
    step(deed.dataset.deed);
  });
  desk.dataset.js = "";
  const here = one(".rail [aria-current]", desk); // where the lists stand in one row, the one that is open is in sight
  if (here) one(".rail", desk).scrollLeft = here.offsetLeft - 48;
  addEventListener("tuntas:rows", allBox);
  allBox();
  picked();
  openRow()?.scrollIntoView({ block: "nearest" });
}

// allBox ticks the whole page; without scripts every row is ticked by itself.
function allBox() {
  const head = one(".queue thead th", desk);
  if (!head) return;
  const box = Object.assign(document.createElement("input"), { type: "checkbox", id: "semua-baris" });
  const label = Object.assign(document.createElement("label"), { htmlFor: box.id, className: "vh", textContent: desk.dataset.pickAll });
  box.addEventListener("change", () => {
    for (const b of all(".pick-cell input", desk)) b.checked = box.checked;
    picked();
  });
  head.replaceChildren(box, label);
}

let sending = false; // a form is on its way: its words are not lost

// picked says how many rows are ticked.
function picked() {
  const boxes = all(".pick-cell input", desk);
  for (const box of boxes) box.closest("tr").toggleAttribute("data-picked", box.checked);
  const n = boxes.filter((b) => b.checked).length;
  desk.toggleAttribute("data-some", n > 0);
  const whole = one("#semua-baris");
  if (whole) {
    whole.checked = n > 0 && n === boxes.length;
    whole.indeterminate = n > 0 && n < boxes.length;
  }
  const said = one("[data-picked-n]", desk);
  if (said) said.textContent = !n ? "" : fill(desk.dataset.pickedWords, { n: number(n) });
}

// typed lists the boxes in a part of the page whose words nobody has sent.
const typed = (root) => all("form[method=post] textarea, form[method=post] input[type=text]", root ?? document).filter((box) => box.value !== box.defaultValue);

// open fetches a report and puts it beside the list. Nothing that was written is lost meanwhile.
export async function open(code, { push = true, focus = false } = {}) {
  const row = rowOf(code);
  const around = rows();
  const at = around.indexOf(row);
  const link = one(".t", row);
  const box = pane();
  const words = new URLSearchParams({ dari: desk.dataset.list, berikut: around[at + 1]?.dataset.code ?? "", sebelum: around[at - 1]?.dataset.code ?? "" });
  asked?.abort();
  asked = new AbortController();
  box.setAttribute("aria-busy", "true");
  mark(row);
  try {
    const answer = await fetch(`/petugas/laporan/${code}/panel?${words}`, { signal: asked.signal, headers: { Accept: "text/html" } });
    if (!answer.ok || answer.redirected) throw new Error(answer.status);
    const page = document.createRange().createContextualFragment(await answer.text());
    keep();
    box.replaceChildren(page);
  } catch (why) {
    if (why.name !== "AbortError") location.assign(link.href); // the server says it better
    return;
  }
  box.removeAttribute("aria-busy");
  box.scrollTop = 0;
  desk.dataset.open = "";
  heading();
  if (push) history.pushState(null, "", link.href);
  ready(box);
  give(code);
  if (focus) box.focus();
  dispatchEvent(new CustomEvent("tuntas:open", { detail: code }));
}

// mark shows which row is open.
function mark(row) {
  for (const r of rows()) {
    r.toggleAttribute("data-on", r === row);
    const link = one(".t", r);
    if (r === row) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
  row.scrollIntoView({ block: "nearest" });
}

// heading: a page has one first heading, that of the open report.
function heading() {
  const old = one("#daftar");
  if (old.localName === "h1") {
    const plain = document.createElement("h2");
    plain.id = old.id;
    plain.className = old.className;
    plain.append(...old.childNodes);
    old.replaceWith(plain);
  }
  document.title = one("[data-case]", pane()).dataset.title + document.title.slice(document.title.indexOf(" - "));
}

// ready gives a report that was just fetched what other pages have from the start.
function ready(root) {
  combos(root);
  photo(root);
  tools(root);
  net(root);
}

// keep puts aside what was written at the report that goes away; give brings it back.
function keep() {
  const old = one("[data-case]", pane());
  const boxes = old ? typed(old).map((box) => [box.id, box.value]) : [];
  if (boxes.length) written.set(old.dataset.case, boxes);
}

function give(code) {
  const boxes = written.get(code);
  if (!boxes) return;
  written.delete(code);
  for (const [id, value] of boxes) {
    const box = document.getElementById(id);
    if (!box) continue;
    box.value = value;
    const fold = box.closest("details");
    if (fold) fold.open = true;
  }
  tell(desk.dataset.kept);
}

// step opens the form of a verb and puts the focus where the work begins: on a suggestion, if there is one.
export function step(verb) {
  const fold = one(`details[data-verb="${verb}"]`, pane());
  if (!fold) return false;
  fold.open = true;
  fold.scrollIntoView({ block: "start" });
  (one("[data-accept]", fold) ?? one("textarea, input:not([type=hidden]), select", fold))?.focus({ preventScroll: false });
  return true;
}
