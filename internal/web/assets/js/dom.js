// Small helpers that every module uses.
export const all = (selector, root = document) => [...root.querySelectorAll(selector)];
export const one = (selector, root = document) => root.querySelector(selector);

// fill puts values into a sentence with {named} places; the sentences come with the page.
export const fill = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (_, name) => values[name]);

// show reveals what only works with scripts.
export const show = (element, on = true) => {
  if (element) element.hidden = !on;
};

const lang = document.documentElement.lang;
export const number = (n, digits = 0) => n.toLocaleString(lang, { minimumFractionDigits: digits, maximumFractionDigits: digits });

// size writes bytes the way the server does: "182 kB", "3,8 MB".
export const size = (bytes) => (bytes < 999500 ? number(Math.max(1, Math.round(bytes / 1000))) + " kB" : number(bytes / 1e6, 1) + " MB");
