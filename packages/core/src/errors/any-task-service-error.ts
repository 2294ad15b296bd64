import type { ApiError } from './api-error.ts';
import type { ConfigurationError } from './configuration-error.ts';
import type { DownloadError } from './download-error.ts';
import type { InputError } from './input-error.ts';
import type { NetworkError } from './network-error.ts';
import type { RequestTimeoutError } from './request-timeout-error.ts';
import type { ResponseError } from './response-error.ts';
import type { SignatureError } from './signature-error.ts';
import type { SubmissionUnknownError } from './submission-unknown-error.ts';
import type { TaskFailedError } from './task-failed-error.ts';
import type { TaskTimeoutError } from './task-timeout-error.ts';
import { ERROR_MARKER } from './task-service-error.ts';

/** Every error of these packages; `switch (error.code)` narrows and is exhaustive. */
export type AnyTaskServiceError =
  | ConfigurationError
  | InputError
  | NetworkError
  | RequestTimeoutError
  | ApiError
  | ResponseError
  | SignatureError
  | SubmissionUnknownError
  | TaskFailedError
  | TaskTimeoutError
  | DownloadError;

/** Closed: a new code is a major release. */
export type ErrorCode = AnyTaskServiceError['code'];

/** Whether it is an error of these packages, made by this copy of the package or by another. */
export function isTaskServiceError(error: unknown): error is AnyTaskServiceError {
  return ERROR_MARKER in Object(error);
}
