import type { Transport } from '../requests/transport.ts';
import type { TaskDefinition } from './task-definition.ts';
import type { TaskEntry } from './task-entries.ts';
import type { TaskRef } from './task-ref.ts';

/** Bounds of one wait. */
export interface Interval {
  readonly minIntervalMs: number;
  readonly maxIntervalMs: number;
  readonly timeoutMs: number;
}

type Durations = Pick<TaskDefinition<never, unknown, unknown>, 'typicalDurationMs'>;

/** The first question, as a share of the typical duration: hardly any task is done sooner. */
const FIRST_SHARE = 0.25;
/** Questions are spread by this share, so that tasks submitted together are not asked for together. */
const JITTER = 0.2;
/** A wait ends with a question this long before its deadline: the answer needs a moment. */
const LAST_QUESTION_LEAD_MS = 1_000;

/** The same pause, a little shorter or longer. */
export function jittered(ms: number): number {
  return ms * (1 - JITTER + 2 * JITTER * Math.random());
}

/** The pause before the first question about a task, by its age; 0 for one submitted long ago. */
export function firstPauseMs({ clock }: Transport, { typicalDurationMs }: Durations, { submittedAt }: TaskRef): number {
  const age = Math.max(0, clock.now() - Date.parse(submittedAt));
  return Math.max(0, jittered(typicalDurationMs * FIRST_SHARE) - age);
}

/**
 * The pause between two questions. A task that is about as likely to end in one second as in the next loses, asked for
 * every w, w/2 of waiting per w of running; against a price c per question the best w is √(2·c·duration). Not
 * exponential: the end gets no less likely as time goes on. Only failures back off.
 */
export function pauseMs({ pace }: Transport, { typicalDurationMs }: Durations, failures = 0): number {
  return Math.sqrt(2 * pace.queryCostMs * typicalDurationMs) * 2 ** failures;
}

/** A pause within the bounds of a wait; "never sooner" wins over "at least as often". */
export function within({ minIntervalMs, maxIntervalMs }: Omit<Interval, 'timeoutMs'>, ms: number): number {
  return Math.max(Math.min(ms, maxIntervalMs), minIntervalMs);
}

/** When one wait wants the next question asked. Past the deadline when no further one fits before it. */
export function nextDueAt(entry: TaskEntry<unknown, unknown>, interval: Interval, deadline: number): number {
  const { askedAt, pauseMs, polls } = entry;
  // "Never sooner after the last answer": before the first there was none.
  const soonest = polls === 0 ? -Infinity : askedAt + interval.minIntervalMs;
  const lastChance = Math.max(deadline - LAST_QUESTION_LEAD_MS, soonest);
  return entry.expedited ? -Infinity : Math.min(askedAt + within(interval, pauseMs), lastChance);
}
