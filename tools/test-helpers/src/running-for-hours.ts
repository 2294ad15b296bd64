/** As core's; nothing here may depend on core. */
interface Clock {
  now(): number;
  elapsed(): number;
  setTimer(delayMs: number, callback: () => void): () => void;
}

const UPTIME_MS = 40_000_000;

/** The same clock, for a client whose process has been running for hours: nothing may depend on that. */
export function runningForHours(clock: Clock): Clock {
  return {
    now: () => clock.now(),
    elapsed: () => UPTIME_MS + clock.elapsed(),
    setTimer: (delayMs, callback) => clock.setTimer(delayMs, callback),
  };
}
