// Lists the chosen files, shrinks photos before they travel, and lets one be taken out again.
import { all, fill, one, show, size } from "./dom.js";
import { shrink } from "./shrink.js";

export function photo(root) {
  if (window.DataTransfer && window.createImageBitmap) all("[data-photos]", root).forEach(handle);
}

function handle(box) {
  box.dataset.on = "";
  for (const label of all(".pick label", box)) label.className = "btn alt sm";
  const inputs = all("input[type=file]", box);
  const list = one("[data-chosen]", box);
  const words = box.dataset;
  let chosen = [];
  let work = Promise.resolve();
  let busy = 0;
  const many = one("[data-many]", box);

  // The first input carries what is sent; the others are only doors.
  const sync = () => {
    const carrier = new DataTransfer();
    for (const c of chosen) carrier.items.add(c.file);
    inputs.forEach((input, i) => (input.files = i ? new DataTransfer().files : carrier.files));
    show(list, chosen.length > 0);
  };

  const add = async (file) => {
    const item = document.createElement("li");
    const text = document.createElement("span");
    text.append(file.name, Object.assign(document.createElement("small"), { textContent: words.busy }));
    item.append(text);
    list.append(item);
    show(list);
    const made = await shrink(file);
    const entry = { file: made.file };
    chosen.push(entry);
    const small = made.file.size < file.size;
    text.lastChild.textContent = small ? fill(words.smaller, { before: size(file.size), after: size(made.file.size) }) : size(file.size);
    if (made.thumb) {
      made.thumb.className = "thumb";
      item.prepend(made.thumb);
    }
    const remove = document.createElement("button");
    remove.type = "button";
    remove.className = "btn alt sm";
    const hidden = document.createElement("b");
    hidden.className = "vh";
    hidden.textContent = " " + file.name;
    remove.append(words.remove, hidden);
    remove.addEventListener("click", () => {
      chosen = chosen.filter((c) => c !== entry);
      item.remove();
      sync();
      show(many, false);
      inputs[0].focus();
    });
    item.append(remove);
    sync();
  };

  // A kept file that is left out makes room for another one.
  const room = () => Number(words.max) + all("[name=files_drop]:checked", box.closest("form")).length;

  for (const input of inputs) {
    input.addEventListener("change", () => {
      const files = [...input.files];
      sync();
      show(many, chosen.length + busy + files.length > room());
      for (const file of files) {
        if (chosen.length + busy >= room()) break;
        busy++;
        work = work.then(() => add(file)).finally(() => busy--);
      }
    });
  }

  // A form that is sent while photos are still being made smaller waits for them.
  const form = box.closest("form");
  form.addEventListener("submit", (event) => {
    if (!busy || event.defaultPrevented) return;
    event.preventDefault();
    const button = event.submitter;
    work.then(() => (form.requestSubmit ? form.requestSubmit(button) : form.submit()));
  });
}
