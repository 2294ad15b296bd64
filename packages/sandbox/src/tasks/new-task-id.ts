import type { SandboxService } from '../faults/fault.ts';
import type { TaskStore } from './task-store.ts';

/** The stream of ids begins anew with each sandbox: tasks that it was given at the start may have the first ones. */
export function newTaskId(tasks: TaskStore, service: SandboxService, draw: () => string): string {
  for (;;) {
    const id = draw();
    if (tasks.find(service, id) === undefined) return id;
  }
}
