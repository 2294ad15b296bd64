/**
 * A client for NewProvider image generation.
 *
 * @packageDocumentation
 */
export { createNewProvider, type NewProviderClient } from './new-provider-client.ts';
export type { NewProviderImageInput } from './new-provider-schemas.ts';
export type { NewProviderSettings } from './new-provider-settings.ts';
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
