import { TaskServiceError } from './task-service-error.ts';

/** What the service's refusal means. Open: a minor release may add members. */
export type ApiErrorKind =
  | 'authentication'
  | 'permission'
  | 'rate-limit'
  | 'quota'
  | 'content-policy'
  | 'invalid-request'
  | 'not-found'
  | 'server'
  | 'unknown';

/** What the service answered. */
interface Refusal {
  /** The HTTP status; some services refuse with 200. */
  readonly status: number;
  /** From the service's code first, the HTTP status second. */
  readonly kind: ApiErrorKind;
  /** The service's own code. */
  readonly providerCode?: string | undefined;
  /** What the service tells beyond code and message. */
  readonly detail?: unknown;
}

/** The service answered and said no. From a submit: nothing was executed. */
export class ApiError extends TaskServiceError<Refusal> {
  override readonly code = 'api';
  /** The HTTP status; some services refuse with 200. */
  declare readonly status: number;
  /** The service's own code. */
  declare readonly providerCode?: string;
  /** From the service's code first, the HTTP status second. */
  declare readonly kind: ApiErrorKind;
  /** What the service tells beyond code and message. */
  declare readonly detail?: unknown;
  static {
    this.prototype.name = 'ApiError';
  }
}
