import type { Clock } from '../clock.ts';
import { EMPTY_ANSWER_PAUSE_MS } from './snapshot.ts';
import type { TaskEntry } from './task-entries.ts';
import type { TaskRef } from './task-ref.ts';

/** What tasks of a kind are like. */
interface Durations {
  readonly typicalDurationMs: number;
}

/** Milliseconds of waiting that one query is worth. */
interface Price {
  readonly queryCostMs: number;
}

/** Bounds of one wait. */
export interface Interval {
  readonly minIntervalMs: number;
  readonly maxIntervalMs: number;
  readonly timeoutMs: number;
}

/** The first question, as a share of the typical duration: hardly any task is done sooner. */
const FIRST_SHARE = 0.25;
/** Questions are spread by this share, so that tasks submitted together are not asked for together. */
const JITTER = 0.2;
/** A wait ends with a question this long before its deadline: the answer needs a moment. */
const LAST_QUESTION_LEAD_MS = 1_000;

/** `spread` is a random number from 0 to 1. */
function jittered(ms: number, spread: number): number {
  return ms * (1 - JITTER + 2 * JITTER * spread);
}

/** When the first question about a task is worth a request, by its age; at once for one submitted long ago. */
export function firstDueAt(clock: Clock, ref: TaskRef, { typicalDurationMs }: Durations): number {
  const first = jittered(typicalDurationMs * FIRST_SHARE, Math.random());
  const age = Math.max(0, clock.now() - Date.parse(ref.submittedAt));
  return clock.elapsed() + Math.max(0, first - age);
}

/**
 * The pause between two questions. A task that is about as likely to end in one second as in the next loses, asked for
 * every w, w/2 of waiting per w of running; against a price c per question the best w is √(2·c·duration). Not
 * exponential: the end gets no less likely as time goes on. Only failures back off.
 */
export function intervalMs(durations: Durations, price: Price, interval: Interval, failures = 0): number {
  const best = Math.sqrt(2 * price.queryCostMs * durations.typicalDurationMs) * 2 ** failures;
  return Math.min(Math.max(best, interval.minIntervalMs), interval.maxIntervalMs);
}

/** When one wait wants the next question asked. Past the deadline when no further one fits before it. */
export function nextDueAt(
  entry: TaskEntry<unknown, unknown>,
  durations: Durations,
  price: Price,
  interval: Interval,
  deadline: number,
): number {
  const { askedAt, failures } = entry;
  if (entry.expedited) return -Infinity;
  const lastChance = deadline - LAST_QUESTION_LEAD_MS;
  if (askedAt === undefined) return Math.min(entry.firstDueAt, lastChance);
  const pauseMs =
    entry.emptyAnswers > 0 && failures === 0
      ? EMPTY_ANSWER_PAUSE_MS
      : jittered(intervalMs(durations, price, interval, failures), entry.spread);
  return Math.min(askedAt + pauseMs, Math.max(lastChance, askedAt + interval.minIntervalMs));
}
