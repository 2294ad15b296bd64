import type { Clock } from '@x/core';
import { sleep } from '@x/core/provider';

/** Who waits looks this often whether there is a place: nobody depends on being woken. */
const LOOK_AGAIN_MS = 100;
/** Work that died with its request (edge runtimes stop them without a word) holds its place this long. */
const LEASE_MS = 1_000;

/** Does a piece of work, as soon as there is a place for it. */
export type FewAtOnce = <Value>(work: () => Promise<Value>, signal: AbortSignal) => Promise<Value>;

/**
 * A signature takes half a millisecond of a core, on a thread of the runtime's pool. Dozens at once on a small machine keep
 * those threads so busy that the event loop hardly gets a turn. Values are shared, and nothing else: who waits sleeps on a
 * timer of its own.
 */
export function createFewAtOnce(clock: Clock): FewAtOnce {
  /**
   * When each place is free again at the latest, as `clock.elapsed()`. Two: half of the threads of Node's pool, which also
   * look up names and read files.
   */
  const freeAt = [-Infinity, -Infinity];
  const wakers = new Set<() => void>();
  const freePlace = (): number => freeAt.findIndex((time) => time <= clock.elapsed());

  return async (work, signal) => {
    while (freePlace() < 0) await sleep(clock, LOOK_AGAIN_MS, signal, wakers);
    const place = freePlace();
    const lease = (freeAt[place] = clock.elapsed() + LEASE_MS);
    try {
      return await work();
    } finally {
      // After its lease the place is somebody else's.
      if (freeAt[place] === lease) freeAt[place] = -Infinity;
      const [wakeNext = () => undefined] = wakers;
      // Whoever ends next wakes another one.
      wakers.delete(wakeNext);
      wakeNext();
    }
  };
}
