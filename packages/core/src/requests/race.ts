import type { Clock } from '../clock.ts';

/**
 * `value`, or `signal.reason` as soon as the signal aborts. What is left behind never becomes an unhandled
 * rejection, and no listener stays on the signal.
 */
export function race<Value>(signal: AbortSignal | undefined, value: Value | Promise<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(signal?.reason as Error);
    if (signal?.aborted) onAbort();
    else signal?.addEventListener('abort', onAbort, { once: true });
    void Promise.resolve(value)
      .then(resolve, reject)
      .then(() => signal?.removeEventListener('abort', onAbort));
  });
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
  signal?.throwIfAborted();
  // Another request may call it: it resolves, and touches nothing that belongs to this one.
  let end = (): void => undefined;
  const ended = new Promise<void>((resolve) => (end = resolve));
  const cancelTimer = clock.setTimer(Math.max(0, delayMs), end);
  wakers?.add(end);
  signal?.addEventListener('abort', end);
  await ended;
  cancelTimer();
  wakers?.delete(end);
  signal?.removeEventListener('abort', end);
  signal?.throwIfAborted();
}
