import { blindBound } from './bounds.ts';
import { POLICIES } from './policies.ts';
import { runClient } from './run-client.ts';
import { runPolicy } from './run-policy.ts';
import { MEAN_LATENCY_MS } from './service.ts';
import { boundOf, clairvoyantDelay, overSeeds, type Row } from './study.ts';
import { shown, table } from './tables.ts';
import { createWorkload, type Scenario } from './workload.ts';

export interface Section {
  readonly title: string;
  /** Markdown. */
  print(seeds: number, quick: boolean): Promise<string>;
}

const DEFAULT_COST_MS = 100;

const burst = (tasks: number, perSecond: number): Scenario => ({
  name: `${tasks.toLocaleString('en')} at ${perSecond}/s`,
  perSecond,
  arrival: { burst: tasks },
});
const steady = (tasksPerSecond: number, perSecond = 20): Scenario => ({
  name: `${tasksPerSecond} tasks/s at ${perSecond}/s`,
  perSecond,
  arrival: { tasksPerSecond },
});

const BURSTS = [
  { ...burst(100, 20), runs: 5 },
  burst(1_000, 20),
  burst(10_000, 20),
  { ...burst(100, 500), runs: 5 },
  burst(1_000, 500),
  burst(10_000, 500),
];
const STEADY = [{ ...steady(3), runs: 8 }, steady(5), steady(10), steady(15)];
/** No limit that is felt. */
const FREE: Scenario = { name: '3 tasks/s at 500/s', perSecond: 500, arrival: { tasksPerSecond: 3 } };

function progress(text: string): void {
  process.stderr.write(`  ${text}\n`);
}

const small = ({ arrival }: Scenario): boolean => !('burst' in arrival) || arrival.burst <= 1_000;

/** The client against the bound, one line per scenario. */
async function againstBound(scenarios: readonly Scenario[], seeds: number, queryCostMs: number): Promise<string> {
  const rows: string[][] = [];
  for (const scenario of scenarios) {
    const row = await overSeeds(scenario, seeds, (workload) => runClient(workload, { queryCostMs }));
    const bound = boundOf(scenario, queryCostMs === 0 ? undefined : row.requests.mean);
    rows.push([
      scenario.name,
      ...('burst' in scenario.arrival ? [clairvoyantDelay(createWorkload(scenario, 1)).toFixed(2)] : ['–']),
      bound.toFixed(3),
      shown(row.delay, 3),
      `× ${(row.delay.upper / bound).toFixed(3)}`,
      row.p95.mean.toFixed(2),
      row.requests.mean.toFixed(2),
      row.refusals.upper.toFixed(4),
    ]);
    progress(rows.at(-1)?.join('  ') ?? '');
  }
  return table(['tasks', 'clairvoyant', 'bound s', 'delay s', 'upper / bound', 'p95 s', 'requests', '429s'], rows);
}

function policyLine(name: string, { delay, p95, requests, refusals }: Row): readonly string[] {
  progress(`${name} ${delay.mean}`);
  return [name, shown(delay), p95.mean.toFixed(1), requests.mean.toFixed(1), refusals.mean.toFixed(2)];
}

async function besideUsual(scenario: Scenario, seeds: number): Promise<string> {
  const rows: (readonly string[])[] = [];
  for (const policy of POLICIES) {
    rows.push(policyLine(policy.name, await overSeeds(scenario, seeds, (workload) => runPolicy(workload, policy))));
  }
  for (const queryCostMs of [DEFAULT_COST_MS, 0]) {
    const row = await overSeeds(scenario, seeds, (workload) => runClient(workload, { queryCostMs }));
    rows.push(policyLine(`**the client**, queryCostMs ${queryCostMs}`, row));
  }
  rows.push(['bound at 0.95 of the limit', boundOf(scenario).toFixed(2), '', '', '']);
  return table(['policy', 'delay s', 'p95 s', 'requests', '429s'], rows);
}

export const SECTIONS: readonly Section[] = [
  {
    title: 'Bursts, queryCostMs 0: the whole budget',
    print: async (seeds, quick) => againstBound(quick ? BURSTS.filter(small) : BURSTS, seeds, 0),
  },
  {
    title: 'Bursts, default cost: the bound for as many requests',
    print: async (seeds, quick) => againstBound(quick ? BURSTS.filter(small) : BURSTS, seeds, DEFAULT_COST_MS),
  },
  { title: 'Steady arrivals, queryCostMs 0', print: async (seeds) => againstBound(STEADY, seeds, 0) },
  {
    title: 'Steady arrivals, default cost: the bound for as many requests',
    print: async (seeds) => againstBound([...STEADY, FREE], seeds, DEFAULT_COST_MS),
  },
  {
    title: 'Beside the usual policies: 100 tasks at once, 20/s',
    print: async (seeds) => besideUsual(burst(100, 20), seeds),
  },
  {
    title: 'Beside the usual policies: 5 tasks per second, 20/s',
    print: async (seeds) => besideUsual(steady(5), seeds),
  },
  {
    title: 'A service that tells "queued" from "running"',
    async print(seeds) {
      const rows: string[][] = [];
      for (const queryCostMs of [50, DEFAULT_COST_MS, 200]) {
        const told = await overSeeds({ ...FREE, states: true }, seeds, (workload) =>
          runClient(workload, { queryCostMs }),
        );
        const blind = blindBound({ requests: told.requests.mean }) + MEAN_LATENCY_MS / 1_000;
        const better = `${(100 * (1 - told.delay.upper / blind)).toFixed(0)} %`;
        rows.push([String(queryCostMs), told.requests.mean.toFixed(2), shown(told.delay, 3), blind.toFixed(3), better]);
      }
      return table(['queryCostMs', 'requests', 'delay s', 'blind bound for as many', 'better by'], rows);
    },
  },
  {
    title: 'The same tasks split over processes that know nothing of each other (default cost)',
    async print(seeds) {
      const rows: string[][] = [];
      const scenarios = [{ ...steady(5), runs: 2 }, burst(1_000, 20), { ...burst(100, 20), runs: 5 }];
      for (const scenario of scenarios) {
        let alone = NaN;
        for (const processes of [1, 2, 4, 16]) {
          const row = await overSeeds(scenario, seeds, (workload) =>
            runClient(workload, { queryCostMs: DEFAULT_COST_MS, processes }),
          );
          if (processes === 1) alone = row.delay.mean;
          const ratio = `× ${(row.delay.upper / alone).toFixed(2)}`;
          rows.push([scenario.name, String(processes), shown(row.delay), ratio, shown(row.refusals, 3)]);
          progress(rows.at(-1)?.join('  ') ?? '');
        }
      }
      return table(['tasks', 'processes', 'delay s', 'upper / one process', '429s per task'], rows);
    },
  },
];
