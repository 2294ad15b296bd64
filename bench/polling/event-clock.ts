import type { Clock } from '@x/core';

interface Timer {
  readonly dueMs: number;
  readonly order: number;
  callback: (() => void) | undefined;
}

/** A clock that jumps to its next timer when everything that the last one set off has run. */
export interface EventClock extends Clock {
  /** Timers set and neither fired nor cancelled. */
  readonly pending: number;
  /** Moves time until the promise has settled. */
  run<Value>(promise: Promise<Value>): Promise<Value>;
}

/** In-process answers need no more than this many macrotasks from `fetch` to the end of their body. */
const MACROTASKS = 2;
const START = Date.UTC(2026, 0, 1);

export function createEventClock(): EventClock {
  const heap: Timer[] = [];
  let elapsedMs = 0;
  let order = 0;
  let pending = 0;

  const isBefore = (one: Timer, other: Timer): boolean =>
    one.dueMs < other.dueMs || (one.dueMs === other.dueMs && one.order < other.order);

  const push = (timer: Timer): void => {
    let at = heap.push(timer) - 1;
    while (at > 0) {
      const above = (at - 1) >> 1;
      const parent = heap[above] as Timer;
      if (!isBefore(timer, parent)) break;
      heap[at] = parent;
      at = above;
    }
    heap[at] = timer;
  };

  const pop = (): Timer | undefined => {
    const first = heap[0];
    const last = heap.pop();
    if (first === undefined || last === undefined || heap.length === 0) return first;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && isBefore(heap[child + 1] as Timer, heap[child] as Timer)) child += 1;
      if (!isBefore(heap[child] as Timer, last)) break;
      heap[at] = heap[child] as Timer;
      at = child;
    }
    heap[at] = last;
    return first;
  };

  return {
    get pending() {
      return pending;
    },
    now: () => Math.floor(START + elapsedMs),
    elapsed: () => elapsedMs,
    setTimer(delayMs, callback) {
      if (delayMs === Infinity) return () => undefined;
      const timer: Timer = { dueMs: elapsedMs + Math.max(0, delayMs), order: (order += 1), callback };
      push(timer);
      pending += 1;
      return () => {
        // Stays in the heap until its time: nothing fires then.
        if (timer.callback !== undefined) pending -= 1;
        timer.callback = undefined;
      };
    },
    async run(promise) {
      let settled = false;
      const end = (): void => void (settled = true);
      promise.then(end, end);
      for (;;) {
        for (let drained = 0; drained < MACROTASKS; drained += 1) await new Promise((resolve) => setImmediate(resolve));
        if (settled) return promise;
        let next = pop();
        while (next !== undefined && next.callback === undefined) next = pop();
        if (next === undefined) throw new Error('nothing is left that could happen');
        elapsedMs = Math.max(elapsedMs, next.dueMs);
        const { callback } = next;
        next.callback = undefined;
        pending -= 1;
        callback?.();
      }
    },
  };
}
