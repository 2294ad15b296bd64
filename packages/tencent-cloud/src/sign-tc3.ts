import { parseInput, rule } from '@x/core/provider';
import { dayOf, deriveTc3Key, hmac, type Tc3Key } from './tc3-key.ts';

/** One request, as it will be sent. */
export interface Tc3Request {
  /** `POST` or `GET`. */
  readonly method: string;
  /** The host as the server sees it: with the port, unless it is the protocol's own. */
  readonly host: string;
  /** The product in the credential scope: `cvm`. Never derived from the host, which may be a proxy's. */
  readonly service: string;
  /** Whole seconds since 1970, the same as `X-TC-Timestamp`. The server allows five minutes. */
  readonly timestamp: number;
  /** The `Content-Type` header, byte for byte as sent. */
  readonly contentType: string;
  /** The query of a GET, percent-encoded, without `?`. Default: none. */
  readonly query?: string | undefined;
  /** The bytes that are sent; text is taken as UTF-8. A GET has `''`. */
  readonly body: string | Uint8Array;
  /** Of an account, a sub-account, or temporary ones from STS. It is part of the result. */
  readonly secretId: string;
  /** It signs, and is in nothing that comes back. */
  readonly secretKey: string;
  /** Further headers to sign beside content-type and host; their values are signed in lower case. Default: none. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** A signature, and what it was made from. */
export interface Tc3Signature {
  /** The `Authorization` header. */
  readonly authorization: string;
  /** Lower-case hex. */
  readonly signature: string;
  /** What of the request is signed, in the service's own form: to be compared where a signature is refused. */
  readonly canonicalRequest: string;
  /** Algorithm, timestamp, scope and the SHA-256 of `canonicalRequest`. */
  readonly stringToSign: string;
}

const ALGORITHM = 'TC3-HMAC-SHA256';
const LAST_TIMESTAMP = 253_402_300_799;

const timestampSchema = rule(
  (value) => Number.isInteger(value) && Number(value) >= 0 && Number(value) <= LAST_TIMESTAMP,
  'must be whole seconds since 1970',
);

/**
 * Signs one request with TC3-HMAC-SHA256 (Tencent Cloud API 3.0, "Signature v3"). Pure: the same request gives the same
 * signature, and nothing is sent or kept.
 *
 * @throws InputError when the timestamp is not in whole seconds
 */
export async function signTc3(request: Tc3Request): Promise<Tc3Signature> {
  const { timestamp, secretKey, service } = request;
  parseInput('tencent-cloud', timestampSchema, timestamp, 'timestamp');
  return signWithKey(await deriveTc3Key(secretKey, dayOf(timestamp), service), request);
}

/** The same with a key that was derived before. */
export async function signWithKey(key: Tc3Key, request: Omit<Tc3Request, 'secretKey'>): Promise<Tc3Signature> {
  const { method, host, service, timestamp, contentType, query = '', body, secretId, headers } = request;
  const canonical = canonicalHeaders(headers ?? {}, { 'content-type': contentType, host });
  const names = canonical.map(([name]) => name).join(';');
  const lines = canonical.map(([name, value]) => `${name}:${value}\n`).join('');
  // The path is always `/`, also behind a proxy that has one of its own.
  const canonicalRequest = [method.toUpperCase(), '/', query, lines, names, await sha256(body)].join('\n');
  const scope = `${dayOf(timestamp)}/${service}/tc3_request`;
  const stringToSign = [ALGORITHM, timestamp, scope, await sha256(canonicalRequest)].join('\n');
  const signature = toHex(await hmac(key, stringToSign));
  const authorization = `${ALGORITHM} Credential=${secretId}/${scope}, SignedHeaders=${names}, Signature=${signature}`;
  return { authorization, signature, canonicalRequest, stringToSign };
}

/** Names and values in lower case, as the page of the signature says, in the order of the names; the last of a name wins. */
function canonicalHeaders(
  ...groups: readonly Readonly<Record<string, string>>[]
): readonly (readonly [string, string])[] {
  const pairs = groups.flatMap((headers) => Object.entries(headers));
  const values = new Map(pairs.map(([name, value]) => [name.trim().toLowerCase(), value.trim().toLowerCase()]));
  return [...values].sort(([one], [other]) => (one < other ? -1 : 1));
}

async function sha256(content: string | Uint8Array): Promise<string> {
  // A copy, because WebCrypto takes no shared memory; `slice` of Node's Buffer is a view.
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : new Uint8Array(content);
  return toHex(await crypto.subtle.digest('SHA-256', bytes));
}

function toHex(bytes: ArrayBuffer): string {
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
