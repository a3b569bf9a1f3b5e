// A screenshot as a PNG with a palette, a third of the size of the one that the browser writes.

import { crc32 as crc, deflateSync } from 'node:zlib';

/** The pixels of `picture`, a PNG, as the browser decodes it: `{width, height, data}` with four bytes each. */
export async function pixels(page, picture) {
  const { width, height, base64 } = await page.evaluate(async (source) => {
    const image = new Image();
    image.src = source;
    await image.decode();
    const canvas = new OffscreenCanvas(image.width, image.height);
    const drawing = canvas.getContext('2d');
    drawing.drawImage(image, 0, 0);
    const { data } = drawing.getImageData(0, 0, image.width, image.height);
    let text = '';
    for (let at = 0; at < data.length; at += 30000) text += String.fromCharCode(...data.subarray(at, at + 30000));
    return { width: image.width, height: image.height, base64: btoa(text) };
  }, `data:image/png;base64,${picture.toString('base64')}`);
  return { width, height, data: Buffer.from(base64, 'base64') };
}

/** The picture as a PNG of its 64 most frequent colours; rarer ones, at the edges of letters, become the nearest of these. */
export function indexed({ width, height, data }) {
  const counts = new Map();
  const colours = new Uint32Array(width * height);
  for (let at = 0; at < colours.length; at++) {
    colours[at] = data.readUIntBE(at * 4, 3);
    counts.set(colours[at], (counts.get(colours[at]) ?? 0) + 1);
  }
  const palette = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, 64).map(([colour]) => colour);
  const parts = (colour) => [colour >> 16, (colour >> 8) & 255, colour & 255];
  const distance = (a, b) => parts(a).reduce((sum, part, at) => sum + (part - parts(b)[at]) ** 2, 0);
  const places = new Map(palette.map((colour, place) => [colour, place]));
  const place = (colour) => {
    if (!places.has(colour)) places.set(colour, palette.reduce((best, one, at) => (distance(one, colour) < distance(palette[best], colour) ? at : best), 0));
    return places.get(colour);
  };
  const rows = Buffer.alloc((width + 1) * height);
  for (let at = 0; at < colours.length; at++) rows[at + Math.floor(at / width) + 1] = place(colours[at]);
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 3, 0, 0, 0], 8);
  const colour = Buffer.from(palette.flatMap(parts));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk('IHDR', head), chunk('PLTE', colour), chunk('IDAT', deflateSync(rows, { level: 9 })), chunk('IEND', Buffer.alloc(0))]);
}

function chunk(name, body) {
  const whole = Buffer.concat([Buffer.from(name, 'latin1'), body]);
  const [size, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  size.writeUInt32BE(body.length);
  sum.writeUInt32BE(crc(whole));
  return Buffer.concat([size, whole, sum]);
}
