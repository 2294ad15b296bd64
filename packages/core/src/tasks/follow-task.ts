import { TaskFailedError } from '../errors/task-failed-error.ts';
import { TaskTimeoutError } from '../errors/task-timeout-error.ts';
import type { WaitOptions } from '../options.ts';
import type { Call } from '../requests/call.ts';
import { abortWith } from '../requests/race.ts';
import { fallAsleep, getUp, type Sleeper } from '../requests/sleep.ts';
import { giveUpTurn, takeTurn, turnMs, wakeAll } from '../requests/throttle.ts';
import { withDefaults } from '../schemas/with-defaults.ts';
import { ask, type Asked } from './query-task.ts';
import { LAST_QUESTION_LEAD_MS, nextDueAt, orderMs, type Interval } from './schedule.ts';
import { differs, isFinal } from './snapshot.ts';
import type { PendingSnapshot, SucceededSnapshot, TaskSnapshot } from './task.ts';
import type { TaskEntry } from './task-entries.ts';

/** One wait or watch: its own call, bounds and deadline; everything else is in the entry. */
export interface Follower<Output, Raw> extends Interval, Sleeper {
  readonly call: Call;
  readonly entry: TaskEntry<Output, Raw>;
  readonly onUpdate: WaitOptions<Output>['onUpdate'];
  /** As `clock.elapsed()`. */
  readonly startedAt: number;
  /** How often the task had been asked for before. */
  readonly firstPoll: number;
  /** The same, as of the last look. */
  counted: number;
  /** Outcomes since then, counted. */
  seen?: Record<string, number>;
  /** The last snapshot that was told. */
  shown?: TaskSnapshot<Output, Raw>;
  /** While it is the one that asks for all: when the question is wanted, as `clock.elapsed()`. */
  wantedAt?: number | undefined;
  /** What the user's own callback rejected with. */
  fault?: { readonly error: unknown };
  /** Why it is over though the task is not. */
  ended?: 'timed-out' | 'gave-up';
}

/** Should a wait die while it asks (edge runtimes stop requests without a word), others take over this long after. */
const LEASE_MARGIN_MS = 1_000;

/** So far away need a turn not be known to the millisecond. */
const FAR_MS = 10_000;

/** So far a task goes ahead of the others of which somebody says that something happened, or whose wait ends. */
const AHEAD_MS = 1e12;
/** Waits that are shorter do not go ahead at their end: there may be one after another on one task. */
const SHORT_WAIT_MS = 10_000;

/** Begins to follow a task. */
export function follow<Output, Raw>(
  call: Call,
  entry: TaskEntry<Output, Raw>,
  options: WaitOptions<Output>,
  startedAt = call.transport.clock.elapsed(),
): Follower<Output, Raw> {
  return {
    call,
    signal: call.signal,
    entry,
    wakers: entry.wakers,
    onUpdate: options.onUpdate,
    startedAt,
    firstPoll: entry.polls,
    counted: entry.polls,
    ...withDefaults(call.transport.wait, options),
  };
}

/** Follows a task to its end: the picture, or a typed error. */
export async function waitForTask<Output, Raw>(
  definition: Asked<Output, Raw>,
  follower: Follower<Output, Raw>,
): Promise<SucceededSnapshot<Output, Raw>> {
  try {
    while (!isFinal(follower.shown)) if (!look(follower)) await goOn(definition, follower);
  } finally {
    settle(follower);
  }
  return pictureOf(follower);
}

function pictureOf<Output, Raw>({ shown, call }: Follower<Output, Raw>): SucceededSnapshot<Output, Raw> {
  if (shown?.status !== 'failed') return shown as SucceededSnapshot<Output, Raw>;
  throw new TaskFailedError(shown, { provider: call.transport.provider });
}

/** Yields the last known snapshot and each that differs; ends after a final one, or when nobody reads any more. */
export async function* watchTask<Output, Raw>(
  definition: Asked<Output, Raw>,
  follower: Follower<Output, Raw>,
  left: AbortController,
  signal: AbortSignal | undefined,
): AsyncGenerator<TaskSnapshot<Output, Raw>, void, undefined> {
  const letGo = abortWith(left, signal);
  // While its reader is busy it sleeps on nothing: so that the task is not forgotten.
  const stay = (): void => undefined;
  follower.entry.wakers.add(stay);
  try {
    while (!isFinal(follower.shown)) {
      const snapshot = look(follower);
      if (snapshot) yield snapshot;
      else await goOn(definition, follower);
    }
  } catch (error) {
    // Not what somebody throws into it.
    if (error !== left.signal.reason || signal?.aborted) throw error;
  } finally {
    letGo();
    follower.entry.wakers.delete(stay);
    settle(follower);
  }
}

/** What is new since the last look. Throws when the wait is over though the task is not. */
function look<Output, Raw>(follower: Follower<Output, Raw>): TaskSnapshot<Output, Raw> | undefined {
  getUp(follower);
  const { call, entry, timeoutMs, fault } = follower;
  if (fault) throw fault.error;
  const { clock, provider } = call.transport;
  const { ref, polls, snapshot, gaveUp, lastOutcome } = entry;
  if (polls !== follower.counted) {
    follower.counted = polls;
    const seen = (follower.seen ??= {});
    seen[lastOutcome] = (seen[lastOutcome] ?? 0) + 1;
    // It has asked, or somebody else has.
    stopAsking(follower);
  }
  if (snapshot && differs(follower.shown, snapshot)) {
    follower.shown = snapshot;
    // An async one: nobody waits for it, and what it rejects with is heard of at the next look.
    Promise.resolve(follower.onUpdate?.(snapshot) as unknown).catch((error: unknown) => {
      follower.fault = { error };
      follower.wake?.();
    });
    return snapshot;
  }
  if (gaveUp && gaveUp.poll > follower.firstPoll) {
    follower.ended = 'gave-up';
    throw gaveUp.error;
  }
  if (clock.elapsed() >= follower.startedAt + timeoutMs) {
    follower.ended = 'timed-out';
    const { seen = {} } = follower;
    throw new TaskTimeoutError(timeoutMs, { provider, ref, snapshot: snapshot as PendingSnapshot | undefined, seen });
  }
  return undefined;
}

/**
 * Sleeps until something may have changed; or, when the task is due, takes its turn on the shared budget and asks for
 * all waits. Each sleeps on a single timer of its own and looks at the shared entry when it wakes, so that the end of
 * one never holds up another.
 */
function goOn<Output, Raw>(
  definition: Asked<Output, Raw>,
  follower: Follower<Output, Raw>,
): Promise<unknown> | undefined {
  const { call, entry, startedAt, timeoutMs } = follower;
  const { clock, timeoutMs: longest } = call.transport;
  const now = clock.elapsed();
  const deadline = startedAt + timeoutMs;
  const dueAfter = (ms: number): number => nextDueAt(entry, follower, deadline, ms);
  const sleepUntil = (time: number): Promise<void> => fallAsleep(clock, Math.min(time, deadline) - now, follower);
  const hurryAt = timeoutMs < SHORT_WAIT_MS ? Infinity : deadline - LAST_QUESTION_LEAD_MS;
  const hurries = now >= hurryAt;
  if (follower.wantedAt === undefined) {
    const leaseUntil = entry.turnAt + longest.query + LEASE_MARGIN_MS;
    // Somebody is in the queue with it, who may have more time than this one.
    const isQueued = entry.turnAt > now;
    if (isQueued && hurries && entry.askedAt < hurryAt && !entry.expedited) {
      entry.expedited = true;
      wakeAll(entry);
    }
    const lookAt = isQueued && !hurries ? Math.min(leaseUntil, hurryAt) : leaseUntil;
    const due = leaseUntil > now ? lookAt : entry.expedited ? now : dueAfter(entry.pauseMs);
    if (due > now) return sleepUntil(due);
    follower.wantedAt = dueAfter(orderMs(entry, turnMs(call, now)));
  }
  const wantedAt = follower.wantedAt - (hurries || entry.expedited ? AHEAD_MS : 0);
  return takeTurn(call, 'query', entry, wantedAt, (delayMs) => {
    // Timers of one length share memory (Node): a turn that is far is reckoned in whole seconds, and looked at again.
    const early = delayMs > FAR_MS ? delayMs % 1_000 : 0;
    return delayMs > 0
      ? sleepUntil(Math.min(now + delayMs - early, hurries ? Infinity : hurryAt))
      : ask(definition, call, entry, Math.min(longest.query, deadline - clock.elapsed()));
  });
}

/** Leaves it to the others, if it was the one that asks. */
function stopAsking<Output, Raw>(follower: Follower<Output, Raw>): void {
  const { call, entry } = follower;
  if (follower.wantedAt === undefined) return;
  follower.wantedAt = undefined;
  giveUpTurn(call, 'query', entry);
}

function settle<Output, Raw>(follower: Follower<Output, Raw>): void {
  const { call, entry, shown, ended = 'aborted' } = follower;
  stopAsking(follower);
  call.emit({
    type: 'settled',
    ref: entry.ref,
    polls: entry.polls,
    durationMs: call.transport.clock.elapsed() - follower.startedAt,
    status: isFinal(shown) ? shown.status : ended,
    by: entry.by,
  });
}
