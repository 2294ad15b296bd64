/**
 * A client for WeChat Pay product-coupon image generation (APIv3, service providers), and its signatures by themselves.
 *
 * @packageDocumentation
 */
export { decryptWechatPay, type EncryptedResource } from './decrypt-wechat-pay.ts';
export type { IncomingCallback } from './incoming-callback.ts';
export type { WxpayRawTask } from './read-task.ts';
export { signWechatPay, type WechatPayRequest, type WechatPaySignature } from './sign-wechat-pay.ts';
export type { WxpayUploadedImage, WxpayUploadOptions } from './upload-image.ts';
export { type VerifiableMessage, verifyWechatPay } from './verify-wechat-pay.ts';
export type { WebCryptoKey } from './web-crypto-key.ts';
export type {
  WaitUntilContext,
  WxpayCallbacks,
  WxpayHandler,
  WxpayHandlerOptions,
  WxpayNotification,
  WxpayReply,
} from './wxpay-callbacks.ts';
export { createWxpayCouponImage, type WxpayCouponImageClient } from './wxpay-coupon-image-client.ts';
export type { WechatPayPublicKey, WxpayCouponImageSettings, WxpayTrust } from './wxpay-coupon-image-settings.ts';
export type {
  WxpayCombineImage,
  WxpayCouponImageInput,
  WxpayCutOut,
  WxpayDiscountCoupon,
  WxpayExchangeCoupon,
  WxpayNormalCoupon,
} from './wxpay-image-input.ts';
// What goes with it, so that this is the one package to install.
export { createPace, downloadImage, isTaskServiceError, parseTaskRef } from '@x/core';
// Its types too: a declaration of yours that infers one of them has to be able to name it from here.
export type {
  AnyTaskServiceError,
  ApiError,
  ClientEvent,
  ConfigurationError,
  DownloadError,
  FailedSnapshot,
  GeneratedImage,
  ImageOutput,
  ImageTask,
  ImageTaskReader,
  ImageTasks,
  ImageTaskSnapshot,
  InputError,
  NetworkError,
  Pace,
  PendingSnapshot,
  RequestTimeoutError,
  ResponseError,
  RunOutcome,
  SignatureError,
  SubmissionUnknownError,
  SucceededSnapshot,
  Task,
  TaskFailedError,
  TaskReader,
  TaskRef,
  Tasks,
  TaskSnapshot,
  TaskTimeoutError,
} from '@x/core';
