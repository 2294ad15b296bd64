import type { AnyTaskServiceError } from '../errors/any-task-service-error.ts';
import type { ApiErrorKind } from '../errors/api-error.ts';
import type { Call } from '../requests/call.ts';
import { learnFrom } from './learn-durations.ts';
import { jittered, pauseMs, within } from './schedule.ts';
import { EMPTY_ANSWER_PAUSE_MS, isEmpty, isFinal, toSnapshot } from './snapshot.ts';
import type { PendingSnapshot, TaskSnapshot } from './task.ts';
import type { TaskReading } from './task-definition.ts';
import type { TaskEntry } from './task-entries.ts';

/** A service may not know a task yet that it has just accepted. */
const NOT_FOUND_GRACE_MS = 30_000;

/** Timers of the platform may come this much early. */
const TIMER_SLACK_MS = 10;

/** What a service may say of a good task for a while. */
const PASSING_KINDS: readonly ApiErrorKind[] = ['rate-limit', 'server', 'unknown'];

function note(call: Call, entry: TaskEntry<unknown, unknown>, outcome: string, nextMs: number): void {
  entry.polls += 1;
  entry.lastOutcome = outcome;
  entry.askedAt = call.transport.clock.elapsed();
  entry.pauseMs = nextMs;
}

/** The service answered: what all handles and waits know from now on. */
export function recordReading<Output, Raw>(
  call: Call,
  entry: TaskEntry<Output, Raw>,
  reading: TaskReading<Output, Raw>,
  requestId: string | undefined,
  by: 'query' | 'callback' = 'query',
): TaskSnapshot<Output, Raw> {
  const { transport } = call;
  const { ref } = entry;
  const now = transport.clock.elapsed();
  const empty = isEmpty(reading);
  if (!empty) entry.emptyAnswers = 0;
  else if (entry.emptyAnswers === 0 || now - entry.emptyAt >= EMPTY_ANSWER_PAUSE_MS - TIMER_SLACK_MS) {
    entry.emptyAnswers += 1;
    entry.emptyAt = now;
  }
  entry.failures = entry.refusals = 0;
  if (!isFinal(entry.snapshot)) learnFrom(entry, reading, now - entry.submittedAt, by === 'callback');
  const nextMs = empty ? EMPTY_ANSWER_PAUSE_MS : pauseMs(entry, transport.pace.queryCostMs);
  const snapshot = toSnapshot(ref, reading, requestId, entry.emptyAnswers, within(transport.wait, nextMs));
  // An answer that was overtaken on the way never makes an ended task go on, and no later one takes its pictures away.
  if (snapshot.status === 'succeeded' || !isFinal(entry.snapshot)) {
    entry.snapshot = snapshot;
    entry.by = by;
  }
  const { status, providerStatus } = snapshot;
  note(call, entry, status, empty ? nextMs : jittered(nextMs));
  if (reading.status === 'unknown') call.emit({ type: 'unknown-status', ref, providerStatus });
  const { pollAfterMs } = snapshot as Partial<PendingSnapshot>;
  call.emit({ type: 'poll', ref, polls: entry.polls, status, providerStatus, pollAfterMs });
  // What is known, and not what an overtaken answer says: whoever buys again on a "failed" pays twice.
  return entry.snapshot as typeof snapshot;
}

/** The question failed: counted, and decisive for the waits only when it is a refusal for good, given often enough. */
export function recordFailure<Output, Raw>(
  call: Call,
  entry: TaskEntry<Output, Raw>,
  error: AnyTaskServiceError,
): void {
  const { transport } = call;
  const spent = patienceSpent(error, transport.clock.elapsed() - entry.submittedAt);
  entry.failures += 1;
  // In a row: what is no refusal begins anew.
  entry.refusals = spent && entry.refusals + spent;
  const outcome = error.code === 'api' ? `api ${error.kind}` : error.code;
  // As if the answer had been that it goes on.
  const asked = { ...entry, pendingAt: transport.clock.elapsed() - entry.submittedAt };
  // A refusal for rate slows the pace; the task itself is as much worth a question as before.
  const limited = error.code === 'api' && error.kind === 'rate-limit';
  // Where a question costs nothing and a thousand have failed, 0 times infinity is none.
  const nextMs = limited ? 0 : jittered(pauseMs(asked, transport.pace.queryCostMs)) * 2 ** entry.failures || 0;
  note(call, entry, outcome, Math.max(nextMs, error.retryAfterMs ?? 0));
  if (entry.refusals < 1) return;
  entry.gaveUp = { error, poll: entry.polls };
  // Waits that begin later count for themselves.
  entry.refusals = 0;
}

/** The share of a wait's patience that such an error uses up: half means that the second in a row ends it. */
function patienceSpent(error: AnyTaskServiceError, ageMs: number): number {
  // Keys come from the user's own functions, which may fail for a moment as well.
  const distrusted = error.code === 'signature' && error.reason !== 'probe' && !error.retryable;
  if (error.code === 'configuration' || distrusted) return 1 / 5;
  if (error.code !== 'api' || PASSING_KINDS.includes(error.kind)) return 0;
  return error.kind === 'not-found' && ageMs < NOT_FOUND_GRACE_MS ? 0 : 1 / 2;
}
