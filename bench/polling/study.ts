import { blindBound } from './bounds.ts';
import type { Outcome } from './outcome.ts';
import { MEAN_LATENCY_MS } from './service.ts';
import { type Estimate, estimate } from './statistics.ts';
import { createWorkload, type Scenario, type Workload } from './workload.ts';

/** The client paces itself at this share of the limit; the bounds are for the same rate. */
const USED_SHARE = 0.95;

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
  const outcomes: Outcome[] = [];
  for (let seed = 1; seed <= seeds; seed += 1) outcomes.push(await run(createWorkload(scenario, seed)));
  const over = (of: (outcome: Outcome) => number): Estimate => estimate(outcomes.map(of));
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
  if ('burst' in arrival)
    return blindBound({ perSecond: rate / arrival.burst, requests, pause: 2 * network }) + network;
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
