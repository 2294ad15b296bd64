import { createEventClock } from './event-clock.ts';
import { type Outcome, outcomeOf } from './outcome.ts';
import type { Policy } from './policies.ts';
import { createRandom } from './random.ts';
import { createService } from './service.ts';
import type { Workload } from './workload.ts';

/** A usual policy, on the same service and network as the client: every task by itself. */
export async function runPolicy(workload: Workload, policy: Policy): Promise<Outcome> {
  const { scenario, seed, tasks, arrivals } = workload;
  const clock = createEventClock();
  const service = createService({
    clock,
    random: createRandom(seed + 1_000),
    perSecond: scenario.perSecond,
    tasks,
    tellsStates: false,
  });
  const random = createRandom(seed + 2_000);
  const detected: number[] = [];
  const sleep = (delayMs: number): Promise<void> => new Promise((resolve) => void clock.setTimer(delayMs, resolve));
  const waitFor = async (id: number): Promise<void> => {
    await sleep(arrivals[id] ?? 0);
    for (let attempt = 0; ; attempt += 1) {
      await sleep(policy.pauseMs(attempt, random));
      if ((await service.ask(id)) === 'done') break;
    }
    detected[id] = clock.elapsed();
  };
  await clock.run(Promise.all(tasks.map((_, id) => waitFor(id))));
  return outcomeOf(workload, detected, service);
}
