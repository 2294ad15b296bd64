import { decodeBase64 } from './base64.ts';
import { signatureError } from './check-signature.ts';
import { keyError } from './key-error.ts';
import type { WebCryptoKey } from './web-crypto-key.ts';

/** What the service encrypts with the APIv3 key: the `resource` of a callback, an `encrypt_certificate`. */
export interface EncryptedResource {
  /** Base64 of the ciphertext and its 16 bytes of tag. */
  readonly ciphertext: string;
  /** 12 characters in practice. */
  readonly nonce: string;
  /** Default: none, which is the same as `''`. */
  readonly associatedData?: string | undefined;
}

/**
 * Decrypts AEAD_AES_256_GCM. The tag is always checked: what was changed by anybody does not come out.
 *
 * @param apiV3Key - the 32 characters set in the merchant platform, as they stand
 * @throws SignatureError, `reason` decryption: changed on the way, or another key
 * @throws ConfigurationError when the key has not 32 bytes
 */
export async function decryptWechatPay(resource: EncryptedResource, apiV3Key: string): Promise<string> {
  return decryptWithKey(resource, await importApiV3Key(apiV3Key));
}

export const API_V3_KEY_RULE = 'must be 32 bytes, as they stand';

/** ASCII in practice, neither hex nor Base64. */
export function isApiV3Key(value: unknown): value is string {
  return typeof value === 'string' && new TextEncoder().encode(value).byteLength === 32;
}

/**
 * The key as WebCrypto takes it; it cannot be turned back into bytes.
 *
 * @throws ConfigurationError
 */
export async function importApiV3Key(apiV3Key: string): Promise<WebCryptoKey> {
  if (!isApiV3Key(apiV3Key)) throw keyError('apiV3Key', API_V3_KEY_RULE);
  return crypto.subtle.importKey('raw', new TextEncoder().encode(apiV3Key), 'AES-GCM', false, ['decrypt']);
}

/** The same with a key that was imported before. */
export async function decryptWithKey(
  { ciphertext, nonce, associatedData = '' }: EncryptedResource,
  key: WebCryptoKey,
): Promise<string> {
  const text = new TextEncoder();
  try {
    const additionalData = text.encode(associatedData);
    const algorithm = { name: 'AES-GCM', iv: text.encode(nonce), additionalData };
    // Not Base64: nothing, which has no tag.
    const bytes = decodeBase64(ciphertext) ?? new Uint8Array();
    return new TextDecoder().decode(await crypto.subtle.decrypt(algorithm, key, bytes));
  } catch {
    // WebCrypto says no more either.
    throw signatureError('decryption', 'cannot be decrypted: changed, or the APIv3 key is another');
  }
}
