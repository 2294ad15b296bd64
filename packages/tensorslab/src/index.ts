/**
 * A client for TensorsLab image generation.
 *
 * @packageDocumentation
 */
export { createTensorsLab, type TensorsLabClient } from './tensorslab-client.ts';
export type { TensorsLabImageInput, TensorsLabModel } from './tensorslab-image-input.ts';
export type { TensorsLabSettings } from './tensorslab-settings.ts';
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
