import { ageAt, lasting, OLD, type Law } from './learn-durations.ts';
import type { TaskEntry } from './task-entries.ts';

/** Bounds of one wait. */
export interface Interval {
  readonly minIntervalMs: number;
  readonly maxIntervalMs: number;
  readonly timeoutMs: number;
}

type Entry = TaskEntry<unknown, unknown>;

/** Pauses differ by this share, so that tasks submitted together, and processes, do not march in step. */
const JITTER = 0.1;
/** The first pauses of tasks submitted together would be all the same. */
export const FIRST_JITTER = 0.15;
/** A wait ends with a question this long before its deadline: the answer needs a moment. */
export const LAST_QUESTION_LEAD_MS = 1_000;
/** No pause is longer, whatever a question costs. */
const LONGEST_PAUSE_MS = 2 ** 30;

/** The same pause, a little shorter or longer. */
export function jittered(ms: number, share = JITTER): number {
  return ms * (1 - share + 2 * share * Math.random());
}

/** What is known of the rest of a task: the law of its end, its age under that law, and how long it cannot end. */
function prospect({
  laws,
  queuedAt,
  ranAt,
  pendingAt,
  progress,
}: Entry): readonly [law: Law, age: number, least: number] {
  const { whole, run } = laws;
  // In a queue it has to begin first, and then takes a while.
  if (ranAt === undefined) return [whole, pendingAt, queuedAt && ageAt(run, 0, Infinity, 0.25)];
  const age = pendingAt - ranAt;
  // What the service says of its progress is believed the more, the further it is.
  const said = progress > 0 ? (age / progress / run.median) ** Math.min(2 * progress, 1) : 1;
  return [{ ...run, median: run.median * said }, age, 0];
}

/**
 * The pause after which the waiting that is lost on average, not asking, is worth a question: to a percent the best that
 * can be done for so many questions. Not exponential: the end gets no less likely as time goes on. Only failures back
 * off.
 */
export function pauseMs(entry: Entry, costMs: number): number {
  if (costMs === 0) return 0;
  const [law, age, least] = prospect(entry);
  // An old one is like any older one, and a day of age would be out of reach of the numbers.
  const from = Math.min(age, OLD * law.median);
  const ended = (ms: number): number => 1 - lasting(law, from + ms) / lasting(law, from);
  let low = 1;
  let high = LONGEST_PAUSE_MS;
  while (high > 1.01 * low) {
    const middle = Math.sqrt(low * high);
    const half = ended(middle / 2);
    // Simpson's rule for what is lost; a question that finds the end saves all further ones.
    if (((4 * half + ended(middle)) * middle) / 6 < costMs * (1 - half)) low = middle;
    else high = middle;
  }
  return least + low;
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
