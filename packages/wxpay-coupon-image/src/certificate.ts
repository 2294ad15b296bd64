import type { Bytes } from '@x/core';
import { contentOf, INTEGER, inside, readDer } from './der.ts';
import { toHex } from './to-hex.ts';

/** What of an X.509 certificate is used here: WebCrypto reads none. */
export interface Certificate {
  /** Upper-case hex, as `Wechatpay-Serial` has it. */
  readonly serial: string;
  readonly notAfter: Date;
  /** The public key, as WebCrypto takes it. */
  readonly spki: Bytes;
}

/**
 * Reads a certificate. Does not judge it: who trusts it got it from a trusted place.
 *
 * @throws RangeError when the bytes are none
 */
export function readCertificate(bytes: Bytes): Certificate {
  const [certificate] = readDer(bytes);
  const fields = inside(inside(certificate)[0]);
  // The version is left out where it is 1.
  const [serial, , , validity, , key] = fields[0]?.tag === INTEGER ? fields : fields.slice(1);
  const notAfter = timeOf(new TextDecoder().decode(inside(validity)[1]?.content));
  // A positive number is led by a zero byte where it would look negative.
  const hex = toHex(contentOf(serial, INTEGER));
  if (key === undefined || Number.isNaN(notAfter.getTime())) throw new RangeError();
  return { serial: hex.replace(/^00/, '').toUpperCase(), notAfter, spki: key.whole };
}

/** `311120085010Z` (UTCTime, 1950 to 2049) or `20311120085010Z` (GeneralizedTime). */
function timeOf(text: string): Date {
  const century = text.length > 13 ? '' : text < '50' ? '20' : '19';
  return new Date((century + text).replace(/^(....)(..)(..)(..)(..)(..)Z$/, '$1-$2-$3T$4:$5:$6Z'));
}
