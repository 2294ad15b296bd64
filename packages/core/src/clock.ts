/**
 * The time of a client. Give your own to run tests in virtual time.
 *
 * The two readings are apart on purpose: `now` may jump when the machine's clock is set, so it only dates things;
 * every pause and deadline is measured by `elapsed`.
 */
export interface Clock {
  /** Milliseconds since 1970: signatures and dates. */
  now(): number;
  /** Milliseconds since any fixed point, never backwards: pauses and deadlines. */
  elapsed(): number;
  /** Calls back once after `delayMs`; the function that it returns cancels. */
  setTimer(delayMs: number, callback: () => void): () => void;
}

/** Longer timers fire at once on most runtimes (they keep 31 bits); every sleeper looks at the clock when it wakes. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** The clock of the platform; read at each call, so that replaced globals are seen. */
export const systemClock: Clock = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  setTimer(delayMs, callback) {
    const timer = setTimeout(callback, Math.min(Math.max(delayMs, 0), LONGEST_TIMER_MS));
    return () => clearTimeout(timer);
  },
};
