// Makes chosen photos smaller before they travel; what cannot be made smaller goes as it is.
import { all } from "./dom.js";
import { shrink } from "./shrink.js";

export function upload() {
  if (!window.DataTransfer || !window.createImageBitmap) return;
  for (const input of all("input[data-shrink]")) {
    let work = Promise.resolve();
    let busy = false;
    input.addEventListener("change", () => {
      const files = [...input.files];
      busy = true;
      work = (async () => {
        const carrier = new DataTransfer();
        for (const file of files) carrier.items.add(file.type.startsWith("image/") ? (await shrink(file)).file : file);
        input.files = carrier.files;
      })().finally(() => (busy = false));
    });
    // A form that is sent meanwhile waits for the photos.
    input.form.addEventListener("submit", (event) => {
      if (!busy || event.defaultPrevented) return;
      event.preventDefault();
      const button = event.submitter;
      work.then(() => (input.form.requestSubmit ? input.form.requestSubmit(button) : input.form.submit()));
    });
  }
}
