import type { Bytes } from '@x/core';
import { keyError } from './key-error.ts';
import { readPemCertificate, readPrivateKey, readPublicKey } from './key-material.ts';
import { checkWebCryptoKey, importRsaKey } from './rsa-key.ts';
import type { WebCryptoKey } from './web-crypto-key.ts';
import type { WxpayCouponImageSettings } from './wxpay-coupon-image-settings.ts';

/** A key that is imported when it is first used, and kept as a value: no request ever waits for the promise of another. */
export interface LazyKey {
  readonly setting: string;
  readonly der?: Bytes | undefined;
  key?: WebCryptoKey | undefined;
  /** As `Date.getTime()`. */
  readonly notAfter: number;
}

/** What a client signs with, and whom it trusts from the beginning. */
export interface KeySet {
  readonly signing: LazyKey;
  /** By `Wechatpay-Serial`. */
  readonly trusted: ReadonlyMap<string, LazyKey>;
}

/** The key itself. */
export async function useKey(lazy: LazyKey, usage: 'sign' | 'verify'): Promise<WebCryptoKey> {
  // Two requests at once may both import it; that costs less than sharing a promise.
  return (lazy.key ??= await importRsaKey(lazy.setting, usage, lazy.der ?? new Uint8Array()));
}

/**
 * Reads all keys in the settings, as far as that goes without waiting.
 *
 * @throws ConfigurationError that names the setting and what is wrong with it
 */
export function readKeys(settings: WxpayCouponImageSettings): KeySet {
  const { privateKey, merchantSerialNumber, wechatpayPublicKey, platformCertificates = [] } = settings;
  const trusted = new Map<string, LazyKey>();
  const mine = typeof privateKey === 'string' ? readPrivateKey('privateKey', privateKey) : undefined;
  if (mine === undefined) checkWebCryptoKey('privateKey', 'sign', privateKey);

  if (wechatpayPublicKey !== undefined) {
    const setting = 'wechatpayPublicKey.key';
    const { id, key } = wechatpayPublicKey;
    const theirs = typeof key === 'string' ? readPublicKey(setting, key) : undefined;
    if (theirs === undefined) checkWebCryptoKey(setting, 'verify', key);
    if (mine !== undefined && mine.modulus === theirs?.modulus) {
      throw keyError(setting, 'is the merchant’s own; here belongs that of WeChat Pay');
    }
    trusted.set(id, toLazyKey(setting, key, theirs?.der));
  }
  for (const [index, pem] of platformCertificates.entries()) {
    const setting = `platformCertificates.${index}`;
    const { serial, spki, notAfter } = readPemCertificate(setting, pem);
    if (serial === merchantSerialNumber.toUpperCase()) {
      throw keyError(setting, 'is the merchant’s own; here belongs that of WeChat Pay');
    }
    trusted.set(serial, { setting, der: spki, notAfter: notAfter.getTime() });
  }
  return { signing: toLazyKey('privateKey', privateKey, mine?.der), trusted };
}

function toLazyKey(setting: string, given: string | WebCryptoKey, der: Bytes | undefined): LazyKey {
  return { setting, der, key: typeof given === 'string' ? undefined : given, notAfter: Infinity };
}
