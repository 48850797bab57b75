// The menu of who is signed in.
import { all, one } from "./dom.js";

// menu closes an open menu when one goes elsewhere or presses Escape.
export function menu() {
  for (const box of all("details[data-menu]")) {
    const close = (event) => {
      if (!box.contains(event.target)) box.open = false;
    };
    document.addEventListener("click", close);
    document.addEventListener("focusin", close);
    box.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !box.open) return;
      box.open = false;
      one("summary", box).focus();
    });
  }
}
