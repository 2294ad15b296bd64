import { checkSignature, PUBLIC_KEY_ID } from './check-signature.ts';
import { type IncomingCallback, receive } from './incoming-callback.ts';
import { readPemCertificate, readPublicKey } from './key-material.ts';
import { checkWebCryptoKey, importRsaKey } from './rsa-key.ts';
import type { WebCryptoKey } from './web-crypto-key.ts';

/** An answer or a callback of the service, and who may have signed it. */
export interface VerifiableMessage extends IncomingCallback {
  /**
   * By `Wechatpay-Serial`, exactly as sent: the id of the public key (`PUB_KEY_ID_…`) or the serial number of a platform
   * certificate (upper-case hex). PEM of a public key or a certificate, or a `CryptoKey` for RSASSA-PKCS1-v1_5 with SHA-256.
   */
  readonly keys: Readonly<Record<string, string | WebCryptoKey>>;
  /** Default: now. More than 300 s before or after the message's own time refuses it; 300 s itself is taken. */
  readonly now?: Date | undefined;
}

/**
 * Checks WeChat Pay's signature over a message as received. Resolves when it is the service's; keeps nothing, so replays
 * within the five minutes are for the caller to recognise.
 *
 * @throws SignatureError, `reason`: missing-header, timestamp, unknown-serial (also: the certificate has expired), probe,
 *   signature
 * @throws ConfigurationError when the key is not one, InputError when the body is not as received
 */
export async function verifyWechatPay(message: VerifiableMessage): Promise<void> {
  const { keys, now = new Date() } = message;
  await checkSignature(
    receive(message),
    async (serial) => {
      const key = Object.hasOwn(keys, serial) ? keys[serial] : undefined;
      return key === undefined ? undefined : toVerifyingKey(`keys.${serial}`, serial, key, now);
    },
    now.getTime(),
  );
}

async function toVerifyingKey(
  setting: string,
  serial: string,
  key: string | WebCryptoKey,
  now: Date,
): Promise<WebCryptoKey | undefined> {
  if (typeof key !== 'string') {
    checkWebCryptoKey(setting, 'verify', key);
    return key;
  }
  if (serial.startsWith(PUBLIC_KEY_ID) || !key.includes('CERTIFICATE')) {
    return importRsaKey(setting, 'verify', readPublicKey(setting, key).der);
  }
  const { spki, notAfter } = readPemCertificate(setting, key);
  return notAfter < now ? undefined : importRsaKey(setting, 'verify', spki);
}
