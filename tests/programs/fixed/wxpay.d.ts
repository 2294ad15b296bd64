import type { ClientOptions, ImageOutput, ImageTasks, RequestOptions, TaskSnapshot } from './core.d.ts';

/** What users' programs are written against: @x/wxpay-coupon-image. */
export type WxpayCouponImageInput =
  | {
      brandId: string;
      taskId?: string | undefined;
      imageGenerationType: 'COMBINE_IMAGE';
      combineImage: { usageMode: 'SINGLE'; backgroundColor?: string | undefined } & (
        | { scope: 'ALL' | 'SINGLE'; type: 'NORMAL'; normalCoupon: { threshold: number; discountAmount: number } }
        | { scope: 'ALL' | 'SINGLE'; type: 'DISCOUNT'; discountCoupon: { threshold: number; percentOff: number } }
        | { scope: 'SINGLE'; type: 'EXCHANGE'; exchangeCoupon: { threshold: number; exchangePrice: number } }
      );
    }
  | { brandId: string; taskId?: string | undefined; imageGenerationType: 'CUT_OUT'; cutOut: { imageUrl: string } };
export interface WxpayRawTask {
  readonly brand_id: string;
  readonly task_id: string;
  readonly task_state: string;
}

/** Headers of any framework; body must be the bytes as received. */
export interface IncomingCallback {
  readonly headers:
    { get(name: string): string | null } | { readonly [name: string]: string | readonly string[] | undefined };
  readonly body: string | Uint8Array | ArrayBuffer;
}
export interface WxpayNotification {
  readonly id: string;
  readonly eventType: string;
  readonly snapshot: TaskSnapshot<ImageOutput, WxpayRawTask>;
}
export interface WxpayCallbacks {
  parse(message: IncomingCallback): Promise<WxpayNotification>;
  /** What to send back: () → 204; (error) → 401/500 with {code:'FAIL'}. */
  reply(error?: unknown): {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string | null;
  };
  handler(
    receive: (notification: WxpayNotification) => void | Promise<void>,
    options?: { readonly deadlineMs?: number | undefined; readonly answerFirst?: boolean | undefined },
  ): (request: Request, context?: { waitUntil(promise: Promise<unknown>): void }) => Promise<Response>;
  setUrl(url: string, options?: RequestOptions): Promise<void>;
  getUrl(options?: RequestOptions): Promise<string | undefined>;
}
type WxpayTrust =
  | {
      readonly wechatpayPublicKey: { readonly id: string; readonly key: string | CryptoKey };
      readonly platformCertificates?: readonly string[] | undefined;
      readonly apiV3Key?: string | undefined;
    }
  | {
      readonly platformCertificates: readonly string[];
      readonly wechatpayPublicKey?: undefined;
      readonly apiV3Key?: string | undefined;
    }
  | {
      readonly apiV3Key: string;
      readonly wechatpayPublicKey?: undefined;
      readonly platformCertificates?: undefined;
    };
export type WxpayCouponImageSettings = ClientOptions &
  WxpayTrust & {
    readonly mchId: string;
    readonly merchantSerialNumber: string;
    readonly privateKey: string | CryptoKey;
  };
export interface WxpayCouponImageClient {
  readonly images: ImageTasks<WxpayCouponImageInput, WxpayRawTask>;
  readonly callbacks: WxpayCallbacks;
  uploadImage(
    image: Blob | Uint8Array,
    options: RequestOptions & { readonly filename: string },
  ): Promise<{ readonly imageUrl: string }>;
}
export function createWxpayCouponImage(settings: WxpayCouponImageSettings): WxpayCouponImageClient;

export function signWechatPay(request: {
  readonly method: string;
  readonly url: string;
  readonly timestamp: number;
  readonly nonce: string;
  readonly body: string;
  readonly mchId: string;
  readonly merchantSerialNumber: string;
  readonly privateKey: string | CryptoKey;
}): Promise<{ readonly authorization: string; readonly signature: string; readonly message: string }>;
export function verifyWechatPay(
  message: IncomingCallback & {
    readonly keys: Readonly<Record<string, string | CryptoKey>>;
    readonly now?: Date | undefined;
  },
): Promise<void>;
export function decryptWechatPay(
  resource: {
    readonly ciphertext: string;
    readonly nonce: string;
    readonly associatedData?: string | undefined;
  },
  apiV3Key: string,
): Promise<string>;
