import type { Fetch } from '../fetch.ts';
import type { Sandbox } from '../sandbox.ts';

/** An answer, read. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body as JSON; undefined when it is none. */
  readonly json: any; // oxlint-disable-line typescript/no-explicit-any -- tests look at whatever came
}

type Fields = Readonly<Record<string, string | Blob | readonly (string | Blob)[]>>;

/** The request of a submit, for those who send it themselves. */
export function submitRequest(sandbox: Sandbox, model: string, fields: Fields, init: RequestInit = {}): Request {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    for (const one of typeof value === 'string' || value instanceof Blob ? [value] : value) {
      if (typeof one === 'string') form.append(name, one);
      else form.append(name, one, 'source.png');
    }
  }
  return request(sandbox, `/v1/images/${model}`, { body: form, ...init });
}

/** Submits, and reads the answer. */
export async function submit(
  sandbox: Sandbox,
  fields: Fields = { prompt: 'cat' },
  model = 'seedreamv45',
): Promise<Answer> {
  return read(await sandbox.fetch(submitRequest(sandbox, model, fields)));
}

/** Submits what must be accepted, and gives the task's id. */
export async function submitted(sandbox: Sandbox, fields?: Fields, model?: string): Promise<string> {
  const { json, text } = await submit(sandbox, fields, model);
  if (json?.code !== 1000) throw new Error(`not accepted: ${text}`);
  return json.data.taskid as string;
}

/** Asks for a task, and reads the answer. */
export async function query(sandbox: Sandbox, taskid: unknown, fetch: Fetch = sandbox.fetch): Promise<Answer> {
  return read(await fetch(request(sandbox, '/v1/images/infobytaskid', { body: JSON.stringify({ taskid }) })));
}

/** A request with the sandbox's key. */
export function request(sandbox: Sandbox, path: string, init: RequestInit = {}): Request {
  const { apiKey, baseUrl } = sandbox.settings.tensorslab;
  const headers = { authorization: `Bearer ${apiKey}`, ...(init.headers as Record<string, string> | undefined) };
  return new Request(baseUrl + path, { method: 'POST', ...init, headers });
}

export async function read(response: Response): Promise<Answer> {
  const text = await response.text();
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    json = undefined;
  }
  return { status: response.status, headers: response.headers, text, json };
}

/** Waits on the sandbox's clock. */
export function pause(sandbox: Sandbox, delayMs: number): Promise<void> {
  return new Promise((resolve) => void sandbox.clock.setTimer(delayMs, resolve));
}
