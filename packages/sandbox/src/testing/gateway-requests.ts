import type { Sandbox } from '../sandbox.ts';
import { type Answer, read } from './tensorslab-requests.ts';

/** Sends a request with the gateway's key, and reads the answer. */
export async function askGateway(sandbox: Sandbox, path: string, init: RequestInit = {}): Promise<Answer> {
  const { apiKey, baseUrl } = sandbox.settings.vodAigcGateway;
  const headers = new Headers(init.headers);
  headers.set('content-type', 'application/json');
  if (!headers.has('authorization')) headers.set('authorization', `Bearer ${apiKey}`);
  return read(await sandbox.fetch(new Request(baseUrl + path, { ...init, headers })));
}

/** Submits to the gateway, and reads the answer. */
export function submitToGateway(sandbox: Sandbox, body: object): Promise<Answer> {
  return askGateway(sandbox, '/tencent-vod/v1/aigc-image', { method: 'POST', body: JSON.stringify(body) });
}

/** Asks the gateway for a task, and reads the answer. */
export function queryGateway(sandbox: Sandbox, id: string): Promise<Answer> {
  return askGateway(sandbox, `/tencent-vod/v1/query/${id}`);
}
