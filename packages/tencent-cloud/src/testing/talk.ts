import { createVirtualClock, type VirtualClock } from '@x/sandbox';
import { isTaskServiceError } from '@x/core';
import { errorsBy } from '@x/test-helpers';
import { onTestFinished } from 'vitest';
import { type ClientEvent, createTencentCloud, type TencentCloudClient, type TencentCloudSettings } from '../index.ts';

/** Throw-away keys. */
export const KEYS = { secretId: 'AKIDEXAMPLE', secretKey: 'exampleSECRETkeyEXAMPLE' } as const;

/** What was handed to `fetch`. */
interface Sent {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A client, and what it said to a service that answers as a test wants. */
export interface Talk extends TencentCloudClient {
  readonly clock: VirtualClock;
  readonly sent: readonly Sent[];
  readonly events: readonly ClientEvent[];
}

/** An answer of the service; errors come with HTTP 200. */
export function answerOf(response: object, init: ResponseInit = {}): Response {
  return Response.json({ Response: { RequestId: 'r-1', ...response } }, init);
}

/** A refusal. */
export function refusal(Code: string, Message = 'not like this', init: ResponseInit = {}): Response {
  return answerOf({ Error: { Code, Message } }, init);
}

/** Makes a client in virtual time whose n-th request (from 0) gets this answer. */
export function talk(
  answer: (index: number) => Response | Promise<Response> = () => answerOf({}),
  settings: Partial<TencentCloudSettings> | { readonly credentials: unknown } = {},
  startAt = new Date('2026-01-01T00:00:00.900Z'),
): Talk {
  const clock = createVirtualClock({ startAt });
  onTestFinished(() => clock.close());
  const sent: Sent[] = [];
  const events: ClientEvent[] = [];
  const keys = 'credentials' in settings ? {} : KEYS;
  const client = createTencentCloud({
    ...keys,
    service: 'cvm',
    version: '2017-03-12',
    clock,
    onEvent: (event) => void events.push(event),
    fetch: async (request) => {
      const { url, method, headers } = request;
      sent.push({ url, method, headers: Object.fromEntries(headers), body: await request.text() });
      return answer(sent.length - 1);
    },
    ...(settings as Partial<TencentCloudSettings>),
  } as TencentCloudSettings);
  return { ...client, clock, sent, events };
}

/** The error of ours with this code that a promise rejects with. */
export const errorOf = errorsBy(isTaskServiceError);
