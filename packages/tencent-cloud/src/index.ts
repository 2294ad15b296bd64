/**
 * A client for any action of any Tencent Cloud API 3.0 product, and the signature TC3-HMAC-SHA256 by itself.
 *
 * @packageDocumentation
 */
export { signTc3, type Tc3Request, type Tc3Signature } from './sign-tc3.ts';
export type { TencentAuth, TencentCredentials } from './tencent-auth.ts';
export { createTencentCloud, type TencentCallOptions, type TencentCloudClient } from './tencent-cloud-client.ts';
export type { TencentCloudSettings } from './tencent-cloud-settings.ts';
// What goes with it, so that this is the one package to install.
export {
  ApiError,
  ConfigurationError,
  createPace,
  InputError,
  isTaskServiceError,
  NetworkError,
  RequestTimeoutError,
  ResponseError,
  SubmissionUnknownError,
  TaskServiceError,
} from '@x/core';
export type {
  AnyTaskServiceError,
  ApiErrorKind,
  ClientEvent,
  ClientOptions,
  Clock,
  ErrorCode,
  Fetch,
  Issue,
  Pace,
  PaceOptions,
  RequestOptions,
  Submission,
} from '@x/core';
