/**
 * A client for image generation by Tencent Cloud MPS (AIGC).
 *
 * @packageDocumentation
 */
export { createMpsAigc, type MpsAigcClient } from './mps-aigc-client.ts';
export type { MpsAigcSettings } from './mps-aigc-settings.ts';
export type { MpsExtraParameters, MpsImageInput, MpsReferenceImage, MpsStoreCosParam } from './mps-image-input.ts';
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
export type { TencentAuth, TencentCredentials } from '@x/tencent-cloud';
