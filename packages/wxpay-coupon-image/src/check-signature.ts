import { isTaskServiceError, SignatureError, type SignatureErrorReason } from '@x/core';
import { decodeBase64 } from './base64.ts';
import type { ReceivedMessage } from './incoming-callback.ts';
import { PROVIDER } from './provider-id.ts';
import { RSA_SHA256 } from './rsa-key.ts';
import type { WebCryptoKey } from './web-crypto-key.ts';

/** Either way. The official libraries refuse at exactly 300 s already; the pages say "more than 5 minutes". */
const WINDOW_MS = 300_000;

/** What the service puts before a signature that it makes wrong on purpose, to see whether it is checked. */
const PROBE = 'WECHATPAY/SIGNTEST/';

/** `Wechatpay-Serial` of the service's public key begins with this; that of a certificate is hex. */
export const PUBLIC_KEY_ID = 'PUB_KEY_ID_';

/**
 * An error that says why something was not trusted. Worth asking again: a probe, for the repeat is never one, and what
 * could not be judged for a reason that passes.
 */
export function signatureError(reason: SignatureErrorReason, words: string, cause?: unknown): SignatureError {
  const retryable = reason === 'probe' || (isTaskServiceError(cause) && cause.retryable);
  return new SignatureError(`${PROVIDER}: ${words}`, { provider: PROVIDER, reason, retryable, cause });
}

/**
 * Checks the service's signature over an answer or a callback: all headers, the time, the key, the signature.
 *
 * @throws SignatureError; and whatever `findKey` throws
 */
export async function checkSignature(
  { header, bytes }: ReceivedMessage,
  findKey: (serial: string) => Promise<WebCryptoKey | undefined>,
  now: number,
): Promise<void> {
  const required = (name: string): string => {
    const value = header(`wechatpay-${name}`);
    if (value) return value;
    throw signatureError('missing-header', `Wechatpay-${name} is missing`);
  };
  const [serial = '', timestamp = '', nonce = '', signature = ''] = ['serial', 'timestamp', 'nonce', 'signature'].map(
    required,
  );

  if (!/^\d+$/.test(timestamp) || !(Math.abs(now - Number(timestamp) * 1_000) <= WINDOW_MS)) {
    throw signatureError('timestamp', 'signed more than 5 minutes off our clock');
  }
  const key = await findKey(serial);
  if (key === undefined) {
    throw signatureError('unknown-serial', 'its key is unknown or has expired');
  }
  const before = new TextEncoder().encode(`${timestamp}\n${nonce}\n`);
  const message = new Uint8Array(before.length + bytes.length + 1).fill(0x0a);
  message.set(before);
  message.set(bytes, before.length);
  const decoded = decodeBase64(signature);
  if (decoded !== undefined && (await crypto.subtle.verify(RSA_SHA256, key, decoded, message))) return;
  // The prefix gives a name to what was refused already; it never decides.
  if (signature.startsWith(PROBE)) throw signatureError('probe', 'wrong on purpose (a probe)');
  throw signatureError('signature', 'the signature is wrong');
}
