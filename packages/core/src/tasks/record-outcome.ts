import type { AnyTaskServiceError } from '../errors/any-task-service-error.ts';
import type { ApiErrorKind } from '../errors/api-error.ts';
import type { Call } from '../requests/call.ts';
import { intervalMs } from './schedule.ts';
import { isEmpty, isFinal, toSnapshot } from './snapshot.ts';
import type { PendingSnapshot, TaskSnapshot } from './task.ts';
import type { TaskReading } from './task-definition.ts';
import type { TaskEntry } from './task-entries.ts';
import type { TaskEngine } from './task-engine.ts';

/** A service may not know a task yet that it has just accepted. */
const NOT_FOUND_GRACE_MS = 30_000;

/** What a service may say of a good task for a while. */
const PASSING_KINDS: readonly ApiErrorKind[] = ['rate-limit', 'server', 'unknown'];

function note(entry: TaskEntry<unknown, unknown>, outcome: string, now: number): void {
  entry.polls += 1;
  entry.lastOutcome = outcome;
  entry.askedAt = now;
  entry.spread = Math.random();
  entry.expedited = false;
}

/** The service answered: what all handles and waits know from now on. */
export function recordReading<Output, Raw>(
  { definition }: TaskEngine<Output, Raw>,
  call: Call,
  entry: TaskEntry<Output, Raw>,
  reading: TaskReading<Output, Raw>,
  requestId: string | undefined,
): TaskSnapshot<Output, Raw> {
  const { clock, pace, wait } = call.transport;
  const { ref } = entry;
  entry.emptyAnswers = isEmpty(reading) ? entry.emptyAnswers + 1 : 0;
  entry.failures = entry.refusals = 0;
  const nextMs = intervalMs(definition, pace, wait);
  const snapshot = toSnapshot(ref, reading, requestId, entry.emptyAnswers, nextMs);
  // An answer that was overtaken on the way never makes an ended task go on.
  if (isFinal(snapshot) || !isFinal(entry.snapshot)) entry.snapshot = snapshot;
  const { status, providerStatus } = snapshot;
  note(entry, status, clock.elapsed());
  if (reading.status === 'unknown') call.emit({ type: 'unknown-status', ref, providerStatus });
  const { pollAfterMs } = snapshot as Partial<PendingSnapshot>;
  call.emit({ type: 'poll', ref, polls: entry.polls, status, providerStatus, pollAfterMs });
  return snapshot;
}

/** The question failed: counted, and decisive for the waits only when it is a refusal for good, given often enough. */
export function recordFailure(call: Call, entry: TaskEntry<unknown, unknown>, error: AnyTaskServiceError): void {
  const { clock } = call.transport;
  const patience = patienceWith(error, clock.now() - Date.parse(entry.ref.submittedAt));
  entry.failures += 1;
  entry.refusals = patience === entry.patience ? entry.refusals + 1 : 1;
  entry.patience = patience;
  note(entry, error.code === 'api' ? `api ${error.kind}` : error.code, clock.elapsed());
  if (entry.refusals >= patience) entry.gaveUp = { error, poll: entry.polls };
}

/** How many such errors in a row end a wait. */
function patienceWith(error: AnyTaskServiceError, ageMs: number): number {
  // Keys come from the user's own functions, which may fail for a moment as well.
  if (error.code === 'configuration' || (error.code === 'signature' && error.reason !== 'probe')) return 5;
  if (error.code !== 'api' || PASSING_KINDS.includes(error.kind)) return Infinity;
  return error.kind === 'not-found' && ageMs < NOT_FOUND_GRACE_MS ? Infinity : 2;
}
