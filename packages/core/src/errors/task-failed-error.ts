import type { FailedSnapshot } from '../tasks/task.ts';
import { TaskServiceError, type ErrorFields } from './task-service-error.ts';

/** The service ended the task without a picture; `snapshot.failure` says why. */
export class TaskFailedError extends TaskServiceError {
  override readonly code = 'task-failed';
  /** Not enumerable: its `raw` is the service's whole answer. */
  declare readonly snapshot: FailedSnapshot;
  static {
    this.prototype.name = 'TaskFailedError';
  }

  constructor(snapshot: FailedSnapshot, fields: Pick<ErrorFields, 'provider'>) {
    const { ref, failure, requestId } = snapshot;
    super(`${fields.provider}: the task failed (${failure.kind}): ${failure.message.slice(0, 300)}`, {
      ...fields,
      submission: 'accepted',
      ref,
      requestId,
      snapshot,
    });
  }
}
