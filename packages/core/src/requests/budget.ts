/** Share of a documented limit that we use: the service's window and ours never begin together. */
const USED_SHARE = 0.95;
/** After a refusal (additive increase, multiplicative decrease): what is left of the rate, and what each second gives back. */
const DECREASE = 0.8;
const INCREASE_PER_SECOND = 0.5;
/** Refusals within this time answer requests sent before the rate was lowered: they say nothing new. */
const DECREASE_PAUSE_MS = 1_000;

/** Evenly spaced slots for one kind of request. Only numbers: whoever takes a slot sleeps on a timer of its own. */
export interface Budget {
  /** The time (as `clock.elapsed()`) at which one request may be sent. */
  take(now: number): number;
  /** A slot that was taken and is not used. */
  giveBack(slot: number): void;
  /** Whether a slot taken earlier still stands: a Retry-After since then holds everybody. */
  stands(now: number): boolean;
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
  let nextSlot = 0;
  let heldUntil = 0;
  // Slots given back by those who went away; taken before new ones. Ascending.
  let returned: readonly number[] = [];
  const rate = (now: number): number => Math.min(limit, lowered + ((now - loweredAt) / 1_000) * INCREASE_PER_SECOND);

  return {
    take(now) {
      const earliest = Math.max(now, heldUntil);
      const [first, ...others] = returned.filter((slot) => slot >= earliest);
      returned = others;
      const slot = first ?? Math.max(earliest, nextSlot);
      nextSlot = Math.max(nextSlot, slot + 1_000 / rate(now));
      return slot;
    },
    giveBack(slot) {
      returned = [...returned, slot].sort((one, other) => one - other);
    },
    stands: (now) => now >= heldUntil,
    slowDown(now, retryAfterMs) {
      heldUntil = Math.max(heldUntil, now + retryAfterMs);
      if (now - loweredAt < DECREASE_PAUSE_MS) return;
      lowered = Math.max(rate(now) * DECREASE, Math.min(limit, INCREASE_PER_SECOND));
      loweredAt = now;
    },
  };
}
