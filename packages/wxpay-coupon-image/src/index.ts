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
// What goes with it, so that this is the one package to install: all of @x/core that users have.
export {
  ApiError,
  ConfigurationError,
  createPace,
  DownloadError,
  downloadImage,
  InputError,
  isTaskServiceError,
  NetworkError,
  parseTaskRef,
  RequestTimeoutError,
  ResponseError,
  SignatureError,
  SubmissionUnknownError,
  TaskFailedError,
  TaskServiceError,
  TaskTimeoutError,
} from '@x/core';
export type {
  AnyTaskServiceError,
  ApiErrorKind,
  Bytes,
  ClientEvent,
  ClientEventDetail,
  ClientOptions,
  Clock,
  DownloadErrorReason,
  DownloadOptions,
  ErrorCode,
  EventBase,
  FailedSnapshot,
  Fetch,
  GeneratedImage,
  ImageOutput,
  ImageTask,
  ImageTaskReader,
  ImageTasks,
  ImageTaskSnapshot,
  Issue,
  Operation,
  Pace,
  PaceOptions,
  PendingSnapshot,
  RequestOptions,
  RunAllOptions,
  RunOptions,
  RunOutcome,
  SignatureErrorReason,
  SnapshotBase,
  Submission,
  SubmitOptions,
  SucceededSnapshot,
  Task,
  TaskFailure,
  TaskReader,
  TaskRef,
  Tasks,
  TaskSnapshot,
  TaskStatus,
  WaitOptions,
} from '@x/core';
