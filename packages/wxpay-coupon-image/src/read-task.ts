import type { ImageOutput } from '@x/core';
import { isPictureUrl, missing, type TaskReading, type Verdict } from '@x/core/provider';
import { taskSchema } from './wxpay-coupon-image-schemas.ts';

/** The service's own object: as in the answer to a query, and in a callback. */
export interface WxpayRawTask {
  /** As submitted. */
  readonly brand_id: string;
  /** As submitted, or made. */
  readonly task_id: string;
  /** `PROCESSING`, `SUCCESS`, `FAIL`; others are taken for "goes on". */
  readonly task_state: string;
  /** As submitted. */
  readonly image_generation_type?: 'COMBINE_IMAGE' | 'CUT_OUT' | (string & {}) | undefined;
  /** Means something with COMBINE_IMAGE and SUCCESS only. */
  readonly combine_image_result?: { readonly image_url?: string | undefined } | null | undefined;
  /** Means something with CUT_OUT and SUCCESS only. */
  readonly cut_out_result?: { readonly image_url?: string | undefined } | null | undefined;
}

/** A task of this service, as one answer or callback shows it. */
export type WxpayReading = TaskReading<ImageOutput, WxpayRawTask>;

const STATUS: Readonly<Record<string, WxpayReading['status']>> = {
  // No word is found in the prototype.
  __proto__: null as never,
  PROCESSING: 'running',
  SUCCESS: 'succeeded',
  FAIL: 'failed',
};

/** The result is read by state and type: the page's own example shows both results beside PROCESSING. */
export function readTask(json: unknown): Verdict<WxpayReading> {
  const task = taskSchema(json);
  if (!task?.task_state) return missing('task_state');
  const providerStatus = task.task_state;
  const status = STATUS[providerStatus.toUpperCase()] ?? 'unknown';
  // Whatever else is in it, the members that were checked are.
  const reading = { status, providerStatus, raw: json as WxpayRawTask };
  if (status === 'failed') {
    // No reason is documented. A `message`, as all other answers have one, would be shown.
    return { ok: task.message ? { ...reading, failure: { kind: 'unknown', message: task.message } } : reading };
  }
  const result = task.image_generation_type === 'CUT_OUT' ? task.cut_out_result : task.combine_image_result;
  const url = result?.image_url;
  // No lifetime is documented; an uploaded picture is permanent.
  return { ok: isPictureUrl(url) ? { ...reading, output: { images: [{ url }] } } : reading };
}
