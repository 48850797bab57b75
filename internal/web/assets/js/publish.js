// The public version: what is found is covered at once, and parts of photos are drawn instead of ticked. Without this
// every button is a round trip, and a grid of boxes stands for the drawing.
import { all, fill, number, one, show } from "./dom.js";

const names = ["public_title", "public_body", "public_place"];
const letter = /[\p{L}\p{N}]/u;
const waits = new Map();

export function publish() {
  document.addEventListener("click", press);
  document.addEventListener("input", (event) => {
    const box = names.includes(event.target.name) && one("[data-found]", event.target.form);
    if (!box) return;
    one("[data-uncover]", event.target.form)?.remove(); // putting back would undo what was written since
    soon(box);
  });
  addEventListener("tuntas:open", ready);
  ready();
}

function press(event) {
  const pressed = event.target.closest?.("[data-cover], [data-cover-all], [data-uncover]");
  if (!pressed) return;
  event.preventDefault();
  if (pressed.matches("[data-uncover]")) return uncover(pressed);
  const box = pressed.closest("[data-found]");
  const form = pressed.form;
  const was = names.map((name) => form.elements[name].value);
  const some = pressed.dataset.cover ? [pressed] : all("[data-cover]", box);
  const n = some.reduce((sum, b) => sum + cover(form, b.dataset), 0);
  one("[data-uncover]", form)?.remove();
  if (!pressed.dataset.cover) offer(form, n, was);
  show(pressed.closest("li") ?? pressed, false);
  soon(box, 0, true);
}

// cover puts the cover in the place of the words, wherever they stand by themselves; numbers also where they are glued to a
// word. It tells how often.
function cover(form, { words, cover, field }) {
  let n = 0;
  for (const name of names) {
    const box = form.elements[name];
    const text = box.value;
    const glued = name === field && /\d/.test(words);
    let out = "";
    let at = 0;
    for (let i = text.indexOf(words); i >= 0; i = text.indexOf(words, at)) {
      const end = i + words.length;
      const apart = !letter.test(text[i - 1] ?? "") && !letter.test(text[end] ?? "");
      out += text.slice(at, i) + (apart || glued ? cover : words);
      n += apart || glued ? 1 : 0;
      at = end;
    }
    if (at && text !== out + text.slice(at)) box.value = out + text.slice(at);
  }
  return n;
}

// offer says how much was covered at once, and lets it be put back until something else is written.
function offer(form, n, was) {
  const part = one("[data-found-back]", form);
  one("p", part).textContent = fill(part.dataset.words, { n: number(n) });
  const back = button(part.dataset.back, () => {});
  back.dataset.uncover = "";
  names.forEach((name, i) => {
    const kept = form.elements["semula_" + name] ?? part.appendChild(Object.assign(document.createElement("input"), { type: "hidden", name: "semula_" + name }));
    kept.value = was[i];
  });
  part.append(back);
}

function uncover(pressed) {
  const form = pressed.form;
  const part = one("[data-found-back]", form);
  for (const name of names) form.elements[name].value = form.elements["semula_" + name].value;
  pressed.remove();
  one("p", part).textContent = part.dataset.returned;
  soon(one("[data-found]", form), 0, true);
}

// soon asks the server again what is found: it knows the patterns.
function soon(box, wait = 500, focus = false) {
  clearTimeout(waits.get(box));
  waits.set(box, setTimeout(() => look(box, focus).catch(() => {}), wait));
}

async function look(box, focus) {
  const form = box.closest("form");
  const words = new URLSearchParams({ verb: box.dataset.found, ask: box.hasAttribute("data-ask") ? "1" : "" });
  for (const name of names) words.set(name, form.elements[name].value);
  for (const name of ["found_why", "found_anyway"]) {
    const field = one(`[name=${name}]`, box);
    if (field && (field.type !== "checkbox" || field.checked)) words.set(name, field.value);
  }
  const answer = await fetch("/petugas/temuan", { method: "POST", body: words });
  if (!answer.ok || answer.redirected) return; // the form will say it when it is sent
  const inside = focus || box.contains(document.activeElement);
  box.replaceChildren(document.createRange().createContextualFragment(await answer.text()));
  if (inside) (one("[data-cover]", box) ?? one("[data-uncover]", form) ?? box).focus();
}

function ready() {
  for (const shot of all("[data-shot]:not([data-ready])")) draw(shot);
  for (const part of all(".shots [data-noscript]")) show(part, false);
}

const least = 15; // thousandths of the picture: less is a slip of the finger
const within = (n, low, high) => Math.min(Math.max(Math.round(n), low), high);

// draw puts a stage in the place of the grid, on which boxes are drawn by pointer or keyboard.
function draw(shot) {
  shot.dataset.ready = "";
  const tick = one("[name=photo]", shot);
  const more = one(".shot-more", shot);
  const kept = one("[data-parts]", shot);
  const parts = kept.value.split(";").filter(Boolean).map((p) => p.split(",").map(Number));
  for (const cell of all("[name^=cell_]:checked", shot)) {
    const [x, y] = cell.value.split("-").map(Number);
    parts.push([x * 125, Math.floor((y * 1000) / 6), 125, Math.floor(((y + 1) * 1000) / 6) - Math.floor((y * 1000) / 6)]);
    cell.checked = false;
  }
  const words = shot.dataset;
  const stage = Object.assign(document.createElement("div"), { className: "stage" });
  const how = Object.assign(document.createElement("p"), { className: "hint", textContent: words.how });
  const add = button(words.add, () => put([400, 400, 200, 200]).focus());
  const drop = button(words.drop, () => remove(chosen ?? stage.lastElementChild));
  const acts = Object.assign(document.createElement("div"), { className: "act" });
  acts.append(add, drop);
  let chosen;

  const patches = () => all(".patch", stage);
  const save = () => {
    kept.value = patches().map((p) => p.place.join(",")).join(";");
    patches().forEach((p, i) => p.setAttribute("aria-label", fill(words.part, { n: i + 1 })));
    drop.disabled = !patches().length;
  };
  const place = (patch, [x, y, w, h]) => {
    w = within(w, least, 1000);
    h = within(h, least, 1000);
    patch.place = [within(x, 0, 1000 - w), within(y, 0, 1000 - h), w, h];
    ["left", "top", "width", "height"].forEach((side, i) => (patch.style[side] = patch.place[i] / 10 + "%"));
  };
  const put = (part) => {
    const patch = Object.assign(document.createElement("button"), { type: "button", className: "patch" });
    patch.addEventListener("focus", () => (chosen = patch));
    patch.addEventListener("keydown", steer);
    stage.append(patch);
    place(patch, part);
    save();
    return patch;
  };
  const remove = (patch) => {
    if (!patch?.place) return;
    patch.remove();
    chosen = undefined;
    save();
    (patches().pop() ?? add).focus();
  };
  const steer = (event) => {
    const patch = event.currentTarget;
    const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (event.key === "Delete" || event.key === "Backspace") remove(patch);
    else if (way) {
      const [x, y, w, h] = patch.place;
      const [dx, dy] = way.map((n) => n * 20);
      place(patch, event.shiftKey ? [x, y, w + dx, h + dy] : [x + dx, y + dy, w, h]);
      save();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  stage.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    event.preventDefault();
    const box = stage.getBoundingClientRect();
    const at = (e) => [((e.clientX - box.left) / box.width) * 1000, ((e.clientY - box.top) / box.height) * 1000];
    const [x, y] = at(event);
    const old = event.target.closest(".patch");
    const from = old?.place;
    const patch = old ?? put([x, y, least, least]);
    patch.focus();
    stage.setPointerCapture(event.pointerId);
    const move = (e) => {
      const [nx, ny] = at(e).map((n) => within(n, 0, 1000));
      if (old) place(patch, [from[0] + nx - x, from[1] + ny - y, from[2], from[3]]);
      else place(patch, [Math.min(x, nx), Math.min(y, ny), Math.abs(nx - x), Math.abs(ny - y)]);
    };
    const end = () => {
      stage.removeEventListener("pointermove", move);
      if (!old && patch.place[2] <= least && patch.place[3] <= least) remove(patch);
      save();
    };
    stage.addEventListener("pointermove", move);
    stage.addEventListener("pointerup", end, { once: true });
    stage.addEventListener("pointercancel", end, { once: true });
  });

  const open = () => {
    show(more, tick.checked);
    if (tick.checked && !stage.firstElementChild) {
      stage.append(Object.assign(new Image(), { src: words.shot, alt: "", draggable: false }));
      more.append(stage, how, acts);
      parts.forEach(put);
      save();
    }
  };
  tick.addEventListener("change", open);
  open();
}

function button(text, press) {
  const b = Object.assign(document.createElement("button"), { type: "button", className: "btn alt sm", textContent: text });
  b.addEventListener("click", press);
  return b;
}
