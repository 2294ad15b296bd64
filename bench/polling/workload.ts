import { logNormalAt } from './normal.ts';
import { createRandom, exponential, logNormal, shuffled } from './random.ts';
import type { RealTask } from './service.ts';

/** What is asked of a policy: tasks that come, and the limit of their key. */
export interface Scenario {
  readonly name: string;
  /** The service's limit, questions per second. */
  readonly perSecond: number;
  readonly arrival: { readonly burst: number } | { readonly tasksPerSecond: number };
  /** Tasks wait in a queue first and then run; and the service tells. */
  readonly states?: boolean;
  /** Independent runs per seed, where one tells little; 1 by default. */
  readonly runs?: number;
  /** All durations so many times as long. */
  readonly scale?: number;
}

export interface Workload {
  readonly scenario: Scenario;
  readonly seed: number;
  /** By task, in order. */
  readonly arrivals: readonly number[];
  readonly tasks: readonly RealTask[];
  /** Whether a task counts: those that come before things are steady do not, nor those that see the end of it. */
  readonly counts: (id: number) => boolean;
}

/** The law of the durations: half of the tasks take 15 s, one in a hundred 90 s. The client is not told. */
export const MEDIAN_MS = 15_000;
export const SIGMA = 0.77;
/** Of these the last part, on average, is execution; what is before is a queue. */
const EXECUTION_MEDIAN_MS = 8_000;
const EXECUTION_SIGMA = 0.3;

const WARM_UP_MS = 200_000;
const MEASURED_MS = 300_000;
const TAIL_MS = 100_000;

export function createWorkload(scenario: Scenario, seed: number): Workload {
  const random = createRandom(seed);
  const { arrival } = scenario;
  const arrivals: number[] = [];
  if ('burst' in arrival) for (let id = 0; id < arrival.burst; id += 1) arrivals.push(0);
  else {
    const end = WARM_UP_MS + MEASURED_MS + TAIL_MS;
    for (let at = 0; at < end; at += exponential(random, 1_000 / arrival.tasksPerSecond)) arrivals.push(at);
  }
  // Of a burst one duration comes from each slice of equal probability: seeds differ less, the law is the same.
  const shares = shuffled(
    arrivals.map((_, id) => ('burst' in arrival ? (id + random()) / arrivals.length : random())),
    random,
  );
  const tasks = arrivals.map((at, id): RealTask => {
    const duration = (scenario.scale ?? 1) * logNormalAt(shares[id] ?? 0.5, MEDIAN_MS, SIGMA);
    const execution = scenario.states ? logNormal(random, EXECUTION_MEDIAN_MS, EXECUTION_SIGMA) : duration;
    return { runsAt: at + Math.max(0, duration - execution), endsAt: at + duration };
  });
  const counts = (id: number): boolean => {
    const at = arrivals[id] ?? NaN;
    return 'burst' in arrival || (at >= WARM_UP_MS && at < WARM_UP_MS + MEASURED_MS);
  };
  return { scenario, seed, arrivals, tasks, counts };
}
