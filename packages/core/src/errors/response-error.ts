import { TaskServiceError, type Issue } from './task-service-error.ts';

/** The service answered something else than it promises: HTML, truncated JSON, a missing field, a redirect. */
export class ResponseError extends TaskServiceError<{ readonly issues: readonly Issue[] }> {
  override readonly code = 'response';
  /** What is missing or of the wrong form, with its path. */
  declare readonly issues: readonly Issue[];
  static {
    this.prototype.name = 'ResponseError';
  }
}
