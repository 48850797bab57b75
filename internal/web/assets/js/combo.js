// Suggests places (or agencies) while a name is typed: the editable combobox of the ARIA
// authoring practices. Without it the same box is a search with a page of results.
import { all, fill, number, one, show } from "./dom.js";

export function combos(root) {
  all("[data-combo]", root).forEach(combo);
}

function combo(box) {
  const input = one("input[type=text]", box);
  const value = one("input[type=hidden]", box);
  const say = one("[role=status]", box);
  const list = document.createElement("ul");
  const words = box.dataset;
  let active = -1;
  let timer;
  let asked;

  list.id = input.id + "-list";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", words.label);
  for (const [name, v] of Object.entries({ role: "combobox", autocomplete: "off", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id })) {
    input.setAttribute(name, v);
  }
  input.parentNode.classList.add("combo");
  input.after(list);

  const items = () => [...list.children];
  const close = () => {
    show(list, false);
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const settle = () => {
    clearTimeout(timer);
    asked?.abort();
  };
  const mark = (n) => {
    settle(); // a late answer must not change the list under somebody's finger
    const options = items();
    active = (n + options.length) % options.length;
    options.forEach((o, i) => o.setAttribute("aria-selected", i === active));
    options[active].scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", options[active].id);
  };
  const choose = (option) => {
    settle();
    input.value = option.dataset.text;
    value.value = option.dataset.value;
    for (const radio of all(`[type=radio][name=${value.name}]`, input.form)) radio.checked = false;
    say.textContent = fill(words.chosen, { name: option.dataset.text });
    close();
  };
  const offer = (found) => {
    list.replaceChildren(
      ...found.map((f, i) => {
        const option = document.createElement("li");
        option.id = list.id + i;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        option.dataset.value = f.value;
        option.dataset.text = f.note ? f.text + ", " + f.note : f.text;
        option.append(f.text, Object.assign(document.createElement("small"), { textContent: f.note || "" }));
        option.addEventListener("mousedown", (event) => event.preventDefault());
        option.addEventListener("click", () => choose(option));
        return option;
      }),
    );
    active = -1;
    show(list, found.length > 0);
    input.setAttribute("aria-expanded", String(found.length > 0));
    say.textContent = found.length ? fill(words.count, { n: number(found.length) }) : words.none;
  };
  const ask = async () => {
    asked?.abort();
    asked = new AbortController();
    try {
      const answer = await fetch(words.combo + "?q=" + encodeURIComponent(input.value.trim()), {
        signal: asked.signal,
        headers: { Accept: "application/json" },
      });
      if (answer.ok) offer(await answer.json());
    } catch {
      // no signal, or a newer question: the search button still works
    }
  };

  input.addEventListener("input", () => {
    value.value = "";
    clearTimeout(timer);
    if (input.value.trim().length < 3) return close();
    timer = setTimeout(ask, 200);
  });
  input.addEventListener("keydown", (event) => {
    const open = !list.hidden;
    if (event.key === "Escape" && open) close();
    else if (event.key === "ArrowDown" && open) mark(active + 1);
    else if (event.key === "ArrowUp" && open) mark(active < 0 ? -1 : active - 1);
    else if (event.key === "Enter" && open && active >= 0) choose(items()[active]);
    else return;
    event.preventDefault();
  });
  input.addEventListener("blur", close);
}
