// Keeps what is being written on this device until it is sent, so that a lost signal or a
// dead battery costs nothing. Never for a secret report, unless its writer agreed.
import { all, one, show } from "./dom.js";

const prefix = "tuntas.draft.";
const day = 864e5;

// forget removes every draft from this device.
export function forget() {
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(prefix)) localStorage.removeItem(key);
  } catch {
    // storage is forbidden: then nothing was ever kept
  }
}

export function draft() {
  if (one("[data-draft-clear]")) forget();
  const form = one("form[data-draft]");
  if (!form) return;
  const key = prefix + form.dataset.draft;
  const note = one("[data-saved]", form);
  const fields = () => all("textarea[data-keep],input[data-keep]", form);
  restore(key, fields());

  let timer;
  const save = () => {
    const words = {};
    for (const f of fields()) if (f.value) words[f.name] = f.value;
    try {
      localStorage.setItem(key, JSON.stringify({ at: Date.now(), words }));
      show(note);
    } catch {
      show(note, false);
    }
  };
  form.addEventListener("input", (event) => {
    if (!event.target.matches("[data-keep]")) return;
    clearTimeout(timer);
    timer = setTimeout(save, 600);
  });
  one("[data-forget]", form)?.addEventListener("click", () => {
    clearTimeout(timer);
    forget();
    show(note, false);
    fields()[0]?.focus();
  });
}

// restore fills only what is empty: what the server remembers is newer.
function restore(key, fields) {
  try {
    const kept = JSON.parse(localStorage.getItem(key));
    if (!kept || Date.now() - kept.at > day) return;
    for (const f of fields) {
      if (!f.value && kept.words[f.name]) {
        f.value = kept.words[f.name];
        f.dispatchEvent(new Event("input"));
      }
    }
  } catch {
    // nothing kept, or not readable
  }
}

// secrecy forgets the draft as soon as the report becomes secret.
export function secrecy() {
  const form = one("form[data-secrecy]");
  if (!form) return;
  const agree = one("[data-agree]", form);
  show(agree, true);
  form.addEventListener("change", () => {
    const secret = one("[name=secret][value=yes]", form).checked;
    if (secret && !one("input", agree).checked) forget();
  });
}
