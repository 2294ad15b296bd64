/** Words for how large and how wide a picture shall be, as several services take them. */
export interface PictureWish {
  /** `1024x768` or `1024*768`; it decides where it is given. */
  readonly size?: string | undefined;
  /** `720P`, `1080P`, `1K` to `4K`, in either case. */
  readonly resolution?: string | undefined;
  /** Such as `16:9`. */
  readonly aspectRatio?: string | undefined;
}

const sides: Readonly<Record<string, number>> = {
  '720P': 720,
  '1080P': 1080,
  '1K': 1024,
  '2K': 2048,
  '3K': 3072,
  '4K': 4096,
};
const usualSide = 1024;
/** What keeps a picture drawable. */
const mostPixels = 16_777_216;

/**
 * The pixels of a picture. [I] The services say neither what a word nor what a ratio comes to: here it is the area of a
 * square of the resolution in the shape of the ratio, in steps of 16 pixels, which makes the one size that was seen
 * (1360×768 for 16:9). Words that are not known count as none.
 */
export function pictureSize({ size, resolution, aspectRatio }: PictureWish): {
  readonly width: number;
  readonly height: number;
} {
  const [, width = '', height = ''] = /^(\d{2,5})[x*](\d{2,5})$/u.exec(size ?? '') ?? [];
  const pixels = Number(width) * Number(height);
  if (pixels > 0 && pixels <= mostPixels) return { width: Number(width), height: Number(height) };
  const side = sides[(resolution ?? '').toUpperCase()] ?? usualSide;
  const [, across = '1', down = '1'] = /^([1-9]\d?):([1-9]\d?)$/u.exec(aspectRatio ?? '') ?? [];
  const stretch = Math.sqrt(Number(across) / Number(down));
  return { width: inSteps(side * stretch), height: inSteps(side / stretch) };
}

function inSteps(length: number): number {
  return Math.max(16, 16 * Math.floor(length / 16));
}
