import { toHex } from './to-hex.ts';

/*
 * MD5 (RFC 1321), because WebCrypto has none and the service signs its pushed events with it. It is no secure hash; here
 * it only has to be the same one.
 */

const SHIFTS = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21];
const BLOCK_BYTES = 64;

/** The MD5 of a text (below 512 MiB) as UTF-8, in lower-case hex. */
export function md5(text: string): string {
  const bytes = new TextEncoder().encode(text);
  const padded = new Uint8Array(((bytes.length + 72) >> 6) * BLOCK_BYTES);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 8, bytes.length * 8, true);

  let state = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476];
  for (let offset = 0; offset < padded.length; offset += BLOCK_BYTES) {
    let [a = 0, b = 0, c = 0, d = 0] = state;
    for (let step = 0; step < BLOCK_BYTES; step += 1) {
      const round = step >> 4;
      const word = [step, 5 * step + 1, 3 * step + 5, 7 * step][round] ?? 0;
      const mixed = [(b & c) | (~b & d), (d & b) | (~d & c), b ^ c ^ d, c ^ (b | ~d)][round] ?? 0;
      const constant = Math.floor(Math.abs(Math.sin(step + 1)) * 2 ** 32);
      const sum = a + mixed + constant + view.getUint32(offset + (word & 15) * 4, true);
      const shift = SHIFTS[round * 4 + (step & 3)] ?? 0;
      [a, b, c, d] = [d, (b + ((sum << shift) | (sum >>> (32 - shift)))) | 0, b, c];
    }
    state = [a, b, c, d].map((word, index) => (word + (state[index] ?? 0)) | 0);
  }
  state.forEach((word, index) => view.setInt32(index * 4, word, true));
  return toHex(padded.subarray(0, 16));
}
