import { monitorEventLoopDelay, performance } from 'node:perf_hooks';

/** What one round of one contender came to. */
export interface Round {
  readonly perSecond: number;
  /** How late a timer of a millisecond comes, 99th percentile: what other requests of the process feel. */
  readonly delayP99Ms: number;
}

/** Asks so many times, so many at once. */
export async function measure(ask: () => Promise<unknown>, requests: number, atOnce: number): Promise<Round> {
  let left = requests;
  const worker = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      await ask();
    }
  };
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: atOnce }, worker));
  const seconds = (performance.now() - startedAt) / 1_000;
  delay.disable();
  return { perSecond: requests / seconds, delayP99Ms: delay.percentile(99) / 1e6 };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  const [low = NaN, high = NaN] = sorted.length % 2 === 1 ? [sorted[middle], sorted[middle]] : sorted.slice(middle - 1);
  return (low + high) / 2;
}
