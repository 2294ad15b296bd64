import type { TaskRef } from '@x/core';
import type { Connection } from '../connections/connection.ts';
import type { SavedPicture } from '../pictures/save-picture.ts';
import type { TaskRecord } from '../records/task-record.ts';
import type { TaskWish } from '../services/demo-service.ts';

/** Where a job stands; the words of the progress. */
export type JobState =
  | 'submitting'
  | 'looking'
  | 'resuming'
  | 'accepted'
  | 'queued'
  | 'running'
  | 'downloading'
  | 'saved'
  | 'failed'
  | 'interrupted';

/** One task of the demo, from its wish or its record to its files. */
export class Job {
  readonly connection: Connection;
  readonly wish: TaskWish;
  /** The file of its record. */
  readonly path: string;
  /** From an earlier process, where the job goes on with one. */
  readonly record: TaskRecord | undefined;
  ref: TaskRef | undefined;
  /** Where the client chooses the id: the ref that the task has, should the service have got the submit. */
  intendedRef: TaskRef | undefined;
  /** Submits and queries; not downloads. */
  requests = 0;
  /** Whether a submit ended, here or in an earlier process, without anybody knowing if the service executed it. */
  mayExist: boolean;
  /** What the client says about the input, although it sends it. */
  readonly warnings: string[] = [];
  pictures: SavedPicture[] = [];
  error: unknown;
  /** Told after every change; for the progress. */
  onChange: (() => void) | undefined;
  #state: JobState;
  #startedMs: number | undefined;
  #endedMs: number | undefined;

  constructor(start: {
    readonly connection: Connection;
    readonly wish: TaskWish;
    readonly path: string;
    readonly record?: TaskRecord;
  }) {
    this.connection = start.connection;
    this.wish = start.wish;
    this.path = start.path;
    this.record = start.record;
    this.ref = start.record?.ref;
    this.intendedRef = start.record?.intendedRef;
    this.mayExist = start.record !== undefined && this.ref === undefined;
    // All begin at once: none is seen before it does what it begins with.
    this.#state = this.ref ? 'resuming' : this.intendedRef ? 'looking' : 'submitting';
  }

  get state(): JobState {
    return this.#state;
  }

  /** Since this process began with it. */
  get seconds(): number {
    if (this.#startedMs === undefined) return 0;
    return ((this.#endedMs ?? this.connection.elapsedMs()) - this.#startedMs) / 1_000;
  }

  /** Whether the service was asked for what an earlier process submitted, and has no such task. */
  get wasNeverAccepted(): boolean {
    return this.record !== undefined && this.ref === undefined && !this.mayExist;
  }

  get hasEnded(): boolean {
    return ['saved', 'failed', 'interrupted'].includes(this.#state);
  }

  enter(state: JobState): void {
    if (state === this.#state && this.#startedMs !== undefined) return;
    this.#state = state;
    this.#startedMs ??= this.connection.elapsedMs();
    if (this.hasEnded) this.#endedMs = this.connection.elapsedMs();
    this.onChange?.();
  }
}
