import { isTaskServiceError } from '@x/core';
import { payloadText } from '@x/payloads';
import { createVirtualClock, type VirtualClock } from '@x/sandbox';
import { errorsBy } from '@x/test-helpers';
import { onTestFinished } from 'vitest';
import { createMpsAigc, type MpsAigcClient, type MpsAigcSettings, type TaskRef } from '../index.ts';

/** Throw-away keys. */
export const KEYS = { secretId: 'AKIDEXAMPLE', secretKey: 'exampleSECRETkeyEXAMPLE' } as const;

/** One of the payloads of this service, as text. */
export function example(name: string): string {
  return payloadText(`mps/${name}`);
}

/** What was handed to `fetch`. */
interface Sent {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly text: string;
}

/** A client, and what it said to a service that answers as a test wants. */
export interface Talk extends MpsAigcClient {
  readonly clock: VirtualClock;
  readonly sent: readonly Sent[];
  pass(delayMs: number): Promise<void>;
  /** Another client, as of another process. */
  other(settings?: Partial<MpsAigcSettings>): MpsAigcClient;
}

/** The service's answer to a query; what it leaves out is absent. */
export function statusOf(Status: unknown, more: object = {}): Response {
  return Response.json({ Response: { Status, RequestId: 'r-1', ...more } });
}

/** A refusal; the service gives it with HTTP 200. */
export function refusal(Code: string, Message = 'not like this'): Response {
  return Response.json({ Response: { Error: { Code, Message }, RequestId: 'r-1' } });
}

/** What one request is answered with: a body, or a whole answer. */
export type Reply = string | Response | Promise<Response>;

/** Makes a client in virtual time whose n-th request (from 0) gets this answer, without retries unless a test wants some. */
export function talk(
  answer: (index: number) => Reply = () => example('create-response'),
  settings: Partial<MpsAigcSettings> = {},
): Talk {
  const sent: Sent[] = [];
  const clock = createVirtualClock();
  onTestFinished(() => clock.close());
  const other: Talk['other'] = (more = {}) =>
    createMpsAigc({
      ...KEYS,
      clock,
      retry: { limit: 0 },
      fetch: async (request) => {
        const text = await request.text();
        sent.push({ url: request.url, headers: Object.fromEntries(request.headers), body: JSON.parse(text), text });
        const reply = await answer(sent.length - 1);
        return typeof reply === 'string' ? new Response(reply) : reply;
      },
      ...settings,
      ...more,
    } as MpsAigcSettings);
  const pass = (delayMs: number): Promise<void> => new Promise((resolve) => void clock.setTimer(delayMs, resolve));
  return { ...other(), clock, sent, pass, other };
}

/** A ref as the client writes them. */
export const ref: TaskRef = {
  version: 1,
  provider: 'mps-aigc',
  kind: 'image',
  id: '4-AigcImage-c3b145ec76a04f1894ac55b9e63be17d',
  params: { site: 'intl', model: 'Hunyuan' },
  submittedAt: '2025-12-31T23:00:00.000Z',
};

/** The error of ours with this code that a promise rejects with. */
export const errorOf = errorsBy(isTaskServiceError);
