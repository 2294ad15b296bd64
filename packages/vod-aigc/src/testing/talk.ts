import type { ClientEvent } from '@x/core';
import { createVirtualClock, type VirtualClock } from '@x/sandbox';
import { onTestFinished } from 'vitest';
import { createVodAigc, createVodAigcGateway } from '../index.ts';
import type { VodAigcClient, VodAigcGatewayClient, VodAigcGatewaySettings, VodAigcSettings } from '../index.ts';

/** What a client said to a service that answers as a test wants. */
export interface Talk {
  readonly clock: VirtualClock;
  readonly requests: readonly Request[];
  /** What the client told its `onEvent`. */
  readonly told: readonly ClientEvent[];
  /** The bodies of the requests, as JSON. */
  bodies(): Promise<readonly unknown[]>;
  /** Lets time pass. */
  pass(delayMs: number): Promise<void>;
}

/** Answers the n-th request (from 0). */
export type Answerer = (request: Request, index: number) => Response | Promise<Response>;

/** An answer as JSON. */
export function answerOf(body: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): Response {
  return Response.json(body, { status, headers });
}

/** An answer of the service itself: HTTP 200, whatever it says. */
export function tencent(response: object): Response {
  return answerOf({ Response: { RequestId: '12ae8d8e-dce3-4151-9d4b-5594145287e1', ...response } });
}

/** One of the service's errors. */
export function tencentError(Code: string, Message = 'in words'): Response {
  return tencent({ Error: { Code, Message } });
}

/** Of which action a request is. */
export function actionOf(request: Request | undefined): string {
  return request?.headers.get('x-tc-action') ?? '';
}

function listen(answer: Answerer): Talk & { readonly settings: Pick<VodAigcGatewaySettings, 'clock' | 'fetch'> } {
  const requests: Request[] = [];
  const told: ClientEvent[] = [];
  const clock = createVirtualClock();
  onTestFinished(() => clock.close());
  const settings = {
    clock,
    retry: { limit: 0 },
    onEvent: (event: ClientEvent) => void told.push(event),
    fetch: (request: Request) => {
      requests.push(request.clone());
      return answer(request, requests.length - 1);
    },
  };
  return {
    clock,
    requests,
    told,
    settings,
    bodies: () => Promise.all(requests.map(async (request) => JSON.parse(await request.clone().text()) as unknown)),
    pass: (delayMs) => new Promise((resolve) => void clock.setTimer(delayMs, resolve)),
  };
}

/** A client of a gateway in virtual time, without retries unless a test wants some. */
export function talkToGateway(
  answer: Answerer,
  settings: Partial<VodAigcGatewaySettings> = {},
): Talk & VodAigcGatewayClient {
  const { settings: ours, ...talk } = listen(answer);
  const client = createVodAigcGateway({
    apiKey: 'sandbox-key',
    baseUrl: 'https://relay.example',
    ...ours,
    ...settings,
  });
  return { ...talk, ...client };
}

/** A client of the service itself, likewise. */
export function talkToVod(answer: Answerer, settings: Partial<VodAigcSettings> = {}): Talk & VodAigcClient {
  const { settings: ours, ...talk } = listen(answer);
  const client = createVodAigc({
    secretId: 'AKIDsandbox',
    secretKey: 'sandbox-secret-key',
    subAppId: 251007502,
    ...ours,
    ...settings,
  } as VodAigcSettings);
  return { ...talk, ...client };
}
