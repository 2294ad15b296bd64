// As much of DER (ITU-T X.690) as a certificate needs.

/** One element: its tag, its length, and what is in it. */
export function der(tag: number, ...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  return concat(Uint8Array.of(tag, ...derLength(length)), ...parts);
}

export function sequence(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return der(0x30, ...parts);
}

/** An object identifier such as `2.5.4.3`. */
export function objectIdentifier(dotted: string): Uint8Array<ArrayBuffer> {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return der(0x06, Uint8Array.from([40 * first + second, ...rest].flatMap(inBase128)));
}

/** An integer that is not negative, given as hexadecimal digits. */
export function unsignedInteger(hexadecimal: string): Uint8Array<ArrayBuffer> {
  const bytes = Array.from(hexadecimal.match(/../gu) ?? [], (pair) => Number.parseInt(pair, 16));
  return der(0x02, Uint8Array.from((bytes[0] ?? 0) > 0x7f ? [0, ...bytes] : bytes));
}

export function utf8String(text: string): Uint8Array<ArrayBuffer> {
  return der(0x0c, new TextEncoder().encode(text));
}

/** A date before 2050, to the second. */
export function utcTime(timeMs: number): Uint8Array<ArrayBuffer> {
  const digits = new Date(timeMs).toISOString().replaceAll(/\D/gu, '').slice(2, 14);
  return der(0x17, new TextEncoder().encode(`${digits}Z`));
}

/** Whole bytes as a string of bits. */
export function bitString(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return der(0x03, Uint8Array.of(0), bytes);
}

export const nothing = Uint8Array.of(0x05, 0x00);

function derLength(length: number): readonly number[] {
  if (length < 0x80) return [length];
  const bytes: number[] = [];
  for (let rest = length; rest > 0; rest >>= 8) bytes.unshift(rest & 0xff);
  return [0x80 | bytes.length, ...bytes];
}

function inBase128(value: number): readonly number[] {
  const bytes = [value & 0x7f];
  for (let rest = value >> 7; rest > 0; rest >>= 7) bytes.unshift((rest & 0x7f) | 0x80);
  return bytes;
}

function concat(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
