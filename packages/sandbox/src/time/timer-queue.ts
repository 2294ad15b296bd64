/** One timer of a virtual clock. */
export interface QueuedTimer {
  /** In milliseconds of elapsed time. */
  readonly dueMs: number;
  /** Counts up with each timer set: decides among those due at the same moment. */
  readonly order: number;
  readonly callback: () => void;
  /** Its place in the heap; -1 when it is not in it. Only the queue touches it. */
  position: number;
}

/**
 * Timers by due time, then by the order they were set in: a binary heap that knows where each timer is, so that
 * setting, firing and cancelling are O(log n) and cancelled timers, most of them distant time-outs, leave nothing.
 */
export class TimerQueue {
  readonly #heap: QueuedTimer[] = [];

  get size(): number {
    return this.#heap.length;
  }

  get first(): QueuedTimer | undefined {
    return this.#heap[0];
  }

  add(timer: QueuedTimer): void {
    this.#heap.push(timer);
    this.#rise(timer, this.#heap.length - 1);
  }

  remove(timer: QueuedTimer): void {
    const { position } = timer;
    if (position < 0) return;
    timer.position = -1;
    const last = this.#heap.pop();
    if (last === undefined || last === timer) return;
    this.#rise(last, position);
    this.#sink(last, last.position);
  }

  #rise(timer: QueuedTimer, start: number): void {
    let position = start;
    while (position > 0) {
      const above = (position - 1) >> 1;
      const parent = this.#heap[above];
      if (parent === undefined || !isBefore(timer, parent)) break;
      this.#place(parent, position);
      position = above;
    }
    this.#place(timer, position);
  }

  #sink(timer: QueuedTimer, start: number): void {
    let position = start;
    for (;;) {
      const left = this.#heap[2 * position + 1];
      const right = this.#heap[2 * position + 2];
      const child = left !== undefined && right !== undefined && isBefore(right, left) ? right : left;
      if (child === undefined || !isBefore(child, timer)) break;
      const below = child.position;
      this.#place(child, position);
      position = below;
    }
    this.#place(timer, position);
  }

  #place(timer: QueuedTimer, position: number): void {
    this.#heap[position] = timer;
    timer.position = position;
  }
}

function isBefore(one: QueuedTimer, other: QueuedTimer): boolean {
  return one.dueMs < other.dueMs || (one.dueMs === other.dueMs && one.order < other.order);
}
