import { expect, test } from 'vitest';
import { readPixels } from './read-pixels.ts';

const bytes = (...parts: readonly (string | readonly number[])[]): Uint8Array =>
  Uint8Array.from(
    parts.flatMap((part) => (typeof part === 'string' ? Array.from(part, (sign) => sign.charCodeAt(0)) : part)),
  );
const png = bytes('\x89PNG\r\n\x1a\n', [0, 0, 0, 13], 'IHDR', [0, 0, 8, 0], [0, 0, 4, 1], [8, 6, 0, 0, 0]);
const app0 = [0xff, 0xe0, 0, 4, 0xff, 0xc0];
const huffman = [0xff, 0xc4, 0, 3, 0];
const frame = (marker: number): readonly number[] => [
  0xff,
  0xff,
  marker,
  0,
  11,
  8,
  0x04,
  0x38,
  0x07,
  0x80,
  1,
  1,
  0x11,
  0,
];
const riff = (kind: string, ...rest: readonly (string | readonly number[])[]): Uint8Array =>
  bytes('RIFF', [0, 0, 0, 0], 'WEBP', kind, [0, 0, 0, 0], ...rest);

test.each([
  ['PNG', png, { width: 2048, height: 1025 }],
  ['baseline JPEG', bytes([0xff, 0xd8], app0, huffman, frame(0xc0)), { width: 1920, height: 1080 }],
  ['progressive JPEG', bytes([0xff, 0xd8], app0, huffman, frame(0xc2)), { width: 1920, height: 1080 }],
  ['lossy WebP', riff('VP8 ', [0, 0, 0, 0x9d, 0x01, 0x2a], [0x80, 0x47, 0x38, 0x04]), { width: 1920, height: 1080 }],
  ['lossless WebP', riff('VP8L', [0x2f, 0x7f, 0xc7, 0x0d, 0x01]), { width: 1920, height: 1080 }],
  ['extended WebP', riff('VP8X', [0, 0, 0, 0], [0x7f, 0x07, 0], [0x37, 0x04, 0]), { width: 1920, height: 1080 }],
])('%s', (_, file, pixels) => {
  expect(readPixels(file)).toEqual(pixels);
  // Within a larger buffer as well.
  const padded = new Uint8Array(file.length + 7);
  padded.set(file, 7);
  expect(readPixels(padded.subarray(7))).toEqual(pixels);
});

test.each([
  ['nothing', bytes()],
  ['a page', bytes('<html><body>Not found, sorry</body></html>')],
  ['a PNG cut short', png.subarray(0, 20)],
  ['a JPEG cut short', bytes([0xff, 0xd8], app0)],
  ['a JPEG without a frame', bytes([0xff, 0xd8], app0, [0xff, 0xda, 0, 2], frame(0xc0))],
  ['a WebP of another kind', riff('ALPH', Array<number>(20).fill(0))],
  ['a GIF', bytes('GIF89a', Array<number>(20).fill(1))],
])('%s has no pixels', (_, file) => {
  expect(readPixels(file)).toBeUndefined();
});
