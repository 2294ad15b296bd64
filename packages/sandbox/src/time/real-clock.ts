import type { Clock } from '../clock.ts';

/** Above this the timers of every platform fire at once. */
const longestTimerMs = 2 ** 31 - 1;

/** The platform's time, looked up at each call, so that a test tool that replaces timers replaces these too. */
export function createRealClock(): Clock {
  return {
    now: () => Date.now(),
    elapsed: () => performance.now(),
    setTimer(delayMs, callback) {
      let timer: ReturnType<typeof setTimeout>;
      const arm = (leftMs: number): void => {
        const stepMs = Math.min(leftMs, longestTimerMs);
        timer = setTimeout(() => (leftMs > stepMs ? arm(leftMs - stepMs) : callback()), stepMs);
      };
      arm(delayMs);
      return () => clearTimeout(timer);
    },
  };
}
