import { toBase64 } from './base64.ts';

/** What AEAD_AES_256_GCM makes of a text. */
export interface EncryptedResource {
  readonly algorithm: 'AEAD_AES_256_GCM';
  readonly nonce: string;
  readonly associated_data: string;
  /** Ciphertext and tag, in base64. */
  readonly ciphertext: string;
}

interface Plain {
  readonly text: string;
  readonly apiV3Key: string;
  /** Twelve characters. */
  readonly nonce: string;
  readonly associatedData: string;
}

/** Encrypts as APIv3 does: key, nonce and associated data are the bytes of their texts. */
export async function encryptResource({ text, apiV3Key, nonce, associatedData }: Plain): Promise<EncryptedResource> {
  const [keyBytes, iv, additionalData, plaintext] = [apiV3Key, nonce, associatedData, text].map((part) =>
    new TextEncoder().encode(part),
  ) as [Bytes, Bytes, Bytes, Bytes]; // as many as went in
  const key = await crypto.subtle.importKey('raw', keyBytes, 'AES-GCM', false, ['encrypt']);
  const ciphertext = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData }, key, plaintext);
  return {
    algorithm: 'AEAD_AES_256_GCM',
    nonce,
    associated_data: associatedData,
    ciphertext: toBase64(new Uint8Array(ciphertext)),
  };
}

type Bytes = Uint8Array<ArrayBuffer>;
