import type { Context } from 'hono';
import type { RequestFaults } from '../../faults/fault-plan.ts';
import { pictureUrl } from '../../pictures/picture-routes.ts';
import type { SandboxTask } from '../../sandbox.ts';
import type { SandboxContext } from '../../service-module.ts';
import type { StoredTask } from '../../tasks/task-store.ts';
import { refusal, success } from './tensorslab-answers.ts';

const imageStatus: Readonly<Record<SandboxTask['status'], number>> = { queued: 1, running: 2, succeeded: 3, failed: 4 };
/** Images have 1 to 4, videos 5 too. */
const unknownStatus = 42;

/** `POST /v1/images/infobytaskid` */
export async function queryImage(context: Context, faults: RequestFaults, sandbox: SandboxContext): Promise<Response> {
  const body: unknown = await context.req.json().catch(() => undefined);
  const id = typeof body === 'object' && body !== null && 'taskid' in body ? body.taskid : undefined;
  if (typeof id !== 'string' || id === '') return refusal(400, 'taskid is required');
  const task = sandbox.tasks.find('tensorslab', id);
  if (task === undefined) return refusal(404, 'task not found');
  if (faults.has('unknown-status')) return success('OK', { taskid: id, url: [], image_status: unknownStatus }, faults);
  return success('OK', describe(task, faults, sandbox), faults);
}

function describe(task: StoredTask, faults: RequestFaults, sandbox: SandboxContext): object {
  const status = sandbox.tasks.status(task);
  const data = { taskid: task.id, url: [], image_status: imageStatus[status] };
  if (status === 'failed') return { ...data, error_message: task.failure };
  if (status !== 'succeeded') return data;
  const url = faults.has('no-picture') ? [] : task.pictures.map((_, index) => pictureUrl(sandbox, task, index));
  const first = task.pictures[0];
  return {
    taskid: task.id,
    starttime: localTime(task.createdAt),
    url,
    image_status: imageStatus[status],
    width: first?.width,
    height: first?.height,
  };
}

/** [I] The service writes its times without a zone; its makers are in China, so UTC+8 is likely. */
function localTime(date: Date): string {
  return new Date(date.getTime() + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
}
