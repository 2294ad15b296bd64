import { createTensorsLab } from '@x/tensorslab';
import { createEventClock } from './event-clock.ts';
import { createRandom, logNormal } from './random.ts';
import { refOf } from './ref-of.ts';
import { createService, type RealTask } from './service.ts';
import { estimate, mean } from './statistics.ts';
import { shown, table } from './tables.ts';
import { MEDIAN_MS, SIGMA } from './workload.ts';

interface Lone {
  readonly delay: number;
  readonly requests: number;
}

/** Tasks one after another on one client; those after the first `learned` count. 0: a new client for each. */
async function oneByOne(seed: number, scale: number, learned: number, counted: number, latencyMs?: 0): Promise<Lone> {
  const clock = createEventClock();
  const durations = createRandom(seed);
  const tasks: RealTask[] = [];
  const service = createService({
    clock,
    random: createRandom(seed + 1),
    perSecond: 20,
    tasks,
    tellsStates: false,
    latencyMs,
  });
  const newClient = (): ReturnType<typeof createTensorsLab> =>
    createTensorsLab({ apiKey: 'key-of-the-bench', clock, fetch: service.fetch, wait: { timeoutMs: 1e8 } });
  const client = newClient();
  const delays: number[] = [];
  const run = async (): Promise<void> => {
    for (let id = 0; id < learned + counted; id += 1) {
      const at = clock.elapsed();
      const endsAt = at + logNormal(durations, scale * MEDIAN_MS, SIGMA);
      tasks.push({ runsAt: at, endsAt });
      await (learned === 0 ? newClient() : client).images.resume(refOf(id, clock)).wait();
      delays.push((clock.elapsed() - endsAt) / 1_000);
    }
  };
  const { random } = Math;
  Math.random = createRandom(seed + 2);
  try {
    await clock.run(run());
  } finally {
    Math.random = random;
  }
  return { delay: mean(delays.slice(learned)), requests: mean(service.accepted.slice(learned)) };
}

/** Lone tasks by the prior alone, and what is lost after 50 tasks where the prior is four times too long or too short. */
export async function learningTable(seeds: number): Promise<string> {
  const rows: string[][] = [];
  const over = async (
    name: string,
    scale: number,
    learned: number,
    counted: number,
    latencyMs?: 0,
  ): Promise<number> => {
    const runs: Lone[] = [];
    for (let seed = 1; seed <= seeds; seed += 1) runs.push(await oneByOne(seed, scale, learned, counted, latencyMs));
    const delay = estimate(runs.map((run) => run.delay));
    const requests = estimate(runs.map((run) => run.requests));
    // What the policy makes small: waiting, and questions at 0.1 s each.
    const cost = estimate(runs.map((run) => run.delay + 0.1 * run.requests));
    rows.push([name, shown(requests), shown(delay, 3), shown(cost, 3)]);
    process.stderr.write(`  ${rows.at(-1)?.join('  ')}\n`);
    return cost.mean;
  };
  await over('a lone task, nothing learned, no network', 1, 0, 1_000, 0);
  await over('a lone task, nothing learned', 1, 0, 1_000);
  for (const scale of [4, 1 / 4]) {
    const prior = scale > 1 ? 'short' : 'long';
    const young = await over(`prior 4 × too ${prior}: tasks 51–150`, scale, 50, 100);
    const old = await over(`prior 4 × too ${prior}: tasks 501–1,500`, scale, 500, 1_000);
    rows.push([`… tasks 51–150 cost more by`, '', '', `${(100 * (young / old - 1)).toFixed(1)} %`]);
  }
  return table(['', 'requests', 'delay s', 'delay + 0.1 s × requests'], rows);
}
