import type { FailedSnapshot, SucceededSnapshot, TaskSnapshot } from './task.ts';
import type { TaskReading } from './task-definition.ts';
import type { TaskRef } from './task-ref.ts';

/** "Done" without a picture is asked for twice more, a second apart: some services publish the URL a moment later. */
const EMPTY_ANSWERS_BEFORE_FAILURE = 3;
/** Pause between two such questions. */
export const EMPTY_ANSWER_PAUSE_MS = 1_000;

/** Whether it is a "done" without a picture. */
export function isEmpty({ status, output }: TaskReading<unknown, unknown>): boolean {
  return status === 'succeeded' && output === undefined;
}

/** What users see of a reading. `emptyAnswers` counts the empty ones in a row, this one included. */
export function toSnapshot<Output, Raw>(
  ref: TaskRef,
  { status, output, failure, ...facts }: TaskReading<Output, Raw>,
  requestId: string | undefined,
  emptyAnswers: number,
  pollAfterMs: number,
): TaskSnapshot<Output, Raw> {
  const base = { ref, requestId, ...facts };
  if (status === 'failed') {
    return { ...base, status, failure: failure ?? { kind: 'unknown', message: 'the service gives no reason' } };
  }
  if (output !== undefined && status === 'succeeded') return { ...base, status, ...output };
  if (emptyAnswers >= EMPTY_ANSWERS_BEFORE_FAILURE) {
    return { ...base, status: 'failed', failure: { kind: 'no-output', message: 'done without a picture' } };
  }
  return { ...base, status: status === 'queued' ? status : 'running', pollAfterMs };
}

/** Whether there is something new to tell. */
export function differs(one: TaskSnapshot<unknown> | undefined, other: TaskSnapshot<unknown>): boolean {
  return (['status', 'providerStatus', 'progress'] as const).some((name) => one?.[name] !== other[name]);
}

/** Whether the task has ended. */
export function isFinal<Output, Raw>(
  snapshot: TaskSnapshot<Output, Raw> | undefined,
): snapshot is SucceededSnapshot<Output, Raw> | FailedSnapshot<Raw> {
  return snapshot?.status === 'succeeded' || snapshot?.status === 'failed';
}
