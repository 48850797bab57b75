// "Pakai lokasi saya": asks the device where it is and says how exact the answer is.
import { fill, number, one, show } from "./dom.js";

export function place() {
  const box = one("[data-place]");
  if (!box || !navigator.geolocation) return;
  const button = one("button", box);
  const say = one("[role=status]", box);
  const words = box.dataset;
  const set = (name, value) => (one(`[name=${name}]`, box).value = value);
  show(box);
  button.addEventListener("click", () => {
    say.textContent = words.asking;
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        set("lat", coords.latitude.toFixed(6));
        set("lng", coords.longitude.toFixed(6));
        set("accuracy", Math.round(coords.accuracy));
        say.textContent = fill(words.found, { n: number(Math.max(10, Math.round(coords.accuracy / 10) * 10)) });
      },
      () => {
        say.textContent = words.denied;
      },
      { enableHighAccuracy: true, timeout: 15000, maximumAge: 60000 },
    );
  });
}
