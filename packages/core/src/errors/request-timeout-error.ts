import { TaskServiceError } from './task-service-error.ts';

/** One attempt took longer than `timeoutMs`. From a submit only when the request was never handed to `fetch`. */
export class RequestTimeoutError extends TaskServiceError {
  override readonly code = 'request-timeout';
  static {
    this.prototype.name = 'RequestTimeoutError';
  }
}
