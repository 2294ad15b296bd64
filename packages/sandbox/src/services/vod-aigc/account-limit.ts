import type { SandboxContext } from '../../service-module.ts';
import type { NewTask } from '../../tasks/task-store.ts';

/** A task that comes when every place is taken and waiting is not offered fails this fast. */
const busyMs = 1_000;
const tooMany = 'RequestLimitExceeded';

/**
 * What an account's limit of running tasks does to a task that is submitted now. [I] Which of the two the live service
 * does is not settled: by default the task waits until one that runs is done; it can also fail in the end.
 */
export function withinAccountLimit(sandbox: SandboxContext, task: NewTask): NewTask {
  const { vodConcurrency, vodWhenBusy } = sandbox.options;
  const ends = sandbox.tasks
    .of('vod-aigc')
    // Those that found no place take none.
    .filter((other) => other.failureCode !== tooMany)
    .map((other) => -sandbox.tasks.doneForMs(other))
    .filter((leftMs) => leftMs > 0)
    .sort((one, other) => one - other);
  const waitMs = ends[ends.length - vodConcurrency];
  if (waitMs === undefined) return task;
  if (vodWhenBusy === 'wait') return { ...task, waitMs };
  return {
    ...task,
    durationMs: busyMs,
    failure: `CreateAigcImageTask process return rsp err:{${tooMany} GenerateImage task reached the maximum concurrency}`,
    failureCode: tooMany,
  };
}
