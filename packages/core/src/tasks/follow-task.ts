import { TaskFailedError } from '../errors/task-failed-error.ts';
import { TaskTimeoutError } from '../errors/task-timeout-error.ts';
import type { WaitOptions } from '../options.ts';
import { isOutcome, type Call } from '../requests/call.ts';
import { sleep } from '../requests/race.ts';
import { takeSlot, turnMs } from '../requests/throttle.ts';
import { ask } from './query-task.ts';
import { LAST_QUESTION_LEAD_MS, nextDueAt, orderMs, type Interval } from './schedule.ts';
import { differs, isFinal } from './snapshot.ts';
import type { PendingSnapshot, SucceededSnapshot, TaskSnapshot } from './task.ts';
import type { TaskEngine } from './task-engine.ts';
import { wakeAll, type TaskEntry } from './task-entries.ts';

/** One wait or watch: its own call, bounds and deadline; everything else is in the entry. */
export interface Follower<Output> {
  readonly call: Call;
  readonly interval: Interval;
  /** As `clock.elapsed()`. */
  readonly startedAt: number;
  readonly onUpdate: WaitOptions<Output>['onUpdate'];
}

/** The reason with which a watch ends that nobody reads any more. */
export const LEFT = Symbol('left');

/** Should a wait die while it asks (edge runtimes stop requests without a word), others take over this long after. */
const LEASE_MARGIN_MS = 1_000;

/** So far a task goes ahead of the others of which somebody says that something happened, or whose wait ends. */
const AHEAD_MS = 1e12;
/** Waits that are shorter do not go ahead at their end: there may be one after another on one task. */
const SHORT_WAIT_MS = 10_000;

/**
 * The one loop in which everybody waits. Yields the last known snapshot and each that differs; ends after a final one.
 *
 * Whoever is due asks, on the shared budget, and tells the others; each sleeps on a single timer of its own and looks
 * at the shared entry when it wakes, so that the end of one never holds up another.
 */
export async function* followTask<Output, Raw>(
  engine: TaskEngine<Output, Raw>,
  entry: TaskEntry<Output, Raw>,
  follower: Follower<Output>,
): AsyncGenerator<TaskSnapshot<Output, Raw>, void, undefined> {
  const { clock, provider } = engine.transport;
  const { call, startedAt, interval } = follower;
  const { ref, polls: firstPoll } = entry;
  const seen: Record<string, number> = {};
  let counted = firstPoll;
  let shown: TaskSnapshot<Output, Raw> | undefined;
  let ended: 'timed-out' | 'aborted' | 'gave-up' = 'aborted';
  try {
    while (!isFinal(shown)) {
      call.signal?.throwIfAborted();
      if (entry.polls !== counted) {
        counted = entry.polls;
        seen[entry.lastOutcome] = (seen[entry.lastOutcome] ?? 0) + 1;
      }
      const { snapshot, gaveUp } = entry;
      if (snapshot !== undefined && differs(shown, snapshot)) {
        shown = snapshot;
        follower.onUpdate?.(snapshot);
        yield snapshot;
      } else if (gaveUp !== undefined && gaveUp.poll > firstPoll) {
        throw gaveUp.error;
      } else if (clock.elapsed() >= startedAt + interval.timeoutMs) {
        throw new TaskTimeoutError(interval.timeoutMs, {
          provider,
          ref,
          snapshot: snapshot as PendingSnapshot | undefined,
          seen,
        });
      } else {
        await takeTurn(engine, entry, follower);
      }
    }
  } catch (error) {
    if (error === LEFT) return;
    if (isOutcome(call, error)) ended = error.code === 'task-timeout' ? 'timed-out' : 'gave-up';
    throw error;
  } finally {
    const status = isFinal(shown) ? shown.status : ended;
    call.emit({
      type: 'settled',
      ref,
      polls: entry.polls,
      durationMs: clock.elapsed() - startedAt,
      status,
      by: entry.by,
    });
  }
}

/** Sleeps until something may have changed; or, when the task is due, takes the next slot and asks for all waits. */
function takeTurn<Output, Raw>(
  engine: TaskEngine<Output, Raw>,
  entry: TaskEntry<Output, Raw>,
  { call, startedAt, interval }: Follower<Output>,
): Promise<void> {
  const { clock } = engine.transport;
  const { leaseUntil, expedited, pauseMs, wakers } = entry;
  const deadline = startedAt + interval.timeoutMs;
  const now = clock.elapsed();
  const dueAfter = (ms: number): number => nextDueAt(entry, interval, deadline, ms);
  const due = leaseUntil > now ? leaseUntil : expedited ? now : dueAfter(pauseMs);
  return due > now
    ? sleep(clock, Math.min(due, deadline) - now, call.signal, wakers)
    : askInTurn(engine, call, entry, deadline, {
        turn: dueAfter(orderMs(entry, turnMs(call))),
        hurryAt: interval.timeoutMs < SHORT_WAIT_MS ? Infinity : deadline - LAST_QUESTION_LEAD_MS,
      });
}

async function askInTurn<Output, Raw>(
  engine: TaskEngine<Output, Raw>,
  call: Call,
  entry: TaskEntry<Output, Raw>,
  deadline: number,
  { turn, hurryAt }: { readonly turn: number; readonly hurryAt: number },
): Promise<void> {
  const { clock, timeoutMs } = engine.transport;
  const { polls, wakers } = entry;
  const leaseFrom = (at: number): unknown => (entry.leaseUntil = at + timeoutMs.query + LEASE_MARGIN_MS);
  leaseFrom(clock.elapsed());
  try {
    const wanted = await takeSlot(call, 'query', {
      until: deadline,
      hurryAt,
      wakers,
      dueAt: () => (entry.expedited || clock.elapsed() >= hurryAt ? turn - AHEAD_MS : turn),
      onTurn: leaseFrom,
      isWanted: () => entry.polls === polls,
    });
    if (wanted) await ask(engine, call, entry, Math.min(timeoutMs.query, deadline - clock.elapsed()));
  } finally {
    entry.leaseUntil = -Infinity;
    wakeAll(entry);
  }
}

/** Follows a task to its end: the picture, or a typed error. */
export async function waitForTask<Output, Raw>(
  engine: TaskEngine<Output, Raw>,
  entry: TaskEntry<Output, Raw>,
  follower: Follower<Output>,
): Promise<SucceededSnapshot<Output, Raw>> {
  let last: TaskSnapshot<Output, Raw> | undefined;
  for await (last of followTask(engine, entry, follower));
  if (last?.status === 'failed') throw new TaskFailedError(last, { provider: engine.transport.provider });
  return last as SucceededSnapshot<Output, Raw>;
}
