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

/** What is known of the tasks of one model: from their submission on, and from the moment when they run. */
export interface Laws {
  readonly whole: Law;
  readonly run: Law;
}

/** What was seen of one task, as ages in milliseconds. */
export interface Sightings {
  readonly laws: Laws;
  /** Last seen in a queue; 0: never. */
  queuedAt: number;
  /** About when it began to run, once it was seen running; 0 where no queue was seen before. */
  ranAt: number | undefined;
  /** Last seen unfinished. */
  pendingAt: number;
  /** From 0 to 1, as told last; 0 where nothing is. */
  progress: number;
}

/** The spread where nothing is known: one in a hundred takes seven times the median. */
const SPREAD = 0.43;
/** Half of the tasks take less than this share of the mean. */
const MEDIAN_OF_MEAN = 0.78;
/** A law that nobody has seen is believed as much as so many cases. */
const PRIOR_WEIGHT = 2;
/** Older cases are forgotten, so that a service that changes is followed. */
const MEMORY = 100;
/** One case moves a law by no more than so many spreads. */
const OUTLIER = 4;
/** The mean deviation of the logarithm, in spreads. */
const DEVIATION = 2 * Math.LN2;
const NARROWEST = 0.02;
/** From so many medians on the end gets no less likely: the few that take longer tell little of each other. */
export const OLD = 4;

/** Laws to begin with, the mean being what the client's author expects. */
export function priorLaws(typicalDurationMs: number): Laws {
  const law = { median: typicalDurationMs * MEDIAN_OF_MEAN, spread: SPREAD, weight: PRIOR_WEIGHT };
  return { whole: law, run: { ...law } };
}

/** Probability that it is not over at that age. */
export function lasting({ median, spread }: Law, age: number): number {
  const old = Math.min(age, OLD * median);
  const share = 1 / (1 + (old / median) ** (1 / spread));
  return share * Math.exp(((1 - share) / spread) * (1 - age / old || 0));
}

/** The age between two others by which that share of what ends between them is over. */
export function ageAt(law: Law, after: number, by: number, share: number): number {
  const left = lasting(law, after) * (1 - share) + lasting(law, by) * share;
  return Math.min(Math.max(law.median * (1 / left - 1) ** law.spread, after), by);
}

/**
 * One case more, of which only is known that it ended between two ages. A guess by the law itself stands for it, so
 * that questions asked late do not make tasks look long; what the law knew anyway counts for nothing.
 */
function learn(law: Law, after: number, by: number): void {
  const news = 1 - lasting(law, after) + lasting(law, by);
  const bound = OUTLIER * law.spread;
  const off = Math.log(Math.max(1, ageAt(law, after, by, Math.random())) / law.median);
  const bounded = Math.min(Math.max(off, -bound), bound);
  law.weight = Math.min(law.weight + news, MEMORY);
  const gain = news / law.weight;
  law.median *= Math.exp(gain * bounded);
  law.spread = Math.max(NARROWEST, law.spread + gain * (Math.abs(bounded) / DEVIATION - law.spread));
}

/**
 * Learns from what an answer shows of a task at that age; `punctual` when it came at the moment of the change. Tasks
 * that fail take times of their own: nothing is learned from them.
 */
export function learnFrom(
  seen: Sightings,
  { status, output, progress = 0 }: TaskReading<unknown, unknown>,
  age: number,
  punctual: boolean,
): void {
  const { queuedAt, laws } = seen;
  if (status === 'queued') seen.queuedAt = age;
  else seen.ranAt ??= queuedAt && (queuedAt + age) / 2;
  const after = punctual ? age : seen.pendingAt;
  if (status === 'succeeded' && output !== undefined) {
    const start = seen.ranAt ?? 0;
    learn(laws.whole, after, age);
    learn(laws.run, Math.max(0, after - start), age - start);
  }
  seen.pendingAt = age;
  seen.progress = progress;
}
