import type { GeneratedImage, ImageOutput, TaskRef } from '@x/core';
import { isPictureUrl, missing, type QueryPlan, type TaskReading } from '@x/core/provider';
import { actionRequest, type ActionResponse, readEnvelope } from '@x/tencent-cloud/provider';
import { toFailure } from './failure.ts';
import { queryAnswerSchema } from './mps-aigc-schemas.ts';
import { MPS_CODES } from './mps-codes.ts';
import type { PendingTimes } from './pending-times.ts';

/** How long the service keeps a picture after its task is done. */
const KEPT_MS = 12 * 60 * 60 * 1_000;

/** The service's four words, and what relays make of them. */
const STATUSES: ReadonlyMap<string, TaskReading<ImageOutput, unknown>['status']> = new Map([
  ['wait', 'queued'],
  ['run', 'running'],
  ['running', 'running'],
  ['done', 'succeeded'],
  ['success', 'succeeded'],
  ['fail', 'failed'],
]);

/** `DescribeAigcImageTask`. `askedAt` is our clock's time of the question. */
export function queryImage(
  ref: TaskRef,
  pending: PendingTimes,
  askedAt: number,
): QueryPlan<ImageOutput, ActionResponse> {
  return {
    request: actionRequest('DescribeAigcImageTask', { TaskId: ref.id }),
    read: (answer) =>
      readEnvelope(answer, { operation: 'query', kinds: MPS_CODES }, (response) => {
        const body = queryAnswerSchema(response);
        if (!body?.Status) return missing('Response.Status');
        const status = STATUSES.get(body.Status.trim().toLowerCase()) ?? 'unknown';
        const reading = { status, providerStatus: body.Status, raw: response };
        if (status === 'failed') return { ok: { ...reading, failure: toFailure(body.Message) } };
        if (status !== 'succeeded') pending.note(ref.id, askedAt);
        // It was not done when it was last asked for, so it has been kept for less than that.
        const expiresAt = new Date((pending.of(ref.id) ?? Date.parse(ref.submittedAt)) + KEPT_MS);
        const [first, ...others] = toImages(body, expiresAt);
        return { ok: first === undefined ? reading : { ...reading, output: { images: [first, ...others] } } };
      }),
  };
}

/** `Message` says "ok" beside a picture: the status alone decides. */
function toImages(
  { ImageUrls: urls }: NonNullable<ReturnType<typeof queryAnswerSchema>>,
  expiresAt: Date,
): readonly GeneratedImage[] {
  const listed: readonly unknown[] = Array.isArray(urls) ? urls : [urls];
  return listed.filter(isPictureUrl).map((url) => ({ url, expiresAt }));
}
