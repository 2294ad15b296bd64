import type { Clock } from '@x/core';
import { sleep } from '@x/core/provider';

/** How a promise ended. */
export type Ended<Value> = { readonly ok: Value } | { readonly error: unknown };

/** Work that goes on, as a value to look at: on edge runtimes no request may await the promise of another. */
export interface Progress<Value> {
  ended: Ended<Value> | undefined;
  readonly wakers: Set<() => void>;
}

/** Looks at a promise. It is never rejected unhandled. */
export function progressOf<Value>(promise: Promise<Value>): Progress<Value> {
  const progress: Progress<Value> = { ended: undefined, wakers: new Set() };
  const end = (ended: Ended<Value>): void => {
    progress.ended = ended;
    for (const wake of progress.wakers) wake();
  };
  promise.then(
    (ok) => end({ ok }),
    (error: unknown) => end({ error }),
  );
  return progress;
}

/**
 * How the work ended, or undefined where it has not at that time (`clock.elapsed()`). Sleeps on a timer of its own; being
 * woken makes it sooner, and nothing depends on it.
 */
export async function endedBy<Value>(
  clock: Clock,
  progress: Progress<Value>,
  until: number,
): Promise<Ended<Value> | undefined> {
  for (;;) {
    const left = until - clock.elapsed();
    if (progress.ended !== undefined || left <= 0) return progress.ended;
    await sleep(clock, left, undefined, progress.wakers);
  }
}
