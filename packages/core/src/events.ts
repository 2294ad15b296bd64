import type { ErrorCode } from './errors/any-task-service-error.ts';
import type { TaskStatus } from './tasks/task.ts';
import type { TaskRef } from './tasks/task-ref.ts';

/** What a request is for; submit and query have budgets of their own. */
export type Operation = 'submit' | 'query' | 'other';

/** What every event has. */
export interface EventBase {
  /** The id of the client. */
  readonly provider: string;
  /** When, by the client's clock. */
  readonly at: Date;
  /** The public call that caused it, the same in all its events. */
  readonly callId: string;
  /** The `context` option of that call. */
  readonly context?: unknown;
  /** The task that it is about, where there is one. */
  readonly ref?: TaskRef | undefined;
}

/** What happened, by `type`. Open: a minor release may add types. */
export type ClientEventDetail =
  | {
      readonly type: 'request';
      readonly operation: Operation;
      /** From 1, within the call. */
      readonly attempt: number;
      readonly method: string;
      readonly url: string;
    }
  | {
      /** Exactly one for each request. */
      readonly type: 'response';
      readonly operation: Operation;
      readonly attempt: number;
      readonly durationMs: number;
      readonly status?: number | undefined;
      readonly requestId?: string | undefined;
      readonly error?: ErrorCode | undefined;
    }
  | {
      readonly type: 'retry';
      readonly operation: Operation;
      /** The attempt that failed. */
      readonly attempt: number;
      readonly delayMs: number;
      readonly error: ErrorCode;
    }
  | {
      readonly type: 'throttled';
      readonly operation: Operation;
      readonly delayMs: number;
      readonly by: 'pace' | 'rate-limit' | 'retry-after';
    }
  | { readonly type: 'submitted'; readonly ref: TaskRef; readonly requestId?: string | undefined }
  | {
      /** The call ended without knowing whether the service executed its submit; also when it ended by abort. */
      readonly type: 'submission-unknown';
      readonly lookup: Readonly<Record<string, string>>;
    }
  | {
      readonly type: 'poll';
      readonly ref: TaskRef;
      /** Questions so far about this task in this client, failed ones included. */
      readonly polls: number;
      readonly status: TaskStatus;
      readonly providerStatus: string;
      readonly pollAfterMs?: number | undefined;
    }
  | {
      /** One wait or watch ended. */
      readonly type: 'settled';
      readonly ref: TaskRef;
      readonly polls: number;
      readonly durationMs: number;
      readonly status: 'succeeded' | 'failed' | 'timed-out' | 'aborted' | 'gave-up';
      readonly by: 'query' | 'callback';
    }
  | { readonly type: 'unknown-status'; readonly ref: TaskRef; readonly providerStatus: string }
  | { readonly type: 'warning'; readonly path?: string | undefined; readonly message: string }
  | {
      readonly type: 'callback';
      readonly id?: string | undefined;
      readonly outcome: 'delivered' | 'duplicate' | 'refused' | 'handler-failed';
      readonly error?: ErrorCode | undefined;
      readonly message?: string | undefined;
    }
  | { readonly type: 'clock-corrected'; readonly offsetMs: number };

/** Enough for a progress bar, a log line or a span; never a secret or a body. */
export type ClientEvent = EventBase & ClientEventDetail;
