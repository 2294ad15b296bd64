import type { RequestSpec } from '@x/core/provider';
import { signatureError } from './check-signature.ts';
import { queryRequest, TASKS_PATH } from './query-request.ts';
import { taskSchema } from './wxpay-coupon-image-schemas.ts';

/**
 * The service signs its answer and not what it answers to: one of its own answers to another question would verify. So
 * what it repeats has to be what was asked.
 *
 * @throws SignatureError, reason mismatch
 */
export function checkEcho({ path, body }: RequestSpec, json: unknown): void {
  if (!path.startsWith(TASKS_PATH)) return;
  const { task_id = '', brand_id = '', image_generation_type = '' } = taskSchema(json) ?? {};
  // The answer to a submit does not repeat the type.
  const asked = typeof body === 'string' ? taskSchema(JSON.parse(body)) : undefined;
  const isEcho = asked
    ? asked.task_id === task_id && asked.brand_id === brand_id
    : queryRequest(task_id, { brandId: brand_id, imageGenerationType: image_generation_type }).path === path;
  if (!isEcho) throw signatureError('mismatch', 'answers another question: another task, brand or type');
}
