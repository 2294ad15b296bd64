import { type Answer, jsonRequest, parseInput, type SubmitPlan, type Verdict } from '@x/core/provider';
import { readMember } from './read-answer.ts';
import { PROVIDER } from './provider-id.ts';
import { TASKS_PATH } from './query-request.ts';
import { randomText } from './random-text.ts';
import { recoverSubmit } from './recover-submit.ts';
import { inputSchemaFor } from './wxpay-coupon-image-schemas.ts';
import type { WxpayCouponImageInput } from './wxpay-image-input.ts';

/** `POST …/image-generation-tasks`. */
export function submitImage(mchId: string, input: WxpayCouponImageInput): SubmitPlan {
  const checked = parseInput(PROVIDER, inputSchemaFor(input), input);
  const { brandId, imageGenerationType, taskId = randomText(), ...others } = checked;
  const params = { mchId, brandId, imageGenerationType };
  return {
    request: jsonRequest('POST', TASKS_PATH, toWire({ brandId, taskId, imageGenerationType, ...others })),
    id: taskId,
    params,
    lookup: { ...params, taskId },
    recover: recoverSubmit(taskId, params),
  };
}

/** The service's names: `brandId` is `brand_id`. What is undefined is left out when it is written. */
function toWire(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const renamed = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [renamed(name), toWire(member)]));
}

const readTaskId = /* @__PURE__ */ readMember('task_id');

/** Accepted is a 2xx that is verified and repeats our id (`checkEcho`); a 5xx may have come after the deed. */
export function classifySubmit(answer: Answer): Verdict<string> {
  if (answer.status >= 500) return { unknown: [{ path: 'status', message: 'neither yes nor no' }] };
  return readTaskId(answer);
}
