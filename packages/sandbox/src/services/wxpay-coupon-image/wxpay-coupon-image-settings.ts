import type { Clock } from '../../clock.ts';
import type { Fetch } from '../../fetch.ts';

/**
 * What a client of WeChat Pay's coupon images needs to talk to the sandbox: spread it into `createWxpayCouponImage`.
 *
 * With all of it answers are verified with the public key. Without `wechatpayPublicKey` a client has to download the
 * platform certificates, which `apiV3Key` decrypts; or it is given `sandbox.wxpayCertificates.platform`.
 */
export interface WxpayCouponImageSandboxSettings {
  /** The only merchant, a service provider: ten digits, made from the seed. */
  readonly mchId: string;
  /** Of the merchant's certificate: 40 hexadecimal digits, made from the seed. */
  readonly merchantSerialNumber: string;
  /** The merchant's, PKCS #8 in PEM; throw-away, new in each process. */
  readonly privateKey: string;
  /** What WeChat Pay's answers and notifications are verified with: its id, from the seed, and SPKI in PEM, new in each process. */
  readonly wechatpayPublicKey: { readonly id: string; readonly key: string };
  /** Decrypts notifications and certificates: 32 characters, made from the seed. */
  readonly apiV3Key: string;
  /** The sandbox's origin. */
  readonly baseUrl: string;
  /** `sandbox.fetch`; absent when the sandbox listens on a port in real time, where any `fetch` will do. */
  readonly fetch?: Fetch | undefined;
  /** The sandbox's clock. */
  readonly clock: Clock;
}
