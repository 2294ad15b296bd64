import { seededRandom } from '../seeded-random.ts';
import type { Picture } from './picture.ts';

/** The colours of one picture, each `#rrggbb`. */
export interface Palette {
  readonly sky: readonly [top: string, bottom: string];
  readonly sun: string;
  /** From far to near. */
  readonly hills: readonly [string, string, string];
}

const palettes: readonly [Palette, ...Palette[]] = [
  { sky: ['#2b2d6e', '#f08a6b'], sun: '#ffd9a0', hills: ['#7a4d8b', '#4b3573', '#2a2352'] },
  { sky: ['#4f7ccf', '#ffd3b6'], sun: '#fff1cf', hills: ['#7fa3c9', '#4f79a6', '#2d4f7c'] },
  { sky: ['#2f8f83', '#d6f0c0'], sun: '#fff6d0', hills: ['#5fae8b', '#2f7d6b', '#1b5550'] },
  { sky: ['#c8553d', '#f7cf8b'], sun: '#fff0cc', hills: ['#d98a55', '#a65a3f', '#6e3a34'] },
  { sky: ['#10163a', '#44528f'], sun: '#f3f1da', hills: ['#39437d', '#252d5e', '#141a3f'] },
  { sky: ['#a4508b', '#fcc9d9'], sun: '#fff0f0', hills: ['#c77fae', '#8f4f8b', '#5a3168'] },
  { sky: ['#0f5e8c', '#8fd8e0'], sun: '#fdf6d8', hills: ['#3c93b0', '#1f6c91', '#124a6b'] },
  { sky: ['#7b2d43', '#f2a65a'], sun: '#ffe5b4', hills: ['#b65540', '#84373f', '#521f35'] },
];

/** Always the same for one picture; a background that was asked for takes the place of the sky. */
export function paletteFor({ seed, background }: Pick<Picture, 'seed' | 'background'>): Palette {
  const palette = palettes[Math.floor(seededRandom(seed, 'palette').next() * palettes.length)] ?? palettes[0];
  return background === undefined ? palette : { ...palette, sky: [background, background] };
}
