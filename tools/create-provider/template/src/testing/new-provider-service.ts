import type { Sandbox } from '@x/sandbox';
import { KEY, wire } from './new-provider-wire.ts';

/**
 * A sandbox that knows NewProvider. Its own TensorsLab does the work (tasks, time, pictures, faults, the count of what was
 * really executed); what is here puts NewProvider's words before it.
 */
// TODO: `operationOf` and `accepts` are the service's paths and its check of keys; `wire` has its answers. Once
// `packages/sandbox/src/services/new-provider` exists, this file and the mock in conformance.test.ts go.
export function withNewProvider(sandbox: Sandbox): Sandbox {
  return Object.create(sandbox, {
    fetch: { value: (request: Request) => answer(sandbox, request), enumerable: true },
  }) as Sandbox;
}

/** Which of the two requests it is. */
export function operationOf({ method }: Request): 'submit' | 'query' {
  return method === 'POST' ? 'submit' : 'query';
}

function accepts({ headers }: Request): boolean {
  return headers.get('authorization') === `Bearer ${KEY}`;
}

async function answer(sandbox: Sandbox, request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  if (!pathname.startsWith('/v1/images')) return sandbox.fetch(request);
  if (!accepts(request)) return wire.wrongKey();
  const operation = operationOf(request);
  const response = await sandbox.fetch(operation === 'submit' ? await order(sandbox, request) : ask(sandbox, request));
  const data = await dataOf(response.clone());
  // A refusal or a fault: status and headers say all there is to say.
  if (!response.ok || data === undefined) return response;
  return operation === 'submit' ? wire.accepted(data.taskid) : describe(data);
}

/** The fields of TensorsLab's answers that are needed here. */
interface TensorsLabData {
  readonly taskid?: string;
  readonly image_status?: number;
  readonly url?: readonly string[];
}

/** Undefined where the answer is a refusal or broken on purpose. */
async function dataOf(response: Response): Promise<TensorsLabData | undefined> {
  const body = (await response.json().catch(() => undefined)) as { readonly data?: TensorsLabData } | undefined;
  return body?.data;
}

function describe({ image_status: status, url = [] }: TensorsLabData): Response {
  switch (status) {
    case 1:
      return wire.queued();
    case 2:
      return wire.running();
    case 3:
      return wire.succeeded(url);
    case 4:
      return wire.failed('Generation failed');
    default:
      return wire.unknownStatus();
  }
}

async function order(sandbox: Sandbox, request: Request): Promise<Request> {
  const { prompt } = (await request.json()) as { readonly prompt: string };
  const body = new FormData();
  body.append('prompt', prompt);
  return toTensorsLab(sandbox, request, 'zimage', body);
}

function ask(sandbox: Sandbox, request: Request): Request {
  const taskid = decodeURIComponent(new URL(request.url).pathname.split('/').at(-1) ?? '');
  return toTensorsLab(sandbox, request, 'infobytaskid', JSON.stringify({ taskid }));
}

function toTensorsLab({ url, settings }: Sandbox, { signal }: Request, path: string, body: string | FormData): Request {
  const headers = { authorization: `Bearer ${settings.tensorslab.apiKey}` };
  return new Request(`${url}/v1/images/${path}`, { method: 'POST', headers, body, signal, redirect: 'manual' });
}
