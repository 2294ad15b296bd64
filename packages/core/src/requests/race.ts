import type { Clock } from '../clock.ts';

/**
 * `promise`, or `signal.reason` as soon as the signal aborts. What is left behind never becomes an unhandled
 * rejection, and no listener stays on the signal.
 */
export async function race<Value>(signal: AbortSignal | undefined, promise: Promise<Value>): Promise<Value> {
  if (signal === undefined) return promise;
  promise.catch(() => undefined);
  signal.throwIfAborted();
  let stop = (): void => undefined;
  const aborted = new Promise<never>((_, reject) => {
    const listener = (): void => reject(signal.reason as Error);
    signal.addEventListener('abort', listener, { once: true });
    stop = () => signal.removeEventListener('abort', listener);
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    stop();
  }
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
  let cancelTimer = (): void => undefined;
  let wake = (): void => undefined;
  const woken = new Promise<void>((resolve) => {
    wake = resolve;
  });
  try {
    signal?.throwIfAborted();
    cancelTimer = clock.setTimer(Math.max(0, delayMs), wake);
    wakers?.add(wake);
    await race(signal, woken);
  } finally {
    cancelTimer();
    wakers?.delete(wake);
  }
}
