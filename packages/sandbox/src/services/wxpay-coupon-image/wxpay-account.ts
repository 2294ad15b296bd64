import type { Clock } from '../../clock.ts';
import { seededRandom } from '../../seeded-random.ts';
import { rsaKeyPairs } from './rsa-key-pairs.ts';
import { selfSignedCertificate } from './self-signed-certificate.ts';
import { toPem } from './to-pem.ts';

/** A key that WeChat Pay signs with, and what it is called in `Wechatpay-Serial`. */
export interface SigningKey {
  readonly serial: string;
  readonly privateKey: CryptoKey;
}

/** The one merchant of a sandbox, a service provider, and the keys on both sides. Texts are PEM where they are keys. */
export interface WxpayAccount {
  readonly mchId: string;
  readonly apiV3Key: string;
  readonly merchant: {
    readonly serialNumber: string;
    readonly privateKey: string;
    readonly certificate: string;
    readonly publicKey: CryptoKey;
  };
  /** Answers are signed with it, and called by a public key's id. */
  readonly publicKey: SigningKey & { readonly pem: string };
  /** Answers are signed with it for those who have not switched over to the public key. */
  readonly platform: SigningKey & {
    readonly certificate: string;
    readonly notBeforeMs: number;
    readonly notAfterMs: number;
  };
}

const yearMs = 365 * 86_400_000;

/** Names and the APIv3 key follow from the seed; the RSA keys are new in each process. */
export async function createWxpayAccount(seed: number, clock: Clock): Promise<WxpayAccount> {
  const keys = await rsaKeyPairs();
  const random = seededRandom(seed, 'wxpay-coupon-image', 'account');
  const mchId = `19${random.text('0123456789', 8)}`;
  // Like the real ones: 40 digits, the first small enough for a positive number.
  const serial = (): string => random.text('1234567', 1) + random.hex(39).toUpperCase();
  const [merchantSerial, platformSerial] = [serial(), serial()];
  const validity = {
    notBeforeMs: wholeSecond(clock.now() - yearMs),
    notAfterMs: wholeSecond(clock.now() + 4 * yearMs),
  };
  return {
    mchId,
    apiV3Key: `sandbox${random.hex(25)}`,
    merchant: {
      serialNumber: merchantSerial,
      privateKey: toPem('PRIVATE KEY', await crypto.subtle.exportKey('pkcs8', keys.merchant.privateKey)),
      certificate: await selfSignedCertificate({
        serialNumber: merchantSerial,
        name: mchId,
        organization: 'Sandbox Merchant',
        keys: keys.merchant,
        ...validity,
      }),
      publicKey: keys.merchant.publicKey,
    },
    publicKey: {
      serial: `PUB_KEY_ID_01${mchId}20260101${random.text('0123456789', 14)}`,
      privateKey: keys.wechatpay.privateKey,
      pem: toPem('PUBLIC KEY', await crypto.subtle.exportKey('spki', keys.wechatpay.publicKey)),
    },
    platform: {
      serial: platformSerial,
      privateKey: keys.platform.privateKey,
      certificate: await selfSignedCertificate({
        serialNumber: platformSerial,
        name: 'Tenpay.com sandbox sign',
        organization: 'Sandbox Tenpay.com',
        keys: keys.platform,
        ...validity,
      }),
      ...validity,
    },
  };
}

function wholeSecond(timeMs: number): number {
  return Math.floor(timeMs / 1_000) * 1_000;
}
