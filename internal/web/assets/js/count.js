// Counts the letters that are left.
import { all, fill, number, one } from "./dom.js";

export function count() {
  for (const box of all("textarea[data-max]")) {
    const note = one("#" + box.id + "-note");
    const { max, left, over } = box.dataset;
    const tell = () => {
      const rest = max - [...box.value].length;
      note.textContent = fill(rest < 0 ? over : left, { n: number(Math.abs(rest)) });
    };
    box.addEventListener("input", tell);
    tell();
  }
}
