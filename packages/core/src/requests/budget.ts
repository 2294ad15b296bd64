/** Share of a documented limit that we use: the service's window and ours never begin together. */
const USED_SHARE = 0.95;
/** Each request sent makes the rate so much faster, and the more so, the more wait: shares follow the work. */
const GROWTH_PER_REQUEST = 0.0005;
const GROWTH_BY_WAITING = 0.6;
/** A lowered rate is at once so much faster where more wait, up to so many: a growing share alone comes too late. */
const FASTER_BY_WAITING = 0.25;
const MOST_WAITING = 6;
/** Where few wait, time gives the rate back: × 1.1 after 46 s, × 2.7 after 150. */
const RECOVERY_MS = 150_000;
/** A refusal divides the rate by 1.03, for it may be a stray one; and by the more, the sooner it follows the last. */
const DIVISOR = 1.03;
const SOON_MS = 200;
/** One that follows within this time leaves about what came through in the last second: many share the limit. */
const CROWDED_MS = 3_000;
/** What came through is forgotten while the service refuses the rest of its second: it was about so many times as much. */
const PASSED_SHARE = 1.25;
/** The service's window. Refusals within it answer requests sent before the rate was lowered, and no hold is longer. */
const WINDOW_MS = 1_000;
/** Some come through however many share the limit: that is how the rate is found again. */
const LEAST_PER_SECOND = 0.2;
/** A refusal that does not say how long it holds, holds for a random time up to so many slots. */
const HELD_SLOTS = 2;
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
  /**
   * 0: one request may be sent now, and is counted. Otherwise in how many milliseconds to try again. A promise has to
   * settle in a time of its own, and what it rejects with ends the call: bound it, and say when to try again instead.
   */
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
  // The rate while nobody else waits here, but for what time has given back since the last refusal.
  let lowered = limit;
  let loweredAt = -Infinity;
  // Requests that were not refused, each counting for less with time: in steady use, those of a second.
  let passed = 0;
  let passedAt = -Infinity;
  let nextSlot = -Infinity;
  const queue: Ticket[] = [];
  const work = (): number => Math.min(MOST_WAITING, queue.length + 1) ** FASTER_BY_WAITING;
  const recovered = (now: number): number => lowered * Math.exp(((now - loweredAt) / RECOVERY_MS) ** 2);
  const spacingMs = (now: number): number => {
    const alone = recovered(now);
    // However many wait: until the limit is reached again, a refusal has slowed everybody.
    return 1_000 / Math.min(alone < limit ? limit / DIVISOR : limit, alone * work());
  };
  const count = (now: number, more: number): void => {
    passed = passed * Math.exp((passedAt - now) / WINDOW_MS) + more;
    passedAt = now;
  };

  return {
    queue,
    spacingMs,
    take(now) {
      // Sums of fractions are off by less than a microsecond.
      if (nextSlot - now > 0.001) return nextSlot - now;
      nextSlot = (now - nextSlot > LATE_MS ? now : nextSlot) + spacingMs(now);
      lowered += GROWTH_PER_REQUEST * (queue.length + 1) ** GROWTH_BY_WAITING;
      count(now, 1);
      return 0;
    },
    slowDown(now, retryAfterMs) {
      count(now, -1);
      const sinceMs = now - loweredAt;
      let left = Math.min(limit, recovered(now));
      if (sinceMs < CROWDED_MS) left = Math.min(left, (PASSED_SHARE * passed + 1) / work());
      if (sinceMs >= WINDOW_MS) {
        left /= DIVISOR + SOON_MS / sinceMs;
        loweredAt = now;
      }
      lowered = Math.max(left, Math.min(limit, LEAST_PER_SECOND));
      // Not all processes at once.
      const holdMs = Math.min(WINDOW_MS, HELD_SLOTS * spacingMs(now)) * Math.random();
      nextSlot = Math.max(nextSlot, now + (retryAfterMs || holdMs));
    },
  };
}
