/** What users' programs are written against: @x/core. A change here is a major release, or an addition. */
export type TaskStatus = 'queued' | 'running' | 'succeeded' | 'failed';

/** A few hundred bytes of JSON without secrets. Anything outside is `unknown`: parse it. */
export interface TaskRef {
  readonly version: 1;
  readonly provider: string;
  readonly kind: 'image';
  readonly id: string;
  readonly params?: Readonly<Record<string, string>> | undefined;
  /** Our clock when the service answered the submit; a hint for pacing only. */
  readonly submittedAt: string;
}
/** Text, or what JSON.parse made of it; InputError otherwise. */
export function parseTaskRef(value: unknown): TaskRef;

export interface GeneratedImage {
  readonly url: string;
  /** Kept at least until then (a lower bound), if the service says or documents a lifetime. */
  readonly expiresAt?: Date | undefined;
  readonly width?: number | undefined;
  readonly height?: number | undefined;
  readonly fileId?: string | undefined;
}
export interface ImageOutput {
  readonly images: readonly [GeneratedImage, ...GeneratedImage[]];
}
export interface TaskFailure {
  readonly kind:
    'content-policy' | 'invalid-input' | 'capacity' | 'cancelled' | 'expired' | 'no-output' | 'unknown' | (string & {});
  readonly code?: string | undefined;
  readonly message: string;
}
interface SnapshotBase<Raw> {
  readonly ref: TaskRef;
  readonly providerStatus: string;
  readonly progress?: number | undefined;
  readonly createdAt?: Date | undefined;
  readonly finishedAt?: Date | undefined;
  readonly requestId?: string | undefined;
  readonly raw: Raw;
}
export interface PendingSnapshot<Raw = unknown> extends SnapshotBase<Raw> {
  readonly status: 'queued' | 'running';
  /** When it is worth asking again; for those who poll by get(). */
  readonly pollAfterMs: number;
}
export type SucceededSnapshot<Output = ImageOutput, Raw = unknown> = SnapshotBase<Raw> & {
  readonly status: 'succeeded';
} & Output;
export interface FailedSnapshot<Raw = unknown> extends SnapshotBase<Raw> {
  readonly status: 'failed';
  readonly failure: TaskFailure;
}
export type TaskSnapshot<Output = ImageOutput, Raw = unknown> =
  PendingSnapshot<Raw> | SucceededSnapshot<Output, Raw> | FailedSnapshot<Raw>;

export interface RequestOptions {
  readonly signal?: AbortSignal | undefined;
  /** One attempt, from the moment it leaves the pace to the last byte of the answer. */
  readonly timeoutMs?: number | undefined;
  /** Given back in every event of this call. */
  readonly context?: unknown;
}
export interface SubmitOptions extends RequestOptions {
  /** Awaited before the first byte leaves: an outbox. `lookup` is what the submission can be searched by; `ref` where it is known beforehand. */
  readonly onBeforeSend?:
    | ((intent: {
        readonly ref?: TaskRef | undefined;
        readonly lookup: Readonly<Record<string, string>>;
      }) => void | Promise<void>)
    | undefined;
}
export interface WaitOptions<Output = ImageOutput> {
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs?: number | undefined;
  readonly minIntervalMs?: number | undefined;
  readonly maxIntervalMs?: number | undefined;
  readonly onUpdate?: ((snapshot: TaskSnapshot<Output>) => void) | undefined;
  readonly context?: unknown;
}
export interface RunOptions<Output = ImageOutput> extends WaitOptions<Output>, Pick<SubmitOptions, 'onBeforeSend'> {
  readonly requestTimeoutMs?: number | undefined;
  /** Awaited after the service accepted the task and before the wait: the place to store the ref. */
  readonly onSubmitted?: ((task: Task<Output>) => void | Promise<void>) | undefined;
}
export interface RunAllOptions<Input, Output = ImageOutput> extends WaitOptions<Output> {
  readonly concurrency?: number | undefined;
  readonly requestTimeoutMs?: number | undefined;
  readonly onSubmitted?:
    ((task: Task<Output>, item: { readonly index: number; readonly input: Input }) => void | Promise<void>) | undefined;
}
export type RunOutcome<Input, Output = ImageOutput, Raw = unknown> =
  | {
      readonly index: number;
      readonly input: Input;
      readonly ok: true;
      readonly snapshot: SucceededSnapshot<Output, Raw>;
    }
  | {
      readonly index: number;
      readonly input: Input;
      readonly ok: false;
      readonly error: unknown;
      readonly submission: Submission;
      readonly ref?: TaskRef | undefined;
    };

export interface Task<Output = ImageOutput, Raw = unknown> {
  readonly ref: TaskRef;
  /** The last one seen; undefined until the service was asked once. */
  readonly snapshot: TaskSnapshot<Output, Raw> | undefined;
  refresh(options?: RequestOptions): Promise<TaskSnapshot<Output, Raw>>;
  wait(options?: WaitOptions<Output>): Promise<SucceededSnapshot<Output, Raw>>;
  watch(options?: WaitOptions<Output>): AsyncIterable<TaskSnapshot<Output, Raw>>;
  toJSON(): TaskRef;
}
/** The half without an input: enough to go on with stored refs; one type for all providers. */
export interface TaskReader<Output = ImageOutput, Raw = unknown> {
  readonly provider: string;
  get(ref: TaskRef, options?: RequestOptions): Promise<TaskSnapshot<Output, Raw>>;
  resume(ref: TaskRef): Task<Output, Raw>;
  /** Something happened to this task (a notification reached another process): ask now. Ends nothing by itself. */
  expedite(ref: TaskRef): void;
}
export interface Tasks<in out Input, Output, Raw = unknown> extends TaskReader<Output, Raw> {
  submit(input: Input, options?: SubmitOptions): Promise<Task<Output, Raw>>;
  run(input: Input, options?: RunOptions<Output>): Promise<SucceededSnapshot<Output, Raw>>;
  runAll(
    inputs: Iterable<Input> | AsyncIterable<Input>,
    options?: RunAllOptions<Input, Output>,
  ): AsyncIterable<RunOutcome<Input, Output, Raw>>;
}
export type ImageTask<Raw = unknown> = Task<ImageOutput, Raw>;
export type ImageTaskReader<Raw = unknown> = TaskReader<ImageOutput, Raw>;
export type ImageTasks<Input, Raw = unknown> = Tasks<Input, ImageOutput, Raw>;

/** Always called with one Request, so global fetch, Hono's app.fetch, a service binding and sandbox.fetch all fit. */
export type Fetch = (request: Request) => Response | Promise<Response>;
export interface Clock {
  /** Milliseconds since 1970: signatures, dates. */
  now(): number;
  /** Milliseconds, never backwards: pauses, deadlines. */
  elapsed(): number;
  setTimer(delayMs: number, callback: () => void): () => void;
}
export interface PaceOptions {
  readonly submitPerSecond?: number | undefined;
  readonly queryPerSecond?: number | undefined;
  readonly queryCostMs?: number | undefined;
}
export interface Pace {
  readonly '~pace': 1;
}
export function createPace(options?: PaceOptions): Pace;
export interface ClientOptions {
  readonly baseUrl?: string | URL | undefined;
  readonly fetch?: Fetch | undefined;
  readonly timeoutMs?: { readonly submit?: number | undefined; readonly query?: number | undefined } | undefined;
  readonly retry?: { readonly limit?: number | undefined; readonly maxDelayMs?: number | undefined } | undefined;
  readonly pace?: PaceOptions | Pace | undefined;
  readonly wait?: Pick<WaitOptions, 'timeoutMs' | 'minIntervalMs' | 'maxIntervalMs'> | undefined;
  readonly onEvent?: ((event: ClientEvent) => void) | undefined;
  readonly userAgent?: string | undefined;
  readonly clock?: Clock | undefined;
}

interface EventBase {
  readonly provider: string;
  readonly at: Date;
  /** The public call that caused it, the same in all its events. */
  readonly callId: string;
  readonly context?: unknown;
  readonly ref?: TaskRef | undefined;
}
type Operation = 'submit' | 'query' | 'other';
export type ClientEvent = EventBase &
  (
    | {
        readonly type: 'request';
        readonly operation: Operation;
        readonly attempt: number;
        readonly method: string;
        readonly url: string;
      }
    | {
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
    | { readonly type: 'submission-unknown'; readonly lookup: Readonly<Record<string, string>> }
    | {
        readonly type: 'poll';
        readonly ref: TaskRef;
        readonly polls: number;
        readonly status: TaskStatus;
        readonly providerStatus: string;
        readonly pollAfterMs?: number | undefined;
      }
    | {
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
    | { readonly type: 'clock-corrected'; readonly offsetMs: number }
  );

export interface DownloadOptions {
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs?: number | undefined; // default 60_000
  readonly maxBytes?: number | undefined; // default 64 MiB
  readonly fetch?: Fetch | undefined;
  readonly allowPrivateHosts?: boolean | undefined;
}
export type Bytes = ReturnType<Uint8Array['slice']>;
export function downloadImage(
  image: GeneratedImage | string | URL,
  options?: DownloadOptions,
): Promise<{ bytes: Bytes; mediaType: string }>;

/** 'none' – nothing was bought, submitting again is safe · 'accepted' – the task exists, `ref` leads to it · 'unknown' – it may exist. */
export type Submission = 'none' | 'accepted' | 'unknown';
export interface Issue {
  readonly path: string;
  readonly message: string;
}
/** Each of the errors below is also a class of its own, extending the abstract class TaskServiceError. */
interface TaskErrorBase extends Error {
  readonly provider: string;
  readonly requestId?: string | undefined;
  readonly submission: Submission;
  readonly ref?: TaskRef | undefined;
  readonly retryable: boolean;
  readonly retryAfterMs?: number | undefined;
}
export interface ConfigurationError extends TaskErrorBase {
  readonly code: 'configuration';
}
export interface InputError extends TaskErrorBase {
  readonly code: 'input';
  readonly issues: readonly Issue[];
}
export interface NetworkError extends TaskErrorBase {
  readonly code: 'network';
}
export interface RequestTimeoutError extends TaskErrorBase {
  readonly code: 'request-timeout';
}
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
export interface ApiError extends TaskErrorBase {
  readonly code: 'api';
  readonly status: number;
  readonly providerCode?: string | undefined;
  readonly kind: ApiErrorKind;
  readonly detail?: unknown;
}
export interface ResponseError extends TaskErrorBase {
  readonly code: 'response';
  readonly issues: readonly Issue[];
}
export interface SignatureError extends TaskErrorBase {
  readonly code: 'signature';
  readonly reason:
    'signature' | 'timestamp' | 'unknown-serial' | 'missing-header' | 'probe' | 'mismatch' | 'decryption';
}
export interface SubmissionUnknownError extends TaskErrorBase {
  readonly code: 'submission-unknown';
  readonly submission: 'unknown';
  readonly lookup: Readonly<Record<string, string>>;
  readonly executed?: boolean | undefined;
}
export interface TaskFailedError extends TaskErrorBase {
  readonly code: 'task-failed';
  readonly snapshot: FailedSnapshot;
}
export interface TaskTimeoutError extends TaskErrorBase {
  readonly code: 'task-timeout';
  readonly ref: TaskRef;
  readonly snapshot?: PendingSnapshot | undefined;
  readonly seen: Readonly<Record<string, number>>;
}
export interface DownloadError extends TaskErrorBase {
  readonly code: 'download';
  readonly reason: 'blocked-host' | 'expired' | 'too-large' | 'not-an-image' | 'status' | 'network' | 'timeout';
  readonly status?: number | undefined;
}
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
export type ErrorCode = AnyTaskServiceError['code'];
export function isTaskServiceError(error: unknown): error is AnyTaskServiceError;
