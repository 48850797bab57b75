// Reads a text while it is written, as the server will before it is sent, and puts a proposed mend in at a press. Everything
// listens at the page, so that a report that is fetched later needs no beginning. Without this the same buttons do the same.
import { all, one, show } from "./dom.js";

const pause = 900; // milliseconds without a key
const least = 12; // characters; shorter texts are still being begun
const timers = new WeakMap();
const asked = new WeakMap();

export const gateOf = (element) => one("[data-gate]", element?.form ?? element?.closest?.("form") ?? document.createElement("i"));
export const textOf = (gate) => one("textarea[name=message]", gate.closest("form"));

export function gate() {
  document.addEventListener("input", (event) => {
    if (!event.target.matches?.("textarea[name=message]")) return;
    const box = gateOf(event.target);
    if (box) later(box);
  });
  document.addEventListener("change", (event) => {
    const box = event.target.matches?.("input[type=file]") && gateOf(event.target);
    if (box && textOf(box).value.trim().length >= least) later(box);
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-gate] button[name=do]");
    if (!button || event.defaultPrevented) return;
    const box = button.closest("[data-gate]");
    if (button.value === "periksa") read(box);
    else if (button.mend) apply(box, button.mend);
    else if (button.value.startsWith("perbaiki:")) read(box).then((lines) => mendOf(box, lines, button.value)); // the server drew it
    else return;
    event.preventDefault();
  });
}

function later(box) {
  clearTimeout(timers.get(box));
  timers.set(
    box,
    setTimeout(() => textOf(box).value.trim().length >= least && read(box), pause),
  );
}

async function read(box) {
  const form = box.closest("form");
  const files = all("input[type=file]", form).reduce((n, f) => n + f.files.length, (Number(box.dataset.files) || 0) - all("[name=files_drop]:checked", form).length);
  const body = new URLSearchParams({ message: textOf(box).value, files_n: files });
  clearTimeout(timers.get(box));
  asked.get(box)?.abort();
  const mine = new AbortController();
  asked.set(box, mine);
  try {
    const answer = await fetch(box.dataset.gate, { method: "POST", body, signal: mine.signal, headers: { Accept: "application/json" } });
    if (!answer.ok) return [];
    const said = await answer.json();
    draw(box, said);
    return said.lines;
  } catch {
    return []; // no signal, or a newer question: the text is read again when it is sent
  }
}

function mendOf(box, lines, wanted) {
  const line = lines.find((l) => l.do === wanted);
  if (line) apply(box, line);
}

function draw(box, { lines, say }) {
  const news = one("[data-say]", box);
  if (news.textContent.trim() !== say) news.textContent = say;
  one("[data-found]", box).replaceChildren(
    ...lines.map((line) => {
      const item = document.createElement("li");
      item.append(Object.assign(document.createElement("span"), { textContent: line.text }));
      if (line.do) {
        const button = Object.assign(document.createElement("button"), { className: "btn alt", type: "submit", name: "do", value: line.do, textContent: line.label, mend: line });
        button.append(Object.assign(document.createElement("span"), { className: "vh", textContent: ": " + line.text }));
        item.append(button);
      }
      return item;
    }),
  );
  const why = one("[data-anyway]", box);
  show(why, lines.length > 0 || one("textarea", why).value !== "");
}

// apply puts a mend in. The text may have been changed since: then it is looked for.
function apply(box, { start, end, quote, put }) {
  const text = textOf(box);
  const lead = text.value.length - text.value.trimStart().length; // blanks that the server leaves out
  let from = start + lead;
  if (text.value.slice(from, end + lead) !== quote) from = quote ? text.value.indexOf(quote) : text.value.trimEnd().length;
  if (from < 0) return read(box);
  text.setRangeText(put, from, from + quote.length, "end");
  const hole = put.indexOf("[isi ");
  text.focus();
  if (hole >= 0) text.setSelectionRange(from + hole, from + put.indexOf("]", hole) + 1); // to be typed over
  text.dispatchEvent(new Event("input", { bubbles: true }));
  read(box);
}
