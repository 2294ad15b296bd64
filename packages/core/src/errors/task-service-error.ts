import type { TaskRef } from '../tasks/task-ref.ts';
import type { ErrorCode } from './any-task-service-error.ts';

/**
 * Whether money may have been spent.
 *
 * - `none`: nothing was bought, submitting again is safe
 * - `accepted`: the task exists, `ref` leads to it
 * - `unknown`: it may exist; look before submitting again
 */
export type Submission = 'none' | 'accepted' | 'unknown';

/** One thing that is wrong with a value, and where: `combineImage.normalCoupon.threshold`. */
export interface Issue {
  /** Where, from the value that was passed: `sourceImages.1`; empty for the value itself. */
  readonly path: string;
  /** The rule that is broken: `must be 1 to 15`. Never the value. */
  readonly message: string;
}

/** What every error is made with. */
export interface ErrorFields {
  /** The id of the client that it comes from. */
  readonly provider: string;
  /** Default `none`. */
  readonly submission?: Submission | undefined;
  /** The task, where one is known. */
  readonly ref?: TaskRef | undefined;
  /** The service's id of the request. */
  readonly requestId?: string | undefined;
  /** Default false. */
  readonly retryable?: boolean | undefined;
  /** What the service asked to wait, in milliseconds. */
  readonly retryAfterMs?: number | undefined;
  /** The task as last seen. Not enumerable in the error: its `raw` is the service's whole answer. */
  readonly snapshot?: unknown;
  /** The runtime's own error, never one that holds a Request: see `safeCause`. */
  readonly cause?: unknown;
}

/** By this, not by class identity, two copies of this package recognise each other's errors. */
export const ERROR_MARKER = Symbol.for('@x/core/error@1');

/**
 * What every error of these packages is. Tell them apart by `code`, or by `instanceof` (across copies as well). `Extra` is
 * what a class has beside the common fields.
 */
export abstract class TaskServiceError<Extra extends object = object> extends Error {
  /** Tells the classes apart; `switch (error.code)` is exhaustive. */
  abstract readonly code: ErrorCode;
  /** The id of the client that it comes from: `tensorslab`. */
  declare readonly provider: string;
  /** The service's id of the request; support asks for it. */
  declare readonly requestId?: string;
  /** Whether money may have been spent. */
  readonly submission: Submission = 'none';
  /** The task, where one is known. */
  declare readonly ref?: TaskRef;
  /** Whether the same call may succeed later; never true where it could cost twice. */
  readonly retryable: boolean = false;
  /** What the service asked to wait, in milliseconds. */
  declare readonly retryAfterMs?: number;

  static {
    Object.defineProperty(this.prototype, ERROR_MARKER, { value: true });
  }

  constructor(message: string, { cause, snapshot, ...fields }: ErrorFields & Extra) {
    super(message, cause ? { cause } : undefined);
    for (const [name, value] of Object.entries(fields)) if (value !== undefined) Reflect.set(this, name, value);
    if (snapshot !== undefined) Object.defineProperty(this, 'snapshot', { value: snapshot });
  }

  /** Name, message and fields: without stack, cause and everything that the service sent as a body. */
  toJSON(): Record<string, unknown> {
    // An error's own members are plain values; TypeScript cannot index `this`.
    const { name, message } = this;
    return Object.assign({ name, message }, this) as unknown as Record<string, unknown>;
  }

  /** `instanceof` goes by marker and code, so that an error made by another copy of this package is recognised too. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    const error = Object(value) as Error;
    return ERROR_MARKER in error && (this === TaskServiceError || error.name === (this.prototype as Error).name);
  }
}
