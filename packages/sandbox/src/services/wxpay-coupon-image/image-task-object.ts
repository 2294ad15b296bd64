import type { RequestFaults } from '../../faults/fault-plan.ts';
import { pictureUrl } from '../../pictures/picture-routes.ts';
import type { SandboxContext } from '../../service-module.ts';
import type { StoredTask } from '../../tasks/task-store.ts';
import type { Members } from './body-members.ts';

const states = { queued: 'PROCESSING', running: 'PROCESSING', succeeded: 'SUCCESS', failed: 'FAIL' } as const;

/** A task as queries and notifications show it: the result is there only when there is one. */
export function imageTaskObject(sandbox: SandboxContext, task: StoredTask, faults: RequestFaults): object {
  const { brand_id, image_generation_type } = task.input as Members;
  const status = sandbox.tasks.status(task);
  const head = { brand_id, task_id: task.id, image_generation_type };
  if (faults.has('unknown-status')) return { ...head, task_state: 'ARCHIVED' };
  const shown = { ...head, task_state: states[status] };
  if (status !== 'succeeded' || faults.has('no-picture')) return shown;
  const result = { image_url: pictureUrl(sandbox, task, 0) };
  return image_generation_type === 'CUT_OUT'
    ? { ...shown, cut_out_result: result }
    : { ...shown, combine_image_result: result };
}
