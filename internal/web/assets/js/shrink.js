// Makes a photo small enough for a weak signal: at most 250 kB where that can be reached.
const enough = 250e3;
const tries = [
  [1600, 0.72],
  [1600, 0.6],
  [1280, 0.65],
  [1280, 0.5],
  [1024, 0.5],
  [800, 0.5],
];

const toBlob = (canvas, quality) => new Promise((done) => canvas.toBlob(done, "image/jpeg", quality));

export function draw(picture, longest) {
  const scale = Math.min(1, longest / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const pen = canvas.getContext("2d");
  pen.fillStyle = "#fff"; // what was transparent becomes white, not black
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return canvas;
}

// shrink returns the file to send and a small canvas to show. A file that the browser
// cannot read as a picture comes back as it is: the server decides about it.
export async function shrink(file) {
  let picture;
  try {
    picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  } catch {
    return { file };
  }
  const thumb = draw(picture, 160);
  let best = file;
  for (const [longest, quality] of tries) {
    if (best.size <= enough) break;
    const blob = await toBlob(draw(picture, longest), quality);
    if (blob && blob.size < best.size) best = new File([blob], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" });
  }
  picture.close();
  return { file: best, thumb };
}
