import { looseObject, looseText } from '@x/core/provider';
import { decryptWithKey } from './decrypt-wechat-pay.ts';
import type { WebCryptoKey } from './web-crypto-key.ts';

/** What the service encrypts, as it stands on the wire. */
export const encryptedSchema = /* @__PURE__ */ looseObject({
  nonce: looseText,
  associated_data: looseText,
  ciphertext: looseText,
});

/**
 * Decrypts it; nothing is as good as something that cannot be decrypted.
 *
 * @throws SignatureError, reason decryption
 */
export function openMember(encrypted: ReturnType<typeof encryptedSchema>, key: WebCryptoKey): Promise<string> {
  const { nonce = '', associated_data: associatedData, ciphertext = '' } = encrypted ?? {};
  return decryptWithKey({ nonce, associatedData, ciphertext }, key);
}
