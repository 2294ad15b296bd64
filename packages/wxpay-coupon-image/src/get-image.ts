import type { ImageOutput, TaskRef } from '@x/core';
import { type QueryPlan, rule } from '@x/core/provider';
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
    read: (answer) => readAnswer(answer, readTask),
  };
}
