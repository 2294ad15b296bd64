import { createTensorsLab } from '@x/tensorslab';
import { createEventClock } from './event-clock.ts';
import { type Outcome, outcomeOf } from './outcome.ts';
import { createRandom } from './random.ts';
import { refOf } from './ref-of.ts';
import { createService } from './service.ts';
import type { Workload } from './workload.ts';

export interface ClientRun {
  /** The one knob. */
  readonly queryCostMs: number;
  /** Processes on one key, each with an equal part of the tasks and a pace of its own. */
  readonly processes?: number;
  /** The bound of each wait; 1: the policy alone decides. */
  readonly minIntervalMs?: number;
}

/** The real client, through its public API. */
export async function runClient(
  workload: Workload,
  { queryCostMs, processes = 1, minIntervalMs = 1 }: ClientRun,
): Promise<Outcome> {
  const { scenario, seed, tasks, arrivals } = workload;
  const clock = createEventClock();
  const service = createService({
    clock,
    random: createRandom(seed + 1_000),
    perSecond: scenario.perSecond,
    tasks,
    tellsStates: scenario.states ?? false,
  });
  const clients = Array.from({ length: processes }, () =>
    createTensorsLab({
      apiKey: 'key-of-the-bench',
      clock,
      fetch: service.fetch,
      pace: { queryPerSecond: scenario.perSecond, queryCostMs },
      wait: { timeoutMs: 86_400_000, minIntervalMs },
    }),
  );
  const detected: number[] = [];
  const waitFor = async (id: number): Promise<void> => {
    const at = arrivals[id] ?? 0;
    if (at > 0) await new Promise<void>((resolve) => void clock.setTimer(at, resolve));
    await clients[id % processes]?.images.resume(refOf(id, clock)).wait();
    detected[id] = clock.elapsed();
  };
  const { random } = Math;
  Math.random = createRandom(seed + 2_000);
  try {
    await clock.run(Promise.all(tasks.map((_, id) => waitFor(id))));
  } finally {
    Math.random = random;
  }
  return outcomeOf(workload, detected, service);
}
