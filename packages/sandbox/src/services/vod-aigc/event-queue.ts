import { type SeededRandom, seededRandom } from '../../seeded-random.ts';
import type { SandboxContext } from '../../service-module.ts';
import { eventsOf, type TaskEvent } from './event-content.ts';
import { finishedAt } from './stored-file.ts';

/** What has happened to an event so far. */
interface Delivery {
  handle: string;
  handedAtMs: number;
  isConfirmed: boolean;
  /** Whether confirming it will do. */
  comesAgain: boolean;
}

const dayMs = 86_400_000;
const keptMs = 4 * dayMs;
const confirmWithinMs = 30_000;
const mostAtOnce = 16;

/** The events that wait to be pulled. They follow from the tasks; only what became of them is kept. */
export class EventQueue {
  readonly #sandbox: SandboxContext;
  readonly #handles: SeededRandom;
  readonly #deliveries = new Map<string, Delivery>();

  constructor(sandbox: SandboxContext) {
    this.#sandbox = sandbox;
    this.#handles = seededRandom(sandbox.seed, 'vod-aigc', 'event handles');
  }

  /** Hands out the events that are due, the oldest first. They come again unless they are confirmed in time. */
  take(comesAgain: boolean): readonly { readonly handle: string; readonly event: TaskEvent }[] {
    const now = this.#sandbox.clock.elapsed();
    return this.#waiting()
      .filter(({ dueInMs }) => dueInMs <= 0)
      .slice(0, mostAtOnce)
      .map(({ event }) => {
        const handle = this.#handles.hex(32);
        this.#deliveries.set(event.key, { handle, handedAtMs: now, isConfirmed: false, comesAgain });
        return { handle, event };
      });
  }

  /** Milliseconds until the next event is due, as far as it is known today. */
  nextInMs(): number {
    return Math.min(...this.#waiting().map(({ dueInMs }) => dueInMs));
  }

  /**
   * Confirms all events of these handles, or none.
   *
   * @returns false when a handle is unknown or too old; confirming one twice within its time is no error ([I])
   */
  confirm(handles: readonly string[]): boolean {
    const now = this.#sandbox.clock.elapsed();
    const found = handles.map((handle) =>
      Array.from(this.#deliveries.values()).find(
        (delivery) => delivery.handle === handle && now - delivery.handedAtMs <= confirmWithinMs,
      ),
    );
    if (found.includes(undefined)) return false;
    for (const delivery of found) if (delivery !== undefined && !delivery.comesAgain) delivery.isConfirmed = true;
    return true;
  }

  /** Takes an event out that went another way. */
  drop(event: TaskEvent): void {
    this.#deliveries.set(event.key, { handle: '', handedAtMs: 0, isConfirmed: true, comesAgain: false });
  }

  /** Events that are neither confirmed nor too old, by the time of their tasks' ends. */
  #waiting(): { readonly event: TaskEvent; readonly dueInMs: number }[] {
    const { tasks, clock } = this.#sandbox;
    return tasks
      .of('vod-aigc')
      .filter((task) => tasks.doneForMs(task) < keptMs)
      .sort((one, other) => finishedAt(one) - finishedAt(other))
      .flatMap((task) => eventsOf(this.#sandbox, task).map((event) => ({ event, endsInMs: -tasks.doneForMs(task) })))
      .flatMap(({ event, endsInMs }) => {
        const delivery = this.#deliveries.get(event.key);
        if (delivery?.isConfirmed === true) return [];
        const againInMs = delivery === undefined ? 0 : delivery.handedAtMs + confirmWithinMs - clock.elapsed();
        return [{ event, dueInMs: Math.max(endsInMs, againInMs) }];
      });
  }
}
