import type { Clock, TaskRef } from '@x/core';

/** The ref of a task that was submitted just now. */
export function refOf(id: number, clock: Clock): TaskRef {
  return {
    version: 1,
    provider: 'tensorslab',
    kind: 'image',
    id: String(id),
    params: { model: 'zimage' },
    submittedAt: new Date(clock.now()).toISOString(),
  };
}
