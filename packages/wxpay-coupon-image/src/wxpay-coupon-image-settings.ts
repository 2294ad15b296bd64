import type { ClientOptions } from '@x/core';
import { clientOptions, rule } from '@x/core/provider';
import * as v from 'valibot';
import { API_V3_KEY_RULE, isApiV3Key } from './decrypt-wechat-pay.ts';
import { keyError } from './key-error.ts';
import type { WebCryptoKey } from './web-crypto-key.ts';
import { matching } from './wxpay-coupon-image-schemas.ts';

/** The service's public key: merchant platform, API security. It has no expiry. */
export interface WechatPayPublicKey {
  /** `PUB_KEY_ID_` and digits. */
  readonly id: string;
  /** PEM (pub_key.pem), or a `CryptoKey` for RSASSA-PKCS1-v1_5 with SHA-256. */
  readonly key: string | WebCryptoKey;
}

/**
 * What answers and callbacks are verified with: at least one of the three. Keys and certificates are taken side by side,
 * as they come during a merchant's switch-over from one to the other.
 *
 * - `wechatpayPublicKey`: what new merchants have, and old ones should
 * - `platformCertificates`: PEM certificates, downloaded before; expired ones are not used
 * - `apiV3Key`: 32 characters. Needed for callbacks, and where there is nothing else, platform certificates are downloaded
 *   with it, before the first request and every 11.5 hours; also when a certificate is met that is not known here. While those
 *   that are there are good, newer ones that do not come hold up one request in 5 minutes, for 2 s at most
 */
export type WxpayTrust =
  | {
      /** WeChat Pay's public key: merchant platform, API security. */
      readonly wechatpayPublicKey: WechatPayPublicKey;
      /** For merchants that are switching from certificates to the public key, in PEM: both sign meanwhile. */
      readonly platformCertificates?: readonly string[] | undefined;
      /** 32 characters; needed for callbacks. */
      readonly apiV3Key?: string | undefined;
    }
  | {
      /** Downloaded before, in PEM; expired ones are not used. */
      readonly platformCertificates: readonly string[];
      /** With it, certificates are there for the time of switching only. */
      readonly wechatpayPublicKey?: undefined;
      /** 32 characters; needed for callbacks. With it newer certificates are downloaded when one is met that is not known. */
      readonly apiV3Key?: string | undefined;
    }
  | {
      /** 32 characters. Platform certificates are downloaded with it, before the first request and every 11.5 hours. */
      readonly apiV3Key: string;
      /** New merchants have one, and should give it. */
      readonly wechatpayPublicKey?: undefined;
      /** Where there are none, they are downloaded. */
      readonly platformCertificates?: undefined;
    };

/** Settings of `createWxpayCouponImage`. */
export type WxpayCouponImageSettings = ClientOptions &
  WxpayTrust & {
    /** The service provider's own merchant number: it signs, whatever the brand. */
    readonly mchId: string;
    /** Of the merchant API certificate, in hex: merchant platform, API security, or `openssl x509 -serial`. */
    readonly merchantSerialNumber: string;
    /** The merchant API private key (apiclient_key.pem), PKCS#8 or PKCS#1, or a `CryptoKey` that may sign. */
    readonly privateKey: string | WebCryptoKey;
  };

/** PEM or key: looked at where they are read, because what is wrong with them has many names. */
const pemOrKey = /* @__PURE__ */ rule(() => true, '');

const entries = /* @__PURE__ */ (() => ({
  mchId: matching(/^\d{1,32}$/, 'must be digits, as text'),
  merchantSerialNumber: matching(/^[\dA-F]{1,64}$/i, 'must be that of the merchant API certificate, in hex'),
  privateKey: pemOrKey,
  wechatpayPublicKey: v.optional(
    v.strictObject({
      id: matching(/^PUB_KEY_ID_\d{1,64}$/, 'must be PUB_KEY_ID_ and digits'),
      key: pemOrKey,
    }),
  ),
  platformCertificates: v.optional(
    rule(
      (value) => Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'string'),
      'must be a list of PEM texts',
    ),
  ),
  apiV3Key: v.optional(rule(isApiV3Key, API_V3_KEY_RULE)),
}))();

export const settingsSchema = /* @__PURE__ */ (() => v.strictObject({ ...clientOptions, ...entries }))();

/** What valibot has no words for. */
export function checkTrust({ wechatpayPublicKey, platformCertificates, apiV3Key }: WxpayCouponImageSettings): void {
  if (wechatpayPublicKey === undefined && platformCertificates === undefined && apiV3Key === undefined) {
    throw keyError('wechatpayPublicKey', 'is required, or platformCertificates, or apiV3Key');
  }
}
