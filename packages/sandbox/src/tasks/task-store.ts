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
  /** What it will show when it succeeds. */
  readonly pictures: readonly Picture[];
}

/** A task as the sandbox keeps it. Nothing in it changes: its state follows from its age. */
export interface StoredTask extends NewTask {
  readonly createdAt: Date;
  readonly durationMs: number;
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
      durationMs: this.#durationMs ?? this.#usualDuration(),
      startedMs: this.#clock.elapsed(),
    };
    this.#tasks.set(key(task.service, task.id), stored);
    this.executions.push({ service: task.service, id: task.id, at });
    return stored;
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
    return Array.from(this.#tasks.values(), (task) => {
      const { service, id, input, failure, pictures, createdAt, durationMs } = task;
      return { service, id, input, failure, pictures, createdAt: createdAt.toISOString(), durationMs };
    });
  }

  find(service: SandboxService, id: string): StoredTask | undefined {
    return this.#tasks.get(key(service, id));
  }

  remove(service: SandboxService, id: string): void {
    this.#tasks.delete(key(service, id));
  }

  /** Queued for the first fifth of its time, then running, then what it was meant to become. */
  status(task: StoredTask): SandboxTask['status'] {
    const ageMs = this.#clock.elapsed() - task.startedMs;
    if (ageMs >= task.durationMs) return task.failure === undefined ? 'succeeded' : 'failed';
    return ageMs < task.durationMs * queuedShare ? 'queued' : 'running';
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

function key(service: SandboxService, id: string): string {
  return `${service}/${id}`;
}
