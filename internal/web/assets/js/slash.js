// Templates: "/" at the start of a word opens a list below the text, as a press of the button does. The focus stays in the
// text; arrows move, Enter takes, Escape closes.
import { fill, number, one } from "./dom.js";
import { gateOf, textOf } from "./gate.js";

let open; // { text, list, from, items, at }
const known = new Map(); // templates of a form, by its address
const word = /(^|\s)\/([^\s/]{0,30})$/;

export function slash() {
  document.addEventListener("input", (event) => {
    const text = event.target;
    if (!text.matches?.("textarea[name=message]")) return;
    const box = gateOf(text);
    const before = text.value.slice(0, text.selectionStart);
    const found = word.exec(before);
    if (!box?.dataset.templates || !found) return close();
    offer(box, before.length - found[2].length - 1, found[2]);
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-templates] button[value=templat]");
    if (!button) return;
    event.preventDefault();
    const text = textOf(button.closest("[data-gate]"));
    text.focus();
    offer(button.closest("[data-gate]"), text.selectionStart, "");
  });
  document.addEventListener("keydown", keys, true);
  document.addEventListener("focusout", (event) => event.target === open?.text && close());
}

async function offer(box, from, query) {
  const address = box.dataset.templates;
  if (!known.has(address)) {
    try {
      const answer = await fetch(address, { headers: { Accept: "application/json" } });
      if (!answer.ok) return;
      known.set(address, await answer.json());
      setTimeout(() => known.delete(address), 60000); // their facts change
    } catch {
      return; // no signal: the button asks the page
    }
  }
  const text = textOf(box);
  if (document.activeElement !== text) return;
  const items = known.get(address).filter((t) => (t.text + " " + t.note).toLowerCase().includes(query.toLowerCase()));
  draw(box, text, items, from);
}

function draw(box, text, items, from) {
  close();
  const say = one("[data-say]", box);
  say.textContent = items.length ? fill(box.dataset.count, { n: number(items.length) }) : box.dataset.none;
  if (!items.length) return;
  const list = document.createElement("ul");
  list.id = text.id + "-templates";
  list.className = "slash";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", box.dataset.label);
  list.append(
    ...items.map((t, i) => {
      const option = document.createElement("li");
      option.id = list.id + i;
      option.setAttribute("role", "option");
      option.append(Object.assign(document.createElement("b"), { textContent: t.text }), Object.assign(document.createElement("span"), { textContent: t.note }));
      option.addEventListener("mousedown", (event) => event.preventDefault());
      option.addEventListener("click", () => take(i));
      return option;
    }),
  );
  text.after(list);
  text.setAttribute("aria-controls", list.id);
  open = { box, text, list, from, items, at: 0 };
  mark(0);
}

function mark(n) {
  const options = [...open.list.children];
  open.at = (n + options.length) % options.length;
  options.forEach((o, i) => o.setAttribute("aria-selected", i === open.at));
  options[open.at].scrollIntoView({ block: "nearest" });
  open.text.setAttribute("aria-activedescendant", options[open.at].id);
}

function keys(event) {
  if (!open || event.target !== open.text || event.isComposing) return;
  if (event.key === "ArrowDown") mark(open.at + 1);
  else if (event.key === "ArrowUp") mark(open.at - 1);
  else if (event.key === "Enter") take(open.at);
  else if (event.key === "Escape") close();
  else return;
  event.preventDefault();
  event.stopPropagation();
}

function take(i) {
  const { box, text, from, items } = open;
  close();
  text.setRangeText(items[i].note, from, text.selectionEnd, "end");
  text.focus();
  one("[data-say]", box).textContent = fill(box.dataset.chosen, { name: items[i].text });
  text.dispatchEvent(new Event("input", { bubbles: true }));
}

function close() {
  if (!open) return;
  open.list.remove();
  open.text.removeAttribute("aria-controls");
  open.text.removeAttribute("aria-activedescendant");
  open = undefined;
}
