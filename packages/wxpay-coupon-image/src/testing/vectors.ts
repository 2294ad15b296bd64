import { payload } from '@x/payloads';

/** Of a request; made by other people's clients, node:crypto, WebCrypto and openssl alike. */
export interface RequestVector {
  readonly id: string;
  readonly method: string;
  readonly url: string;
  readonly timestamp: string;
  readonly nonce: string;
  readonly body: string;
  readonly message: string;
  readonly signature: string;
  readonly authorization: string;
}

/** An answer, and what has to become of it. */
export interface AnswerVector {
  readonly id: string;
  /** Seconds since 1970. */
  readonly now: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly expected: string;
}

/** Something encrypted. */
export interface AeadVector {
  readonly id: string;
  readonly apiV3Key: string;
  readonly nonce: string;
  readonly associated_data: string;
  readonly ciphertext: string;
  readonly valid: boolean;
  readonly plaintext: string | null;
}

/** A whole callback. */
export interface NotificationVector {
  readonly id: string;
  readonly now: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly signatureValid: boolean;
  readonly resourcePlaintext: string | null;
}

export const vectors = payload('vectors/wechatpay') as {
  readonly material: Readonly<
    Record<'mchid' | 'merchantSerial' | 'publicKeyId' | 'platformSerial' | 'apiV3Key', string>
  >;
  readonly requestSignatures: readonly RequestVector[];
  readonly responseVerifications: readonly AnswerVector[];
  readonly aead: readonly AeadVector[];
  readonly notifications: readonly NotificationVector[];
};

const LABELS = { pkcs8: 'PRIVATE KEY', pkcs1: 'RSA PRIVATE KEY', spki: 'PUBLIC KEY', x509: 'CERTIFICATE' } as const;

type KeyName =
  | 'merchantPrivateKey'
  | 'merchantPrivateKeyPkcs1'
  | 'merchantCertificate'
  | 'wechatpayPublicKey'
  | 'wechatpayPublicKeyModePrivateKey'
  | 'platformCertificate'
  | 'platformPublicKey'
  | 'platformPrivateKey';

const keys = payload('vectors/wechatpay-keys') as Readonly<
  Record<KeyName, { readonly kind: keyof typeof LABELS; readonly base64: string }>
>;

/** One of the throw-away keys as PEM. */
export function pemOf(name: KeyName): string {
  const { kind, base64 } = keys[name];
  return toPem(LABELS[kind], base64);
}

/** PEM of this label. */
export function toPem(label: string, base64: string): string {
  return [`-----BEGIN ${label}-----`, ...(base64.match(/.{1,64}/g) ?? []), `-----END ${label}-----`, ''].join('\n');
}
