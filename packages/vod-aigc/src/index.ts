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
