// Buttons that exist only with scripts: copy a code, print the page.
import { all, show } from "./dom.js";

export function tools(root) {
  for (const button of all("[data-copy]", root)) {
    if (!navigator.clipboard) continue;
    show(button);
    const label = button.lastElementChild;
    const before = label.textContent;
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(button.dataset.copy);
        label.textContent = button.dataset.done;
      } catch {
        label.textContent = button.dataset.failed;
      }
      setTimeout(() => (label.textContent = before), 4000);
    });
  }
  for (const button of all("[data-print]", root)) {
    show(button);
    button.addEventListener("click", () => print());
  }
}
