/**
 * The door for users: task types, errors, `downloadImage`, `parseTaskRef`, `createPace`.
 *
 * @packageDocumentation
 */
export type { Clock } from './clock.ts';
export { type Bytes, downloadImage, type DownloadOptions } from './download/download-image.ts';
export { type AnyTaskServiceError, type ErrorCode, isTaskServiceError } from './errors/any-task-service-error.ts';
export { ApiError, type ApiErrorKind } from './errors/api-error.ts';
export { ConfigurationError } from './errors/configuration-error.ts';
export { DownloadError, type DownloadErrorReason } from './errors/download-error.ts';
export { InputError } from './errors/input-error.ts';
export { NetworkError } from './errors/network-error.ts';
export { RequestTimeoutError } from './errors/request-timeout-error.ts';
export { ResponseError } from './errors/response-error.ts';
export { SignatureError, type SignatureErrorReason } from './errors/signature-error.ts';
export { SubmissionUnknownError } from './errors/submission-unknown-error.ts';
export { TaskFailedError } from './errors/task-failed-error.ts';
export { type ErrorFields, type Issue, type Submission, TaskServiceError } from './errors/task-service-error.ts';
export { TaskTimeoutError } from './errors/task-timeout-error.ts';
export type { ClientEvent, ClientEventDetail, EventBase, Operation } from './events.ts';
export type {
  ClientOptions,
  Fetch,
  RequestOptions,
  RunAllOptions,
  RunOptions,
  RunOutcome,
  SubmitOptions,
  WaitOptions,
} from './options.ts';
export { createPace, type Pace, type PaceOptions } from './pace.ts';
export type {
  FailedSnapshot,
  GeneratedImage,
  ImageOutput,
  ImageTask,
  ImageTaskReader,
  ImageTasks,
  ImageTaskSnapshot,
  PendingSnapshot,
  SnapshotBase,
  SucceededSnapshot,
  Task,
  TaskFailure,
  TaskReader,
  Tasks,
  TaskSnapshot,
  TaskStatus,
} from './tasks/task.ts';
export { parseTaskRef, type TaskRef } from './tasks/task-ref.ts';
