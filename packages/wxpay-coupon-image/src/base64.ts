import type { Bytes } from '@x/core';

/** Strict: undefined unless it is exactly what an encoder writes, so that one value has one text only. */
export function decodeBase64(text: string): Bytes | undefined {
  try {
    const binary = atob(text);
    if (btoa(binary) !== text) return undefined;
    // A loop, because `Uint8Array.from` walks through text with an object for each character.
    const bytes = new Uint8Array(binary.length);
    for (let at = 0; at < bytes.length; at += 1) bytes[at] = binary.charCodeAt(at);
    return bytes;
  } catch {
    return undefined;
  }
}

/** Of something short, such as a signature. */
export function encodeBase64(bytes: ArrayBuffer): string {
  return btoa(Reflect.apply(String.fromCharCode, undefined, new Uint8Array(bytes)));
}
