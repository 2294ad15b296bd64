import type { GeneratedImage, ImageOutput, TaskRef } from '@x/core';
import { isPictureUrl, jsonRequest, missing, type QueryPlan, type TaskReading, type Verdict } from '@x/core/provider';
import { failureOf } from './business-code.ts';
import { queryAnswerSchema } from './tensorslab-schemas.ts';

type QueryData = NonNullable<NonNullable<ReturnType<typeof queryAnswerSchema>>['data']>;

/** `image_status` by the service's page; the words are what relays make of them. 5 exists for videos (uploading). */
const STATUS: Readonly<Record<string, TaskReading<ImageOutput, unknown>['status']>> = {
  // No word is found in the prototype.
  __proto__: null as never,
  '1': 'queued',
  '2': 'running',
  '3': 'succeeded',
  '4': 'failed',
  wait: 'queued',
  running: 'running',
  success: 'succeeded',
  done: 'succeeded',
  fail: 'failed',
};

/** `POST /v1/images/infobytaskid`. */
export function queryImage(ref: TaskRef): QueryPlan<ImageOutput, unknown> {
  return {
    request: jsonRequest('POST', '/v1/images/infobytaskid', { taskid: ref.id }),
    read: ({ status, json }): Verdict<TaskReading<ImageOutput, unknown>> => {
      const body = queryAnswerSchema(json);
      if (body?.code === 1000 && status < 300) {
        const { data, msg } = body;
        if (data?.image_status === undefined) {
          return missing('data.image_status');
        }
        return { ok: toReading(data, msg, (json as { readonly data: unknown }).data) };
      }
      if (status >= 400 || body?.code !== undefined) return { refused: failureOf(status, body) };
      return missing('code');
    },
  };
}

/**
 * `starttime` is left in `raw`: its time zone is not documented, and it is there on finished tasks only. Result URLs
 * have no documented lifetime, so there is no `expiresAt`: fetch them promptly.
 */
function toReading(data: QueryData, msg: string | undefined, raw: unknown): TaskReading<ImageOutput, unknown> {
  const providerStatus = data.image_status ?? '';
  // "OK" is about the question, and says nothing about the task.
  const message = [data.error_message, msg].find((words) => words && !/^\s*(ok|success\w*)?\s*$/i.test(words));
  const [first, ...others] = toImages(data);
  return {
    status: STATUS[providerStatus.trim().toLowerCase()] ?? 'unknown',
    providerStatus,
    failure: message ? { kind: 'unknown', message } : undefined,
    output: first && { images: [first, ...others] },
    raw,
  };
}

/** `url` is a list by the page; a bare text has been met. A size of 0 is none. */
function toImages({ url, width, height }: QueryData): readonly GeneratedImage[] {
  const urls: readonly unknown[] = Array.isArray(url) ? url : [url];
  return urls.filter(isPictureUrl).map((one) => ({ url: one, width: width || undefined, height: height || undefined }));
}
