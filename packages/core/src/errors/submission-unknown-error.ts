import { TaskServiceError, type ErrorFields } from './task-service-error.ts';

/** What there is instead of an id. */
interface Lookup {
  /** What the service's console or list can be searched by, by name. */
  readonly lookup: Readonly<Record<string, string>>;
  /** True where it is known that the service executed it and only the id is missing. */
  readonly executed?: boolean | undefined;
}

/**
 * The submit may have been executed and paid for, and there is no id. Never submit again without having looked:
 * `lookup` holds what the service's console or list can be searched by.
 */
export class SubmissionUnknownError extends TaskServiceError<Lookup> {
  override readonly code = 'submission-unknown';
  declare readonly submission: 'unknown';
  /** What the service's console or list can be searched by, by name. */
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
