import type { Clock } from '../clock.ts';
import type { SandboxService } from '../faults/fault.ts';
import type { Picture } from '../pictures/picture.ts';
import { seededRandom } from '../seeded-random.ts';
import type { SandboxTask } from '../sandbox.ts';
import type { SavedSandboxTask } from './saved-task.ts';

/** What a service hands over when it accepts a task. */
export interface NewTask {
  readonly service: SandboxService;
  readonly id: string;
  /** What the caller asked for, as `sandbox.tasks` shows it. */
  readonly input: unknown;
  /** Why the task will fail; absent when it will succeed. */
  readonly failure?: string | undefined;
  /** The service's own word for the failure, where it has one. */
  readonly failureCode?: string | undefined;
  /** What it will show when it succeeds. */
  readonly pictures: readonly Picture[];
  /** How long its pictures can be downloaded once it is done, in milliseconds; absent: for ever. */
  readonly picturesKeptMs?: number | undefined;
  /** How long it has to wait for its turn before its own time begins, in milliseconds; 0 by default. */
  readonly waitMs?: number | undefined;
  /** How long it takes from then on, where that does not follow from the sandbox's options. */
  readonly durationMs?: number | undefined;
}

/** A task as the sandbox keeps it. Nothing in it changes: its state follows from its age. */
export interface StoredTask extends NewTask {
  readonly createdAt: Date;
  readonly durationMs: number;
  /** When it was accepted, in elapsed milliseconds of the sandbox's clock. */
  readonly startedMs: number;
}

/** One submit that was executed. */
export interface Execution {
  readonly service: SandboxService;
  readonly id: string;
  readonly at: Date;
}

const usualDurationMs = 8_000;
const jitter = 0.25;
const queuedShare = 0.2;

/** All tasks of a sandbox. They need no timers: a task's state is worked out from its age when somebody asks. */
export class TaskStore {
  readonly executions: Execution[] = [];
  readonly #tasks = new Map<string, StoredTask>();
  readonly #listeners = new Set<(task: StoredTask) => void>();
  readonly #clock: Clock;
  readonly #seed: number;
  readonly #durationMs: number | undefined;

  constructor(options: { readonly clock: Clock; readonly seed: number; readonly durationMs: number | undefined }) {
    this.#clock = options.clock;
    this.#seed = options.seed;
    this.#durationMs = options.durationMs;
  }

  /** Executes a submit. */
  accept(task: NewTask): StoredTask {
    const at = new Date(this.#clock.now());
    const stored = {
      ...task,
      createdAt: at,
      durationMs: task.durationMs ?? this.#durationMs ?? this.#usualDuration(),
      startedMs: this.#clock.elapsed(),
    };
    this.#tasks.set(key(task.service, task.id), stored);
    this.executions.push({ service: task.service, id: task.id, at });
    for (const listener of this.#listeners) listener(stored);
    return stored;
  }

  /**
   * Calls back after each submit that is executed from now on.
   *
   * @returns a function that ends it
   */
  onAccepted(listener: (task: StoredTask) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Takes over a task that another sandbox executed: not an execution of this one. Its time has gone on since. */
  restore({ createdAt, ...task }: SavedSandboxTask): void {
    const at = new Date(createdAt);
    const ageMs = this.#clock.now() - at.getTime();
    const startedMs = this.#clock.elapsed() - ageMs;
    this.#tasks.set(key(task.service, task.id), { ...task, createdAt: at, startedMs });
  }

  /** All tasks as `restore` takes them. */
  save(): readonly SavedSandboxTask[] {
    const savedAt = new Date(this.#clock.now()).toISOString();
    return Array.from(this.#tasks.values(), (task) => {
      const { service, id, input, failure, failureCode, pictures, picturesKeptMs, waitMs, durationMs } = task;
      const createdAt = task.createdAt.toISOString();
      return {
        service,
        id,
        input,
        failure,
        failureCode,
        pictures,
        picturesKeptMs,
        waitMs,
        createdAt,
        savedAt,
        durationMs,
      };
    });
  }

  find(service: SandboxService, id: string): StoredTask | undefined {
    return this.#tasks.get(key(service, id));
  }

  remove(service: SandboxService, id: string): void {
    this.#tasks.delete(key(service, id));
  }

  /** All tasks of a service, in the order they were submitted. */
  of(service: SandboxService): readonly StoredTask[] {
    return Array.from(this.#tasks.values()).filter((task) => task.service === service);
  }

  /** Queued until its turn and for the first fifth of its time, then running, then what it was meant to become. */
  status(task: StoredTask): SandboxTask['status'] {
    const { processingMs, endMs } = timesOf(task);
    const ageMs = this.#clock.elapsed() - task.startedMs;
    if (ageMs >= endMs) return task.failure === undefined ? 'succeeded' : 'failed';
    return ageMs < processingMs ? 'queued' : 'running';
  }

  /** How much of its time, from 0 to 1, has passed since it began to be processed. */
  progress(task: StoredTask): number {
    const { processingMs, endMs } = timesOf(task);
    const ageMs = this.#clock.elapsed() - task.startedMs;
    return ageMs >= endMs ? 1 : Math.max(0, (ageMs - processingMs) / (endMs - processingMs));
  }

  /** Milliseconds since the task was done; negative until then. */
  doneForMs(task: StoredTask): number {
    return this.#clock.elapsed() - task.startedMs - timesOf(task).endMs;
  }

  list(): readonly SandboxTask[] {
    return Array.from(this.#tasks.values(), (task) => ({
      service: task.service,
      id: task.id,
      status: this.status(task),
      input: task.input,
    }));
  }

  #usualDuration(): number {
    const drawn = seededRandom(this.#seed, 'duration', this.executions.length).next();
    return Math.round(usualDurationMs * (1 - jitter + 2 * jitter * drawn));
  }
}

/** The turning points of a task's life, in milliseconds since it was accepted. */
export function timesOf({ waitMs = 0, durationMs }: StoredTask): {
  readonly processingMs: number;
  readonly endMs: number;
} {
  return { processingMs: waitMs + durationMs * queuedShare, endMs: waitMs + durationMs };
}

function key(service: SandboxService, id: string): string {
  return `${service}/${id}`;
}
