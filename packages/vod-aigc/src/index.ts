/**
 * Clients for Tencent VOD AIGC images: through a Bearer gateway, or directly.
 *
 * @packageDocumentation
 */
export type { ExtInfo } from './ext-info.ts';
export { createVodAigc, type VodAigcClient } from './vod-aigc-client.ts';
export { createVodAigcGateway, type VodAigcGatewayClient } from './vod-aigc-gateway-client.ts';
export type { VodAigcGatewaySettings } from './vod-aigc-gateway-settings.ts';
export type { VodAigcSettings, VodSite } from './vod-aigc-settings.ts';
export type { IncomingCallback, PullOptions, VodEvent, VodEvents, VodImageEvent, VodOtherEvent } from './vod-event.ts';
export type { VodGatewayFileInfo, VodGatewayImageInput, VodGatewayOutputConfig } from './vod-gateway-image-input.ts';
export type { VodFileInfo, VodImageInput, VodOutputConfig } from './vod-image-input.ts';
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
export type { TencentAuth, TencentCredentials } from '@x/tencent-cloud';
