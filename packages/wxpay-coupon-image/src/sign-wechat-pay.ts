import { parseInput, rule } from '@x/core/provider';
import { encodeBase64 } from './base64.ts';
import { readPrivateKey } from './key-material.ts';
import { PROVIDER } from './provider-id.ts';
import { checkWebCryptoKey, importRsaKey, RSA_SHA256 } from './rsa-key.ts';
import type { WebCryptoKey } from './web-crypto-key.ts';

/** A number as large as this is milliseconds: in seconds it is the year 5138. */
const MILLISECONDS_FROM = 1e11;

/** One request, as it will be sent. */
export interface WechatPayRequest {
  /** `GET`, `POST`… */
  readonly method: string;
  /** Path and query exactly as sent, percent-encoded; scheme and host of an absolute URL are not signed. */
  readonly url: string;
  /** Whole seconds since 1970. The service allows five minutes. */
  readonly timestamp: number;
  /** Any text; the service recommends 32 random letters and digits. */
  readonly nonce: string;
  /** Exactly as sent; `''` where there is none. Of an upload: the `meta` JSON alone. */
  readonly body: string;
  /** The merchant that signs: the service provider's own. */
  readonly mchId: string;
  /** Of the merchant API certificate that belongs to `privateKey`, in hex. */
  readonly merchantSerialNumber: string;
  /** The merchant API private key: PEM (PKCS#8 or PKCS#1), or a `CryptoKey` for RSASSA-PKCS1-v1_5 with SHA-256. */
  readonly privateKey: string | WebCryptoKey;
}

/** A signature, and what it was made from. */
export interface WechatPaySignature {
  /** The `Authorization` header. */
  readonly authorization: string;
  /** Base64. */
  readonly signature: string;
  /** What was signed: five lines. */
  readonly message: string;
}

const secondsSchema = /* @__PURE__ */ rule(
  (value) => Number.isInteger(value) && Math.abs(Number(value)) < MILLISECONDS_FROM,
  'must be whole seconds since 1970',
);

/**
 * Signs one request with WECHATPAY2-SHA256-RSA2048. Pure: the same request gives the same signature, and nothing is
 * sent or kept. Verified against vectors of other people's clients, node:crypto and openssl.
 *
 * @throws ConfigurationError when `privateKey` is not one; InputError when `timestamp` is not in seconds
 */
export async function signWechatPay(request: WechatPayRequest): Promise<WechatPaySignature> {
  parseInput(PROVIDER, secondsSchema, request.timestamp, 'timestamp');
  const method = request.method.toUpperCase();
  const url = request.url.replace(/^https?:\/\/[^/?#]*/i, '');
  return signWithKey(await toSigningKey(request.privateKey), { ...request, method, url });
}

/**
 * PEM becomes a key; a key is looked at.
 *
 * @throws ConfigurationError
 */
async function toSigningKey(privateKey: string | WebCryptoKey): Promise<WebCryptoKey> {
  const setting = 'privateKey';
  if (typeof privateKey === 'string') return importRsaKey(setting, 'sign', readPrivateKey(setting, privateKey).der);
  checkWebCryptoKey(setting, 'sign', privateKey);
  return privateKey;
}

/** The same with a key that was imported before, a method in upper case, and a URL without scheme and host. */
export async function signWithKey(
  key: WebCryptoKey,
  request: Omit<WechatPayRequest, 'privateKey'>,
): Promise<WechatPaySignature> {
  const { method, url, timestamp, nonce, body, mchId, merchantSerialNumber } = request;
  const message = [method, url, timestamp, nonce, body, ''].join('\n');
  const signature = encodeBase64(await crypto.subtle.sign(RSA_SHA256, key, new TextEncoder().encode(message)));
  const authorization =
    `WECHATPAY2-SHA256-RSA2048 mchid="${mchId}",serial_no="${merchantSerialNumber}",` +
    `timestamp="${timestamp}",nonce_str="${nonce}",signature="${signature}"`;
  return { authorization, signature, message };
}
