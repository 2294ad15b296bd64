import { mean, quantile } from './statistics.ts';
import type { Service } from './service.ts';
import type { Workload } from './workload.ts';

/** What a policy made of a workload. */
export interface Outcome {
  /** From the end of a task to the moment its waiter knows, in seconds. */
  readonly meanDelay: number;
  readonly p95Delay: number;
  /** Answered questions per task. */
  readonly requests: number;
  /** 429s per task. */
  readonly refusals: number;
  readonly delays: readonly number[];
}

export function outcomeOf(
  { tasks, counts }: Workload,
  detected: readonly number[],
  { accepted, refused }: Service,
): Outcome {
  const ids = tasks.flatMap((_, id) => (counts(id) ? [id] : []));
  const delays = ids.map((id) => ((detected[id] ?? NaN) - (tasks[id]?.endsAt ?? NaN)) / 1_000);
  return {
    meanDelay: mean(delays),
    p95Delay: quantile(delays, 0.95),
    requests: mean(ids.map((id) => accepted[id] ?? 0)),
    refusals: mean(ids.map((id) => refused[id] ?? 0)),
    delays,
  };
}
