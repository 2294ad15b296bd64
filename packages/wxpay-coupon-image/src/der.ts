import type { Bytes } from '@x/core';

/** One value of DER, as far as keys and certificates need it. */
export interface DerValue {
  readonly tag: number;
  readonly content: Bytes;
  /** With tag and length. */
  readonly whole: Bytes;
}

export const SEQUENCE = 0x30;
export const INTEGER = 0x02;
export const OCTET_STRING = 0x04;
export const BIT_STRING = 0x03;

/**
 * The values that stand one after another.
 *
 * @throws RangeError where a length leads out of the bytes
 */
export function readDer(bytes: Bytes): readonly DerValue[] {
  const values: DerValue[] = [];
  for (let at = 0; at < bytes.length;) {
    const [tag = 0, short = 0] = bytes.subarray(at, at + 2);
    // From 128 on: so many further bytes hold the length. Four would be longer than any certificate.
    const more = short < 0x80 ? 0 : short - 0x80;
    const start = at + 2 + more;
    const length = more === 0 ? short : bytes.subarray(at + 2, start).reduce((sum, byte) => sum * 256 + byte, 0);
    const end = start + length;
    if (short === 0x80 || more > 3 || end > bytes.length) throw new RangeError();
    values.push({ tag, content: bytes.slice(start, end), whole: bytes.slice(at, end) });
    at = end;
  }
  return values;
}

/**
 * The values inside of the one that has this tag.
 *
 * @throws RangeError where it is another
 */
export function inside(value: DerValue | undefined, tag = SEQUENCE): readonly DerValue[] {
  return readDer(contentOf(value, tag));
}

/**
 * What is in the value that has this tag.
 *
 * @throws RangeError where it is another
 */
export function contentOf(value: DerValue | undefined, tag: number): Bytes {
  if (value?.tag !== tag) throw new RangeError();
  return value.content;
}

/** One value of these parts. */
export function writeDer(tag: number, ...parts: readonly ArrayLike<number>[]): Bytes {
  const content = parts.flatMap((part) => Array.from(part));
  const { length } = content;
  const lengthBytes = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Uint8Array.from([tag, ...lengthBytes, ...content]);
}
