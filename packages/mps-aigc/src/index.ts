/**
 * A client for image generation by Tencent Cloud MPS (AIGC).
 *
 * @packageDocumentation
 */
export { createMpsAigc, type MpsAigcClient } from './mps-aigc-client.ts';
export type { MpsAigcSettings } from './mps-aigc-settings.ts';
export type { MpsExtraParameters, MpsImageInput, MpsReferenceImage, MpsStoreCosParam } from './mps-image-input.ts';
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
