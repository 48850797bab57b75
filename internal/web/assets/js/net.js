// Says when the signal is gone, and keeps a form from being sent into the void.
import { all, one, show } from "./dom.js";

export function net() {
  const note = one("[data-offline]");
  const tell = () => show(note, !navigator.onLine);
  addEventListener("online", tell);
  addEventListener("offline", tell);
  tell();
  for (const form of all("form[method=post]")) {
    form.addEventListener("submit", (event) => {
      if (navigator.onLine) return;
      event.preventDefault();
      tell();
      note.scrollIntoView({ block: "center" });
    });
  }
}
