import { encodeBase64 } from './base64.ts';

const LENGTH = 32;

/** Of 48 signs hardly ever more than 16 are no letters, so that one look at the machine's chance is enough. */
const BYTES = 36;

/**
 * 32 random letters and digits: ids and nonces that nobody else has. Six random bits are one of 64 signs, all as likely;
 * without two of them the other 62 still are.
 */
export function randomText(): string {
  let text = '';
  while (text.length < LENGTH) {
    text += encodeBase64(crypto.getRandomValues(new Uint8Array(BYTES)).buffer).replaceAll(/[+/]/g, '');
  }
  return text.slice(0, LENGTH);
}
