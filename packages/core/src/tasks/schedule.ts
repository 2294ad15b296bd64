import { lasting, OLD } from './learn-durations.ts';
import type { TaskEntry } from './task-entries.ts';

/** Bounds of one wait. */
export interface Interval {
  readonly minIntervalMs: number;
  readonly maxIntervalMs: number;
  readonly timeoutMs: number;
}

type Entry = TaskEntry<unknown, unknown>;

/** Pauses differ by this share, so that tasks submitted together, and processes, do not march in step. */
const JITTER = 0.15;
/** A wait ends with a question this long before its deadline: the answer needs a moment. */
export const LAST_QUESTION_LEAD_MS = 1_000;
/** Where the search for a pause begins. None is twice as long, whatever a question costs. */
const LONG_PAUSE_MS = 2 ** 30;

/** The same pause, a little shorter or longer. */
export function jittered(ms: number): number {
  return ms * (1 - JITTER + 2 * JITTER * Math.random());
}

/**
 * The pause after which the waiting that is lost on average, not asking, is worth a question: to a percent the best that
 * can be done for so many questions. Not exponential: the end gets no less likely as time goes on. Only failures back
 * off.
 */
export function pauseMs({ law: { median, spread }, ranAt, pendingAt, progress }: Entry, costMs: number): number {
  // What is in a queue may begin at any moment.
  const age = Math.min(pendingAt - ranAt, OLD * median);
  // What the service says of its progress is believed the more, the further it is.
  const law = { median: median * (age / progress / median) ** progress, spread };
  const ended = (ms: number): number => 1 - lasting(law, age + ms) / lasting(law, age);
  let pause = 0;
  for (let step = LONG_PAUSE_MS; step >= 1; step /= 2) {
    const longer = pause + step;
    const half = ended(longer / 2);
    // Simpson's rule for what is lost; a question that finds the end saves all further ones.
    if (((4 * half + ended(longer)) * longer) / 6 < costMs * (1 - half)) pause = longer;
  }
  return costMs && pause;
}

/** A pause within the bounds of a wait; "never sooner" wins over "at least as often". */
export function within({ minIntervalMs, maxIntervalMs }: Omit<Interval, 'timeoutMs'>, ms: number): number {
  return Math.max(Math.min(ms, maxIntervalMs), minIntervalMs);
}

/** What a question is taken to cost where only the order matters: those who ask for all have an order too. */
const LEAST_COST_MS = 100;

/** In turns: no pause counts for more, so that what is learned meanwhile does not let some overtake all others. */
const LONGEST_ORDER = 1.4;

/** The pause by which those are ordered who wait for the pace, when a whole turn takes so long. */
export function orderMs(entry: Entry, turnMs: number): number {
  return Math.max(entry.pauseMs, Math.min(pauseMs(entry, LEAST_COST_MS), LONGEST_ORDER * turnMs));
}

/**
 * When one wait wants the next question asked, so long after the last. Past the deadline when no further one fits before
 * it.
 */
export function nextDueAt({ askedAt, polls }: Entry, interval: Interval, deadline: number, pauseMs: number): number {
  // "Never sooner after the last answer": before the first there was none.
  const soonest = polls === 0 ? -Infinity : askedAt + interval.minIntervalMs;
  const lastChance = Math.max(deadline - LAST_QUESTION_LEAD_MS, soonest);
  return Math.min(askedAt + within(interval, pauseMs), lastChance);
}
