import { blindBound } from './bounds.ts';
import type { Outcome } from './outcome.ts';
import { latencies, MEAN_LATENCY_MS } from './service.ts';
import { type Estimate, estimate, mean } from './statistics.ts';
import { createWorkload, type Scenario, type Workload } from './workload.ts';

/** The client paces itself at this share of the limit; the bounds are for the same rate. */
const USED_SHARE = 0.95;
/** Further runs of a seed are those of seeds that are nowhere else. */
const SEEDS_APART = 10_000;
/** With shorter turns than this, in seconds, how much the network varies is part of the bound. */
const SHORT_TURN = 0.5;
const WAYS = 48;

/** What one policy makes of one scenario, over all seeds. */
export interface Row {
  readonly scenario: Scenario;
  readonly delay: Estimate;
  readonly p95: Estimate;
  readonly requests: Estimate;
  readonly refusals: Estimate;
}

export async function overSeeds(
  scenario: Scenario,
  seeds: number,
  run: (workload: Workload) => Promise<Outcome>,
): Promise<Row> {
  const outcomes: Outcome[][] = [];
  for (let seed = 1; seed <= seeds; seed += 1) {
    const runs: Outcome[] = [];
    for (let turn = 0; turn < (scenario.runs ?? 1); turn += 1)
      runs.push(await run(createWorkload(scenario, seed + turn * SEEDS_APART)));
    outcomes.push(runs);
  }
  const over = (of: (outcome: Outcome) => number): Estimate => estimate(outcomes.map((runs) => mean(runs.map(of))));
  return {
    scenario,
    delay: over(({ meanDelay }) => meanDelay),
    p95: over(({ p95Delay }) => p95Delay),
    requests: over(({ requests }) => requests),
    refusals: over(({ refusals }) => refusals),
  };
}

/**
 * The least mean delay in seconds, network included: an answer needs its way back, whoever asks, and a task of a burst
 * is asked for again only when the last answer is there. `requests` is what a policy asked per task, where it asked less
 * than it could.
 */
export function boundOf({ perSecond, arrival }: Scenario, requests?: number): number {
  const rate = perSecond * USED_SHARE;
  const network = MEAN_LATENCY_MS / 1_000;
  if ('burst' in arrival) {
    const isShort = requests === undefined && arrival.burst / rate < SHORT_TURN;
    const ways = isShort ? latencies(WAYS).map((ms) => ms / 1_000) : undefined;
    return blindBound({ perSecond: rate / arrival.burst, requests, pause: 2 * network, ways }) + network;
  }
  return blindBound({ requests: Math.min(requests ?? Infinity, rate / arrival.tasksPerSecond) }) + network;
}

/** Whoever knows when each task ends asks once for each, then: a queue at the same rate. */
export function clairvoyantDelay({ tasks, scenario }: Workload): number {
  const spacingMs = 1_000 / (scenario.perSecond * USED_SHARE);
  let free = 0;
  let sum = 0;
  for (const { endsAt } of [...tasks].sort((one, other) => one.endsAt - other.endsAt)) {
    const asked = Math.max(endsAt, free);
    free = asked + spacingMs;
    sum += asked - endsAt;
  }
  return (sum / tasks.length + MEAN_LATENCY_MS) / 1_000;
}
