// Says when the signal is gone, and keeps a form from being sent into the void.
import { all, one, show } from "./dom.js";

// net watches the signal, and the forms of the page or of a part that came later.
export function net(root) {
  const note = one("[data-offline]");
  const tell = () => show(note, !navigator.onLine);
  if (!root) {
    addEventListener("online", tell);
    addEventListener("offline", tell);
    tell();
  }
  for (const form of all("form[method=post]", root)) {
    form.addEventListener("submit", (event) => {
      if (navigator.onLine) return;
      event.preventDefault();
      tell();
      note.scrollIntoView({ block: "center" });
    });
  }
}
