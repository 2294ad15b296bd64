import type { PendingSnapshot } from '../tasks/task.ts';
import type { TaskRef } from '../tasks/task-ref.ts';
import { TaskServiceError, type ErrorFields } from './task-service-error.ts';

/** The wait ended, the task did not: `ref` leads to it. */
export class TaskTimeoutError extends TaskServiceError<{ readonly seen: Readonly<Record<string, number>> }> {
  override readonly code = 'task-timeout';
  /** The task, which goes on: `resume(error.ref)`. */
  declare readonly ref: TaskRef;
  /** The last one seen, if any. Not enumerable: its `raw` is the service's whole answer. */
  declare readonly snapshot?: PendingSnapshot;
  /** What this wait saw, counted: `{ running: 12, network: 1, 'api rate-limit': 2 }`. */
  declare readonly seen: Readonly<Record<string, number>>;
  static {
    this.prototype.name = 'TaskTimeoutError';
  }

  constructor(
    timeoutMs: number,
    fields: Pick<ErrorFields, 'provider'> & {
      readonly ref: TaskRef;
      readonly snapshot: PendingSnapshot | undefined;
      readonly seen: Readonly<Record<string, number>>;
    },
  ) {
    const seen = JSON.stringify(fields.seen);
    super(`${fields.provider}: not finished after ${timeoutMs} ms, the task goes on; seen: ${seen}`, {
      ...fields,
      submission: 'accepted',
    });
  }
}
