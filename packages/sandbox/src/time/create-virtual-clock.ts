import { macrotask } from './macrotask.ts';
import { type QueuedTimer, TimerQueue } from './timer-queue.ts';
import type { VirtualClock } from './virtual-clock.ts';
import { type CryptoWatcher, unwatchCrypto, watchCrypto } from './watch-crypto.ts';

/** What a virtual clock shows at first, unless it is told otherwise. */
export const usualStart = new Date('2026-01-01T00:00:00Z');

/** How a virtual clock starts. */
export interface VirtualClockOptions {
  /** What the clock shows at first; 2026-01-01T00:00:00Z by default. */
  readonly startAt?: Date | undefined;
}

/**
 * Buffered bodies, forms and blobs are read within one macrotask on every runtime tried; the rest is a margin. A step
 * costs some microseconds, whatever it skips.
 */
const quietMacrotasks = 4;

/**
 * Makes a clock whose time moves by itself, to the next timer, whenever nothing is held, no WebCrypto operation is
 * under way and several macrotasks brought nothing new.
 *
 * Timers due at the same moment fire in the order they were set, all in that moment, each in a macrotask of its own, as
 * on a platform. A callback that throws is reported as an uncaught exception and disturbs no other timer. A delay that
 * is negative or NaN counts as 0; an infinite one never comes and is not counted in `pending`. With no timer set the
 * clock does nothing at all, and keeps no process alive.
 *
 * While one exists, the results of WebCrypto operations are handed out in the order of the calls, so that a run is the
 * same each time although worker threads finish as they like. `close()` ends that.
 */
export function createVirtualClock(options: VirtualClockOptions = {}): VirtualClock {
  const startedAt = (options.startAt ?? usualStart).getTime();
  if (Number.isNaN(startedAt)) throw new TypeError('startAt: not a valid date');
  const timers = new TimerQueue();
  let elapsedMs = 0;
  let timersSet = 0;
  let holds = 0;
  let stepping = false;
  let firing = false;

  async function isQuiet(): Promise<boolean> {
    for (let seen = 0; seen < quietMacrotasks; seen += 1) {
      if (holds > 0) return false;
      await macrotask();
    }
    return holds === 0;
  }

  /** Fires what is due at this moment; timers set meanwhile belong to the next step. */
  async function fire({ dueMs }: QueuedTimer): Promise<void> {
    elapsedMs = Math.max(elapsedMs, dueMs);
    const setBefore = timersSet;
    firing = true;
    for (
      let next = timers.first;
      next !== undefined && next.dueMs <= elapsedMs && next.order < setBefore;
      next = timers.first
    ) {
      timers.remove(next);
      try {
        next.callback();
      } catch (error) {
        queueMicrotask(() => {
          throw error;
        });
      }
      await macrotask();
    }
    firing = false;
  }

  async function step(): Promise<void> {
    stepping = true;
    // Looked at again after every pause: a hold may have begun and ended in between.
    while (timers.size > 0 && holds === 0) {
      if (!(await isQuiet())) continue;
      const next = timers.first;
      if (next !== undefined) await fire(next);
    }
    stepping = false;
  }

  function wake(): void {
    if (!stepping && timers.size > 0 && holds === 0) void step();
  }

  function hold(): () => void {
    holds += 1;
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      holds -= 1;
      wake();
    };
  }

  const watcher: CryptoWatcher = { hold, isFiring: () => firing };
  watchCrypto(watcher);

  return {
    get pending() {
      return timers.size;
    },
    // Whole milliseconds, as everywhere; delays need not be.
    now: () => Math.floor(startedAt + elapsedMs),
    elapsed: () => elapsedMs,
    setTimer(delayMs, callback) {
      if (delayMs === Infinity) return () => {};
      const timer: QueuedTimer = {
        dueMs: elapsedMs + (delayMs > 0 ? delayMs : 0),
        order: timersSet,
        callback,
        position: -1,
      };
      timersSet += 1;
      timers.add(timer);
      wake();
      return () => timers.remove(timer);
    },
    hold,
    track(promise) {
      const release = hold();
      promise.then(release, release);
      return promise;
    },
    close: () => unwatchCrypto(watcher),
  };
}
