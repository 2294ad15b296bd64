import type { Bytes } from '@x/core';
import { keyError } from './key-error.ts';
import type { WebCryptoKey } from './web-crypto-key.ts';

/** SHA256-RSA2048 in WeChat Pay's words. */
export const RSA_SHA256 = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' } as const;

const FORMATS = { sign: 'pkcs8', verify: 'spki' } as const;

/**
 * Makes a key that can do this one thing, and cannot be turned back into bytes.
 *
 * @throws ConfigurationError
 */
export async function importRsaKey(setting: string, usage: 'sign' | 'verify', der: Bytes): Promise<WebCryptoKey> {
  try {
    return await crypto.subtle.importKey(FORMATS[usage], der, RSA_SHA256, false, [usage]);
  } catch {
    throw keyError(setting, 'cannot be read as an RSA key');
  }
}

/**
 * Strict with a key that somebody else made.
 *
 * @throws ConfigurationError
 */
export function checkWebCryptoKey(setting: string, usage: 'sign' | 'verify', value: unknown): void {
  const { algorithm, usages } = Object(value) as Partial<WebCryptoKey>;
  const { name, hash } = Object(algorithm) as { readonly name?: string; readonly hash?: { readonly name: string } };
  if (name === RSA_SHA256.name && hash?.name === RSA_SHA256.hash && usages?.includes(usage)) return;
  throw keyError(setting, `must be PEM text, or a CryptoKey of ${RSA_SHA256.name} with SHA-256 for "${usage}"`);
}
