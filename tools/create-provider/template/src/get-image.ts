import type { ImageOutput, TaskFailure, TaskRef } from '@x/core';
import { isPictureUrl, missing, type QueryPlan, type TaskReading } from '@x/core/provider';
import { queryAnswerSchema } from './new-provider-schemas.ts';
import { type ServiceError, toApiFailure } from './api-failure.ts';

/** The service's words, compared without case. Any other is `unknown`: running, told as an event. */
// TODO: the service's words.
const STATUSES: ReadonlyMap<string, TaskReading<ImageOutput, unknown>['status']> = new Map([
  ['queued', 'queued'],
  ['running', 'running'],
  ['succeeded', 'succeeded'],
  ['failed', 'failed'],
]);

/** `GET /v1/images/{id}`. */
// TODO: the service's path, and where its answer has status, pictures and the reason of a failure.
export function queryImage({ id }: TaskRef): QueryPlan<ImageOutput, unknown> {
  return {
    request: { method: 'GET', path: `/v1/images/${encodeURIComponent(id)}` },
    read: ({ status, json }) => {
      const body = queryAnswerSchema(json);
      if (status >= 400) return { refused: toApiFailure(status, body?.error) };
      if (!body?.status) return missing('status');
      return {
        ok: {
          status: STATUSES.get(body.status.trim().toLowerCase()) ?? 'unknown',
          providerStatus: body.status,
          output: toOutput(body.urls),
          failure: toTaskFailure(body.error),
          raw: json,
        },
      };
    },
  };
}

/** Some services put an error text where a URL belongs. */
// TODO: width, height and expiresAt, where the service tells them.
function toOutput(urls: unknown): ImageOutput | undefined {
  const listed: readonly unknown[] = Array.isArray(urls) ? urls : [];
  const [first, ...others] = listed.filter(isPictureUrl).map((url) => ({ url }));
  return first && { images: [first, ...others] };
}

// TODO: sort the service's codes into kinds, where they are plain: 'content-policy', 'invalid-input', 'capacity', …
function toTaskFailure({ code, message }: ServiceError = {}): TaskFailure | undefined {
  return message ? { kind: 'unknown', code, message } : undefined;
}
