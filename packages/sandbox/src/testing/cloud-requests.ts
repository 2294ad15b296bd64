import { createHash, createHmac } from 'node:crypto';
import type { Fetch } from '../fetch.ts';
import type { Sandbox } from '../sandbox.ts';
import { type Answer, read } from './tensorslab-requests.ts';

/** How a call differs from a right one. */
export interface CallOptions {
  readonly secretId?: string;
  readonly secretKey?: string;
  readonly token?: string;
  /** Unix seconds; the sandbox's time by default. */
  readonly timestamp?: number;
  /** Of the credential scope; the timestamp's day by default. */
  readonly date?: string;
  readonly service?: string;
  /** What is signed as host; what is sent by default. */
  readonly signedHost?: string;
  /** `Host`, where it is not the sandbox's. */
  readonly host?: string;
  readonly version?: string;
  readonly method?: 'GET' | 'POST';
  readonly contentType?: string;
  /** Sent beside the usual ones; null leaves a usual one out. */
  readonly headers?: Readonly<Record<string, string | null>>;
  /** Signed beside content-type and host, with these values. */
  readonly signedHeaders?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Of a GET, instead of the payload. */
  readonly query?: string;
  readonly signal?: AbortSignal;
  readonly fetch?: Fetch;
}

/** An answer of an action. */
export interface CloudAnswer extends Answer {
  /** `Response` of the envelope. */
  readonly result: any; // oxlint-disable-line typescript/no-explicit-any -- tests look at whatever came
  /** The code of the error, if it is one. */
  readonly code: string | undefined;
}

/** Calls an action of MPS. */
export function callMps(sandbox: Sandbox, action: string, payload: object, options?: CallOptions) {
  return call(sandbox, action, payload, { service: 'mps', version: '2019-06-12', ...options });
}

/** Calls an action of VOD; with the sandbox's application, unless the payload names one. */
export function callVod(sandbox: Sandbox, action: string, payload: object, options?: CallOptions) {
  const { subAppId } = sandbox.settings.vodAigc;
  return call(
    sandbox,
    action,
    { SubAppId: subAppId, ...payload },
    { service: 'vod', version: '2018-07-17', ...options },
  );
}

async function call(sandbox: Sandbox, action: string, payload: object, options: CallOptions): Promise<CloudAnswer> {
  const answer = await read(await (options.fetch ?? sandbox.fetch)(cloudRequest(sandbox, action, payload, options)));
  const result = answer.json?.Response;
  return { ...answer, result, code: result?.Error?.Code };
}

/** A signed request, for those who send it themselves. */
export function cloudRequest(sandbox: Sandbox, action: string, payload: object, options: CallOptions): Request {
  const { secretId, secretKey, baseUrl } = sandbox.settings.mpsAigc;
  const { method = 'POST', service = 'mps' } = options;
  const timestamp = options.timestamp ?? Math.floor(sandbox.clock.now() / 1_000);
  const contentType =
    options.contentType ?? (method === 'GET' ? 'application/x-www-form-urlencoded' : 'application/json');
  const parameters = options.query ?? new URLSearchParams(payload as Record<string, string>).toString();
  const query = method === 'GET' ? parameters : '';
  const body = method === 'GET' ? '' : (options.body ?? JSON.stringify(payload));
  const host = options.host ?? new URL(baseUrl).host;
  const signed = { 'content-type': contentType, host: options.signedHost ?? host, ...options.signedHeaders };
  const authorization = sign({
    method, service, timestamp, query, body, signed,
    secretId: options.secretId ?? secretId,
    secretKey: options.secretKey ?? secretKey,
    date: options.date ?? new Date(timestamp * 1_000).toISOString().slice(0, 10),
  }); // prettier-ignore
  const headers = new Headers({
    authorization,
    'content-type': contentType,
    'x-tc-action': action,
    'x-tc-version': options.version ?? '2019-06-12',
    'x-tc-timestamp': String(timestamp),
    ...(options.host === undefined ? {} : { host: options.host }),
    ...(options.token === undefined ? {} : { 'x-tc-token': options.token }),
  });
  for (const [name, value] of Object.entries(options.headers ?? {})) {
    if (value === null) headers.delete(name);
    else headers.set(name, value);
  }
  const url = `${baseUrl}/${query === '' ? '' : `?${query}`}`;
  return new Request(url, { method, headers, signal: options.signal ?? null, ...(method === 'GET' ? {} : { body }) });
}

interface Signing {
  readonly method: string;
  readonly service: string;
  readonly timestamp: number;
  readonly query: string;
  readonly body: string;
  readonly signed: Readonly<Record<string, string>>;
  readonly secretId: string;
  readonly secretKey: string;
  readonly date: string;
}

/** As the documentation has it, on Node's own cryptography. */
function sign({ method, service, timestamp, query, body, signed, secretId, secretKey, date }: Signing): string {
  const names = Object.keys(signed).sort();
  const headers = names.map((name) => `${name}:${signed[name]}\n`).join('');
  const canonical = [method, '/', query, headers, names.join(';'), sha256(body)].join('\n');
  const scope = `${date}/${service}/tc3_request`;
  let key: string | Buffer = `TC3${secretKey}`;
  for (const part of [date, service, 'tc3_request']) key = createHmac('sha256', key).update(part).digest();
  const text = `TC3-HMAC-SHA256\n${timestamp}\n${scope}\n${sha256(canonical)}`;
  const signature = createHmac('sha256', key).update(text).digest('hex');
  return `TC3-HMAC-SHA256 Credential=${secretId}/${scope}, SignedHeaders=${names.join(';')}, Signature=${signature}`;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
