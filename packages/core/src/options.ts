import type { Clock } from './clock.ts';
import type { ClientEvent } from './events.ts';
import type { Submission } from './errors/task-service-error.ts';
import type { Pace, PaceOptions } from './pace.ts';
import type { ImageOutput, SucceededSnapshot, Task, TaskSnapshot } from './tasks/task.ts';
import type { TaskRef } from './tasks/task-ref.ts';

/** Options of a call that makes one request (and its retries). */
export interface RequestOptions {
  /** Ends the call at once with `signal.reason`, whatever it is doing. */
  readonly signal?: AbortSignal | undefined;
  /** One attempt, from the moment it leaves the pace to the last byte of the answer. Default: the client's. */
  readonly timeoutMs?: number | undefined;
  /** Given back in every event of this call. */
  readonly context?: unknown;
}

/** Options of `submit`. */
export interface SubmitOptions extends RequestOptions {
  /**
   * Awaited before the first byte leaves: an outbox. `lookup` is what the submission can be searched by; `ref` is
   * there where it is known beforehand. If it throws, nothing is sent and `submit` rejects with what it threw.
   */
  readonly onBeforeSend?:
    | ((intent: {
        readonly ref?: TaskRef | undefined;
        readonly lookup: Readonly<Record<string, string>>;
      }) => void | Promise<void>)
    | undefined;
}

/** Options of `wait` and `watch`. */
export interface WaitOptions<Output = ImageOutput> {
  /** Ends this wait at once with its reason; the task goes on. Default: none. */
  readonly signal?: AbortSignal | undefined;
  /** Of the whole wait, counted from the call (in `run` and `runAll` from acceptance). Default: the client's `wait`, 300_000. */
  readonly timeoutMs?: number | undefined;
  /** Never ask the same task sooner than this after the last answer. Default: the client's `wait`, 1_000. */
  readonly minIntervalMs?: number | undefined;
  /** Ask at least this often, unless the pace has no request free. Default: the client's `wait`, 15_000. */
  readonly maxIntervalMs?: number | undefined;
  /**
   * Called with each snapshot that `watch` would yield. If it throws, this wait rejects with it; the task goes on. An async
   * one is not waited for; what it rejects with while the wait goes on, the wait rejects with.
   */
  readonly onUpdate?: ((snapshot: TaskSnapshot<Output>) => void) | undefined;
  /** Given back in every event of the wait. Default: none. */
  readonly context?: unknown;
}

/** Options of `run`. */
export interface RunOptions<Output = ImageOutput> extends WaitOptions<Output>, Pick<SubmitOptions, 'onBeforeSend'> {
  /** One attempt of the submit; `timeoutMs` is the whole wait. */
  readonly requestTimeoutMs?: number | undefined;
  /** Awaited after the service accepted the task and before the wait: the place to store the ref. */
  readonly onSubmitted?: ((task: Task<Output>) => void | Promise<void>) | undefined;
}

/** Options of `runAll`. */
export interface RunAllOptions<Input, Output = ImageOutput> extends WaitOptions<Output> {
  /** Tasks in flight at once. Default 4 (less where the service runs fewer). */
  readonly concurrency?: number | undefined;
  /** One attempt of a submit; `timeoutMs` is the whole wait of each task. */
  readonly requestTimeoutMs?: number | undefined;
  /** As in `run`, for each task. If it throws, that task's outcome is `ok: false` with what it threw. */
  readonly onSubmitted?:
    ((task: Task<Output>, item: { readonly index: number; readonly input: Input }) => void | Promise<void>) | undefined;
}

/** How one input of `runAll` ended. `submission` and `ref` say what may have been bought. */
export type RunOutcome<Input, Output = ImageOutput, Raw = unknown> =
  | {
      /** Which input, counted from 0 as they were pulled. */
      readonly index: number;
      /** As it was pulled. */
      readonly input: Input;
      /** The picture is there. */
      readonly ok: true;
      /** The task, done. */
      readonly snapshot: SucceededSnapshot<Output, Raw>;
    }
  | {
      /** Which input, counted from 0 as they were pulled. */
      readonly index: number;
      /** As it was pulled. */
      readonly input: Input;
      /** There is no picture: look at `submission` before it is submitted again. */
      readonly ok: false;
      /** What the run of this input ended with: an error of these packages, `signal.reason`, or what a callback of yours threw. */
      readonly error: unknown;
      /** Whether money may have been spent on this input. */
      readonly submission: Submission;
      /** The task, where one is known: it may go on. */
      readonly ref?: TaskRef | undefined;
    };

/** Always called with one Request, so global fetch, Hono's app.fetch, a service binding and a sandbox's fetch all fit. */
export type Fetch = (request: Request) => Response | Promise<Response>;

/** Settings that every client takes. */
export interface ClientOptions {
  /** Another origin (and path prefix) than the service's own: a proxy, a relay, a sandbox. http or https. */
  readonly baseUrl?: string | URL | undefined;
  /** Default: the platform's, looked up at each request. */
  readonly fetch?: Fetch | undefined;
  /** Of one attempt: submit 120_000, query 20_000. */
  readonly timeoutMs?: { readonly submit?: number | undefined; readonly query?: number | undefined } | undefined;
  /** Further attempts where repeating cannot cost twice: limit 3; pauses (full jitter) of at most maxDelayMs 20_000. */
  readonly retry?: { readonly limit?: number | undefined; readonly maxDelayMs?: number | undefined } | undefined;
  /** The account's limits, or a pace shared with other clients of the same key (`createPace`). */
  readonly pace?: PaceOptions | Pace | undefined;
  /** Defaults of the client's waits. */
  readonly wait?: Pick<WaitOptions, 'timeoutMs' | 'minIntervalMs' | 'maxIntervalMs'> | undefined;
  /** Told everything that happens, never a secret or a body. What it throws is ignored. */
  readonly onEvent?: ((event: ClientEvent) => void) | undefined;
  /** The User-Agent header, where the runtime lets it be set. */
  readonly userAgent?: string | undefined;
  /** Default: the platform's. */
  readonly clock?: Clock | undefined;
}
