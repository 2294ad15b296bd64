import { encodePng } from './encode-png.ts';
import { paletteFor } from './palette.ts';
import type { Picture } from './picture.ts';

/** A picture without text, for runtimes that cannot load a font: the sky of its palette, of the right size. */
export function drawPlainPicture(picture: Picture): Promise<Uint8Array<ArrayBuffer>> {
  const { width, height } = picture;
  const { sky } = paletteFor(picture);
  const [top, bottom] = [channels(sky[0]), channels(sky[1])];
  const pixels = new Uint8Array(3 * width * height);
  for (let row = 0; row < height; row += 1) {
    const share = height === 1 ? 0 : row / (height - 1);
    const color = top.map((channel, index) => Math.round(channel + ((bottom[index] ?? 0) - channel) * share));
    for (let column = 0; column < width; column += 1) pixels.set(color, 3 * (row * width + column));
  }
  return encodePng(width, height, pixels);
}

function channels(color: string): readonly number[] {
  return [1, 3, 5].map((start) => Number.parseInt(color.slice(start, start + 2), 16));
}
