import type { ImageOutput, TaskRef } from '@x/core';
import { type Answer, type QueryPlan, rule, type TaskReading, type Verdict } from '@x/core/provider';
import * as v from 'valibot';
import { readAnswer } from './read-answer.ts';
import { queryRequest } from './query-request.ts';
import { readTask, type WxpayRawTask } from './read-task.ts';
import { brandIdSchema, typeSchema } from './wxpay-coupon-image-schemas.ts';

/** The params of a ref, strictly: another merchant's tasks are refused here, by name. */
export function refParamsOf(mchId: string): v.GenericSchema {
  return v.strictObject({
    mchId: rule((value) => value === mchId, `must be ${mchId}, the merchant of this client`),
    brandId: brandIdSchema,
    imageGenerationType: typeSchema,
  });
}

/** `GET …/image-generation-tasks/{task_id}`. */
export function queryImage({ id, params }: TaskRef): QueryPlan<ImageOutput, WxpayRawTask> {
  const { brandId = '', imageGenerationType = '' } = params ?? {};
  return {
    request: queryRequest(id, { brandId, imageGenerationType }),
    read: readQuery,
  };
}

/**
 * Reads the answer to a question about a task. Siblings say 404 to what they do not know; this service documents 400
 * alone. The same code says that headers are missing, which only something on the way could have taken.
 */
export function readQuery(answer: Answer): Verdict<TaskReading<ImageOutput, WxpayRawTask>> {
  const verdict = readAnswer(answer, readTask);
  const isAbsent = 'refused' in verdict && verdict.refused.providerCode === 'INVALID_REQUEST' && answer.status === 400;
  return isAbsent ? { refused: { ...verdict.refused, kind: 'not-found' } } : verdict;
}
