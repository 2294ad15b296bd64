import { TaskServiceError, type ErrorFields } from './task-service-error.ts';

interface Lookup {
  readonly lookup: Readonly<Record<string, string>>;
  readonly executed?: boolean | undefined;
}

/**
 * The submit may have been executed and paid for, and there is no id. Never submit again without having looked:
 * `lookup` holds what the service's console or list can be searched by.
 */
export class SubmissionUnknownError extends TaskServiceError<Lookup> {
  override readonly code = 'submission-unknown';
  declare readonly submission: 'unknown';
  declare readonly lookup: Readonly<Record<string, string>>;
  /** True where it is known that the service executed it and only the id is missing. */
  declare readonly executed?: boolean;
  static {
    this.prototype.name = 'SubmissionUnknownError';
  }

  constructor(message: string, fields: Omit<ErrorFields, 'submission' | 'retryable'> & Lookup) {
    super(message, { ...fields, submission: 'unknown' });
  }
}
