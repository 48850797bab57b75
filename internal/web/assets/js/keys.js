// Keys for those who do this all day. They can be changed and switched off, and do nothing in boxes.
import { all, one } from "./dom.js";
import { desk, open, openRow, pane, rows, step, tell } from "./work.js";

const verbs = { verify: ["verify"], dispose: ["dispose"], answer: ["answer", "follow_up", "hold"], note: ["note"] };
const last = "tuntas.langkah"; // the last step, without its words

export function keys() {
  if (!desk) return;
  const help = one("[data-keyhelp]", desk);
  one("[data-help]", desk)?.addEventListener("click", (event) => {
    if (!help?.showModal) return;
    event.preventDefault();
    help.showModal();
  });
  one("[data-close]", help ?? desk)?.addEventListener("click", () => help.close());
  remember();
  if (!desk.dataset.keys) return;
  const map = JSON.parse(desk.dataset.keys);
  const acts = {
    next: () => move(1),
    previous: () => move(-1),
    open: () => current() && open(current().dataset.code, { focus: true }),
    pick: () => current() && one("input", current()).click(),
    repeat: () => there(repeat),
    search: () => focus(one("input[type=search]")),
    help: () => help?.showModal?.(),
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.defaultPrevented || writes(event.target) || help?.open) return;
    if (event.key === "Escape") return back(event);
    const name = map[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!name || (event.shiftKey && /\p{L}/u.test(event.key))) return;
    event.preventDefault();
    if (acts[name]) acts[name]();
    else there(() => act(name));
  });
}

// writes tells whether keys are words where the focus is.
const writes = (e) => e.isContentEditable || e.matches?.("textarea, select, input:not([type=checkbox]):not([type=radio]):not([type=button]):not([type=submit])");

const focus = (e) => {
  e?.focus();
  e?.select?.();
};

// current is the row that keys are about: the one with the focus, else the open one, else the first.
const current = () => document.activeElement?.closest?.("tr[data-code]") ?? openRow() ?? rows()[0];

function move(by) {
  const all = rows();
  const focused = document.activeElement?.closest?.("tr[data-code]");
  const at = all.indexOf(focused ?? openRow());
  const to = at < 0 ? all[0] : all[Math.max(0, Math.min(all.length - 1, at + by))];
  if (!to) return;
  one(".t", to).focus();
  to.scrollIntoView({ block: "nearest" });
}

// there does something at the row that has the focus, and opens it first: what keys do is done to what is marked.
async function there(then) {
  const code = document.activeElement?.closest?.("tr[data-code]")?.dataset.code;
  if (code && code !== openRow()?.dataset.code) {
    await open(code);
    if (one("[data-case]", pane())?.dataset.case !== code) return;
  }
  then();
}

// act opens the form of a step, or presses the button that stands for it.
function act(name) {
  const button = one(`[data-key="${name}"]`, pane());
  if (button) {
    button.focus();
    return button.click();
  }
  if (!(verbs[name] ?? [name]).some((verb) => step(verb))) tell(desk.dataset.cannot);
}

// back leaves a box that dropped, then the report.
function back() {
  const drop = one("details.drop[open]", desk);
  if (drop) {
    drop.open = false;
    one("summary", drop).focus();
  } else if (pane().contains(document.activeElement)) one(".t", openRow() ?? rows()[0])?.focus();
}

// remember notes the answers of the last step that was sent: where to, what kind, why; never what was written.
function remember() {
  desk.addEventListener("submit", (event) => {
    const fold = event.target.closest("details[data-verb]");
    if (!fold) return;
    const kept = {};
    for (const [name, value] of new FormData(event.target, event.submitter ?? undefined)) {
      if (["class", "topic", "target", "target_id", "target_pick", "reason", "outcome", "saran"].includes(name)) kept[name] = value;
    }
    if (event.submitter?.name === "saran") kept.target_pick = event.submitter.value;
    sessionStorage.setItem(last, JSON.stringify({ verb: fold.dataset.verb, kept }));
  });
}

// repeat fills in the last step for the open report. It is sent by its own button, which gets the focus.
function repeat() {
  const { verb, kept } = JSON.parse(sessionStorage.getItem(last) ?? "{}");
  if (!verb) return tell(desk.dataset.noRepeat);
  if (!step(verb)) return tell(desk.dataset.cannot);
  const form = one(`details[data-verb="${verb}"] form`, pane());
  let taken = false;
  for (const [name, value] of Object.entries(kept)) {
    for (const box of all(`[name="${name}"]`, form)) {
      if (box.type === "radio") {
        box.checked = box.value === value;
        taken ||= box.checked && name === "target_pick";
      } else if (box.name !== "saran") box.value = value;
    }
  }
  if (kept.target_pick && !taken) {
    const pick = Object.assign(document.createElement("input"), { type: "hidden", name: "target_pick", value: kept.target_pick });
    form.append(pick);
  }
  const empty = one("textarea:placeholder-shown, textarea", form);
  const send = one(".act button[type=submit]", form);
  (empty && !empty.value && !["verify", "dispose"].includes(verb) ? empty : send).focus();
}
