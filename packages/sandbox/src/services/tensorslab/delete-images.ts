import type { Context } from 'hono';
import type { RequestFaults } from '../../faults/fault-plan.ts';
import type { SandboxContext } from '../../service-module.ts';
import { refusal, success } from './tensorslab-answers.ts';

/** `POST /v1/images/deleteimagestask` */
export async function deleteImages(
  context: Context,
  faults: RequestFaults,
  { tasks }: SandboxContext,
): Promise<Response> {
  const body: unknown = await context.req.json().catch(() => undefined);
  const ids: unknown = typeof body === 'object' && body !== null && 'taskids' in body ? body.taskids : undefined;
  if (!Array.isArray(ids) || ids.length === 0 || !ids.every((id): id is string => typeof id === 'string')) {
    return refusal(400, 'taskids is required');
  }
  // 400 is the documented status of a failed deletion; [I] that one unknown task stops the others
  const unknown = ids.filter((id) => tasks.find('tensorslab', id) === undefined);
  if (unknown.length > 0) return refusal(400, `task not found: ${unknown.join(', ')}`);
  for (const id of ids) tasks.remove('tensorslab', id);
  return success('Successfully', { status: 'Success' }, faults);
}
