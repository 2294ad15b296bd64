import { loadPainter } from './load-painter.ts';
import type { Picture } from './picture.ts';
import { drawPlainPicture } from './plain-picture.ts';

/**
 * Draws a picture as a PNG of exactly its size: with its text where renderer and font can be loaded (Node, Bun, Deno),
 * otherwise as a plain sky.
 */
export async function drawPicture(picture: Picture): Promise<Uint8Array<ArrayBuffer>> {
  const paint = await loadPainter();
  if (paint === undefined) return drawPlainPicture(picture);
  try {
    return paint(picture);
  } catch {
    // Sizes at the edge of what the renderer can hold.
    return drawPlainPicture(picture);
  }
}
