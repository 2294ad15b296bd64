import { monitorEventLoopDelay, performance } from 'node:perf_hooks';

/** What one round of one contender came to. */
export interface Round {
  readonly perSecond: number;
  /**
   * From one tick of a timer of a millisecond to the next, that millisecond included, 99th percentile: what other requests
   * of the process feel. A turn of the loop takes as long as what is done in it, signing by the thread itself above all; and
   * longer, the more threads want the cores. A bare fetch asks so fast that it shows collections of garbage.
   */
  readonly delayP99Ms: number;
}

/**
 * Asks so many times, so many at once. Garbage is not collected beforehand: that throws compiled code away as well, and
 * doubles the time that a bare fetch takes.
 */
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
