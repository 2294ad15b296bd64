/** Share of a documented limit that we use: the service's window and ours never begin together. */
const USED_SHARE = 0.95;
/** What a refusal leaves of the rate. One soon after another leaves what came through since: many share the limit. */
const DECREASE = 0.9;
const SOON_MS = 3_000;
/** Refusals within this time answer requests sent before the rate was lowered: they say nothing new. */
const DECREASE_PAUSE_MS = 1_000;
/** The rate comes back slowly first, where the limit was, then ever faster: × 1.1 after 20 s, × 2.7 after 65. */
const RECOVERY_MS = 65_000;
/** Some come through however many share the limit: that is how the rate is found again. */
const LEAST_PER_SECOND = 0.2;
/** A refusal that does not say how long it holds, holds up to so long: the rest of the service's window. */
const HOLD_MS = 1_000;
/** Timers come late: a slot missed by no more than this is made up for. Less than the share that is not used. */
const LATE_MS = 20;

/** A request that waits for its turn. */
export interface Ticket {
  /** When it is wanted, as `clock.elapsed()`: the earliest goes first. */
  dueAt: number;
  /** About when it will have its turn. */
  turnAt: number;
  /** Wakes what sleeps on it. */
  readonly wakers: Set<() => void>;
}

/**
 * How fast one kind of request may go, and who waits. Only data: whoever waits sleeps on a timer of its own. A budget
 * that several processes share (in Redis…) is one of these too.
 */
export interface Budget {
  /** In order; core keeps it. */
  readonly queue: Ticket[];
  /** 0: one request may be sent now, and is counted. Otherwise in how many milliseconds to try again. */
  take(now: number): number | Promise<number>;
  /** About how far apart requests may be sent at present, in milliseconds. */
  spacingMs(now: number): number;
  /** The service refused for rate: slow down, and hold everybody for as long as it asks. */
  slowDown(now: number, retryAfterMs: number): void;
}

/**
 * Spacing, not a window counter: with at least 1/rate between any two sends no window, wherever it begins, holds more
 * than the limit.
 */
export function createBudget(perSecond: number): Budget {
  const limit = perSecond * USED_SHARE;
  // The rate after the last refusal, and when that was: from there it grows back.
  let lowered = limit;
  let loweredAt = -Infinity;
  // Requests since then that were not refused.
  let passed = 0;
  let nextSlot = 0;
  const rate = (now: number): number => Math.min(limit, lowered * Math.exp(((now - loweredAt) / RECOVERY_MS) ** 2));
  const spacingMs = (now: number): number => 1_000 / rate(now);

  return {
    queue: [],
    spacingMs,
    take(now) {
      // Sums of fractions are off by less than a microsecond.
      if (nextSlot - now > 0.001) return nextSlot - now;
      nextSlot = (now - nextSlot > LATE_MS ? now : nextSlot) + spacingMs(now);
      passed += 1;
      return 0;
    },
    slowDown(now, retryAfterMs) {
      // Not all processes at once.
      nextSlot = Math.max(nextSlot, now + (retryAfterMs || HOLD_MS * Math.random()));
      passed -= 1;
      const sinceMs = now - loweredAt;
      if (sinceMs < DECREASE_PAUSE_MS) return;
      const fit = sinceMs < SOON_MS ? ((passed + 3) * 1_000) / sinceMs : Infinity;
      lowered = Math.max(Math.min(rate(now) * DECREASE, fit), Math.min(limit, LEAST_PER_SECOND));
      passed = 0;
      loweredAt = now;
    },
  };
}
