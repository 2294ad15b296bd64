/** A stream of numbers that depends on its labels alone. */
export interface SeededRandom {
  /** The next number, at least 0 and below 1. */
  next(): number;
  /** So many hexadecimal digits. */
  hex(length: number): string;
  /** So many characters out of an alphabet of single code units. */
  text(alphabet: string, length: number): string;
  /** A random UUID (version 4), as far as something seeded can be one. */
  uuid(): string;
}

/**
 * A stream for each purpose, not one for all: what one part of the sandbox draws must not shift what another gets.
 * The labels are hashed with cyrb128, the stream is sfc32; both are small, fast and in the public domain.
 */
export function seededRandom(...labels: readonly (string | number)[]): SeededRandom {
  let [a, b, c, d] = hash(labels.join('/'));
  const next = (): number => {
    const sum = (a + b + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return (sum >>> 0) / 4_294_967_296;
  };
  const text = (alphabet: string, length: number): string =>
    Array.from({ length }, () => alphabet.charAt(Math.floor(next() * alphabet.length))).join('');
  const hex = (length: number): string => text('0123456789abcdef', length);
  return {
    next,
    text,
    hex,
    uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-${text('89ab', 1)}${hex(3)}-${hex(12)}`,
  };
}

function hash(text: string): [number, number, number, number] {
  let [a, b, c, d] = [1_779_033_703, 3_144_134_277, 1_013_904_242, 2_773_480_762];
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    a = b ^ Math.imul(a ^ code, 597_399_067);
    b = c ^ Math.imul(b ^ code, 2_869_860_233);
    c = d ^ Math.imul(c ^ code, 951_274_213);
    d = a ^ Math.imul(d ^ code, 2_716_044_179);
  }
  a = Math.imul(c ^ (a >>> 18), 597_399_067);
  b = Math.imul(d ^ (b >>> 22), 2_869_860_233);
  c = Math.imul(a ^ (c >>> 17), 951_274_213);
  d = Math.imul(b ^ (d >>> 19), 2_716_044_179);
  return [a ^ b ^ c ^ d, b ^ a, c ^ a, d ^ a];
}
