import type { RequestOptions, RunAllOptions, RunOptions, RunOutcome, SubmitOptions, WaitOptions } from '../options.ts';
import type { TaskRef } from './task-ref.ts';

/** Where a task stands. Closed: a new member is a major release. */
export type TaskStatus = 'queued' | 'running' | 'succeeded' | 'failed';

/** One finished picture. Its URL is the service's own and mostly expires: fetch it with `downloadImage`. */
export interface GeneratedImage {
  /** Where it is. It expires, and it is not trusted: fetch it with `downloadImage`. */
  readonly url: string;
  /** Kept at least until then (a lower bound); absent where the service neither says nor documents a lifetime. */
  readonly expiresAt?: Date | undefined;
  /** Pixels, where the service tells. */
  readonly width?: number | undefined;
  /** Pixels, where the service tells. */
  readonly height?: number | undefined;
  /** The service's id of a stored file, where it stores one. */
  readonly fileId?: string | undefined;
}

/** What a succeeded image task brings: at least one picture. */
export interface ImageOutput {
  /** At least one. */
  readonly images: readonly [GeneratedImage, ...GeneratedImage[]];
}

/** Why a task failed, as far as the service tells. `kind` is open: a minor release may add members. */
export interface TaskFailure {
  /** What it means for a further try. Open: a minor release may add kinds. */
  readonly kind:
    'content-policy' | 'invalid-input' | 'capacity' | 'cancelled' | 'expired' | 'no-output' | 'unknown' | (string & {});
  /** The service's own code. */
  readonly code?: string | undefined;
  /** The service's own words, or ours where it gives none. */
  readonly message: string;
}

/** What every snapshot has. */
export interface SnapshotBase<Raw> {
  /** The task that it shows. */
  readonly ref: TaskRef;
  /** The service's own word for the status. */
  readonly providerStatus: string;
  /** From 0 to 1, where the service tells. */
  readonly progress?: number | undefined;
  /** By the service's clock, where it tells. */
  readonly createdAt?: Date | undefined;
  /** By the service's clock, where it tells. */
  readonly finishedAt?: Date | undefined;
  /** The service's id of the request that brought this snapshot; support asks for it. */
  readonly requestId?: string | undefined;
  /** The service's own object. Integers beyond 2^53 are decimal strings in it, so that it always serialises. */
  readonly raw: Raw;
}

/** The task goes on. */
export interface PendingSnapshot<Raw = unknown> extends SnapshotBase<Raw> {
  /** An unknown word of the service counts as `running`. */
  readonly status: 'queued' | 'running';
  /** Milliseconds after which asking again is worth a request; for those who poll by `get()`. */
  readonly pollAfterMs: number;
}

/** The task is done and its output is here. */
export type SucceededSnapshot<Output = ImageOutput, Raw = unknown> = SnapshotBase<Raw> & {
  readonly status: 'succeeded';
} & Output;

/** The task ended without a picture. */
export interface FailedSnapshot<Raw = unknown> extends SnapshotBase<Raw> {
  readonly status: 'failed';
  /** Why. */
  readonly failure: TaskFailure;
}

/** What was known of a task at one moment; `status` tells which arm. */
export type TaskSnapshot<Output = ImageOutput, Raw = unknown> =
  PendingSnapshot<Raw> | SucceededSnapshot<Output, Raw> | FailedSnapshot<Raw>;

/** A handle on one accepted task. Not thenable, on purpose: `await task` does not start to wait. */
export interface Task<Output = ImageOutput, Raw = unknown> {
  /** What another process needs to go on: `JSON.stringify(task)` is its text. */
  readonly ref: TaskRef;
  /** The last one seen by this client; undefined until the service was asked once. */
  readonly snapshot: TaskSnapshot<Output, Raw> | undefined;
  /** Asks the service now. Retried like every query outside a wait. */
  refresh(options?: RequestOptions): Promise<TaskSnapshot<Output, Raw>>;
  /**
   * Waits for the picture. Resolves at once when the task was already seen final.
   *
   * @throws TaskFailedError when the task failed; TaskTimeoutError when `timeoutMs` (300_000) is over: the task goes
   * on and `error.ref` leads to it; ApiError when the service refuses the query twice running for good (a wrong key…);
   * ConfigurationError and SignatureError when your function for a secret fails, or an answer is not provably the
   * service's, five times running; `signal.reason` on abort. Never because of a passing fault: network, time-out, 429, 5xx, an unreadable answer.
   */
  wait(options?: WaitOptions<Output>): Promise<SucceededSnapshot<Output, Raw>>;
  /**
   * Yields the last known snapshot, then each that differs in status, providerStatus or progress; ends after a final
   * one. A failed task is yielded, not thrown; time-out and abort are thrown as in `wait`. Asks only while you ask: a
   * slow reader gets the newest, and leaving the loop stops it.
   */
  watch(options?: WaitOptions<Output>): AsyncIterable<TaskSnapshot<Output, Raw>>;
  /** The ref, so that `JSON.stringify(task)` is what to store. */
  toJSON(): TaskRef;
}

/** The half without an input: enough to go on with stored refs; one type for all providers. */
export interface TaskReader<Output = ImageOutput, Raw = unknown> {
  /** The `provider` of the refs that this reader takes. */
  readonly provider: string;
  /** Asks the service once. Retried on passing faults up to `retry.limit`. */
  get(ref: TaskRef, options?: RequestOptions): Promise<TaskSnapshot<Output, Raw>>;
  /** A handle on a task submitted earlier, elsewhere. Checks the ref strictly (InputError); makes no request. */
  resume(ref: TaskRef): Task<Output, Raw>;
  /** Something happened to this task (a notification reached another process): ask now. Ends nothing by itself. */
  expedite(ref: TaskRef): void;
}

/** Everything a client can do with one kind of task. `Input` is invariant, so that no client takes another's input. */
export interface Tasks<in out Input, Output, Raw = unknown> extends TaskReader<Output, Raw> {
  /**
   * Submits: a paid request. Executed at most once because of us.
   *
   * @throws InputError before any request; ApiError when the service refused (nothing was bought); NetworkError when
   * it provably did not leave; RequestTimeoutError when it was not even signed in time; ConfigurationError when a key cannot
   * be had; SubmissionUnknownError when it may have been executed: look before you submit again; `signal.reason` on abort.
   */
  submit(input: Input, options?: SubmitOptions): Promise<Task<Output, Raw>>;
  /** `submit`, then `wait`. */
  run(input: Input, options?: RunOptions<Output>): Promise<SucceededSnapshot<Output, Raw>>;
  /**
   * Runs many. Pulls inputs as slots free, yields in order of completion; one failure never stops the others. On
   * abort nothing more is submitted, what is in flight is yielded as `ok: false` with its ref, then `signal.reason`
   * is thrown.
   */
  runAll(
    inputs: Iterable<Input> | AsyncIterable<Input>,
    options?: RunAllOptions<Input, Output>,
  ): AsyncIterable<RunOutcome<Input, Output, Raw>>;
}

/** A handle on an image task. */
export type ImageTask<Raw = unknown> = Task<ImageOutput, Raw>;
/** A reader of image tasks. */
export type ImageTaskReader<Raw = unknown> = TaskReader<ImageOutput, Raw>;
/** A client's image tasks. */
export type ImageTasks<Input, Raw = unknown> = Tasks<Input, ImageOutput, Raw>;
/** A snapshot of an image task. */
export type ImageTaskSnapshot<Raw = unknown> = TaskSnapshot<ImageOutput, Raw>;
