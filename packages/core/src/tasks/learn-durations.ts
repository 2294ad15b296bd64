import type { TaskReading } from './task-definition.ts';

/**
 * How long something takes (log-logistic): half of the cases take `median` milliseconds; `spread` is about half of the
 * standard deviation of the logarithm. Three numbers, however many tasks were seen.
 */
export interface Law {
  median: number;
  spread: number;
  /** How many cases speak for it. */
  weight: number;
}

/** What was seen of one task, as ages in milliseconds. */
export interface Sightings {
  /** Of the tasks of its model, from the moment when they run. */
  readonly law: Law;
  /** About when it began to run; while it is in a queue, when it was last seen there. 0 where none was seen. */
  ranAt: number;
  /** Whether it was in a queue when last seen. */
  queued: boolean;
  /** Last seen unfinished. */
  pendingAt: number;
  /** From 0 to 1, as told last; 0 where nothing is. */
  progress: number;
}

/** The spread where nothing is known: one in a hundred takes seven times the median. */
const SPREAD = 0.43;
/**
 * Half of the tasks take less than this share of the mean: some less than the 0.72 of such a law, for while little is
 * known a task makes its own law longer by going on.
 */
const MEDIAN_OF_MEAN = 0.62;
/** A law that nobody has seen is believed as much as so many cases. */
const PRIOR_WEIGHT = 3;
/** Older cases are forgotten, so that a service that changes is followed. */
const MEMORY = 100;
const NARROWEST = 0.05;
/** From so many medians on the end gets no less likely: the few that take longer tell little of each other. */
export const OLD = 4;

/** A law to begin with, the mean being what the client's author expects. */
export function priorLaw(typicalDurationMs: number): Law {
  return { median: typicalDurationMs * MEDIAN_OF_MEAN, spread: SPREAD, weight: PRIOR_WEIGHT };
}

/** Probability that it is not over at that age. */
export function lasting({ median, spread }: Omit<Law, 'weight'>, age: number): number {
  return 1 / (1 + (age / median) ** (1 / spread));
}

/**
 * One answer more: it was not over at the first age, and `ended` or not by the second.
 *
 * Every answer counts, not only the last of each task: of many tasks in flight the short ones end first, and would make
 * all look short. What the law gave for the end, less what came of it, is 0 on average under the true law, whenever
 * and however often was asked; so are its products with what is known before, and they move median (its score) and
 * spread (near its score, and bounded): one outlier moves neither far.
 */
function learn(law: Law, after: number, by: number, ended: boolean): void {
  const before = lasting(law, after);
  const middle = (before + lasting(law, by)) / 2;
  const chance = 2 - (2 * middle) / before;
  law.weight = Math.min(law.weight + 3 * chance * (1 - chance) * before ** 2, MEMORY);
  const surprise = (chance - Number(ended)) / law.weight;
  law.median *= Math.exp(3 * law.spread * before * surprise);
  law.spread = Math.max(NARROWEST, law.spread * Math.exp((5 - 6 * middle) * middle * surprise));
}

/**
 * Learns from what an answer shows of a task at that age; `punctual` when it came at the moment of the change. Tasks
 * that fail take times of their own: nothing is learned from their end.
 */
export function learnFrom(
  seen: Sightings,
  { status, output, progress = 0 }: TaskReading<unknown, unknown>,
  age: number,
  punctual: boolean,
): void {
  const { law, queued, pendingAt } = seen;
  seen.queued = status === 'queued';
  if (seen.queued) seen.ranAt = age;
  else if (queued) seen.ranAt = (seen.ranAt + age) / 2;
  seen.pendingAt = age;
  seen.progress = progress;
  if (seen.queued || status === 'failed') return;
  const by = age - seen.ranAt;
  const ended = status === 'succeeded' && output !== undefined;
  learn(law, Math.max(0, pendingAt - seen.ranAt), by, ended && !punctual);
  if (ended && punctual) learn(law, by, by, true);
}
