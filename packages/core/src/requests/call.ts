import { isTaskServiceError, type AnyTaskServiceError } from '../errors/any-task-service-error.ts';
import type { ErrorFields, Submission } from '../errors/task-service-error.ts';
import type { ClientEventDetail } from '../events.ts';
import type { TaskRef } from '../tasks/task-ref.ts';
import type { Transport } from './transport.ts';

/** One public call: what all its requests, events and errors have in common. */
export interface Call {
  /** Through which it goes. */
  readonly transport: Transport;
  /** The user's. */
  readonly signal: AbortSignal | undefined;
  /** Requests handed to `fetch` or about to be. */
  attempts: number;
  /** Whether the call may have bought something; a submit changes it as it goes. */
  submission: Submission;
  /** When a submit was first handed to `fetch`. */
  sentAt?: string;
  /** The task, where one is known. */
  ref: TaskRef | undefined;
  /** Until when the questions of one query may take, as `clock.elapsed()`. */
  until?: number;
  /** The correction of the clock when its latest attempt began, in milliseconds. */
  clockOffsetMs?: number;
  /** The clock is corrected at most once in a call. */
  clockCorrected?: true;
  /** Tells the user what happens; provider, time, call and context are added. */
  emit(event: ClientEventDetail): void;
}

/** What only `emit` reads. */
interface EmittingCall extends Call {
  readonly context: unknown;
  callId?: string;
}

/** One function for all calls: thousands may wait at once. */
function emit(this: EmittingCall, event: ClientEventDetail): void {
  const { transport, context, ref } = this;
  const { provider, clock, onEvent } = transport;
  if (!onEvent) return;
  this.callId ??= Math.random().toString(36).slice(2);
  const base = { provider, at: new Date(clock.now()), callId: this.callId, context, ref };
  // A listener's fault is its own, thrown or rejected: it must not cost a paid task.
  new Promise((resolve) => resolve(onEvent({ ...base, ...event }))).catch(() => undefined);
}

/** Begins a public call. */
export function startCall(
  transport: Transport,
  options: { readonly signal?: AbortSignal | undefined; readonly context?: unknown } = {},
  ref?: TaskRef,
): Call {
  const { signal, context } = options;
  const call: EmittingCall = {
    transport,
    signal,
    context,
    attempts: 0,
    submission: ref ? 'accepted' : 'none',
    ref,
    emit,
  };
  return call;
}

/** Whether an error is the outcome of a request, and not the end of the call: abort rejects with whatever the user gave. */
export function isOutcome({ signal }: Call, error: unknown): error is AnyTaskServiceError {
  return isTaskServiceError(error) && !signal?.aborted;
}

/** What the errors of a call's requests have in common. Only SubmissionUnknownError says that something is unknown. */
export function errorFields({ transport, ref }: Call): ErrorFields {
  return { provider: transport.provider, submission: ref ? 'accepted' : 'none', ref };
}
