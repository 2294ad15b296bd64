import type { Clock } from '../clock.ts';

/** What is kept of somebody who sleeps. Not more: thousands may sleep at once. */
export interface Sleeper {
  readonly signal: AbortSignal | undefined;
  /** Where it is found by those who may wake it. */
  readonly wakers: Set<() => void> | undefined;
  /** While it sleeps. Another request may call it: it resolves, and touches nothing that belongs to this one. */
  wake?: (() => void) | undefined;
  stopTimer?: (() => void) | undefined;
}

/** Resolves when the time is over, when woken through `wakers`, and on abort. Then it has to get up. */
export function fallAsleep(clock: Clock, delayMs: number, sleeper: Sleeper): Promise<void> {
  return new Promise((resolve) => {
    const wake = (sleeper.wake = resolve as () => void);
    sleeper.stopTimer = clock.setTimer(Math.max(0, delayMs), wake);
    sleeper.wakers?.add(wake);
    sleeper.signal?.addEventListener('abort', wake);
    // By a listener of ours, between the look at the signal and this.
    if (sleeper.signal?.aborted) wake();
  });
}

/** Leaves neither timer nor listener nor waker behind; throws `signal.reason` on abort. */
export function getUp(sleeper: Sleeper): void {
  const { signal, wakers, wake } = sleeper;
  if (wake) {
    sleeper.stopTimer?.();
    wakers?.delete(wake);
    signal?.removeEventListener('abort', wake);
  }
  signal?.throwIfAborted();
}

/**
 * Sleeps on one timer of the caller's own. Ends early when woken through `wakers` (it adds and removes its own entry),
 * rejects with `signal.reason` on abort; leaves neither timer nor listener nor entry behind.
 */
export async function sleep(
  clock: Clock,
  delayMs: number,
  signal: AbortSignal | undefined,
  wakers?: Set<() => void>,
): Promise<void> {
  const sleeper: Sleeper = { signal, wakers };
  getUp(sleeper);
  await fallAsleep(clock, delayMs, sleeper);
  getUp(sleeper);
}
