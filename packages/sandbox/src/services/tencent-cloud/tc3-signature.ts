import type { Tc3Authorization } from './tc3-authorization.ts';
import type { SigningKeys } from './tc3-signing-keys.ts';

/** The parts of a request that TC3-HMAC-SHA256 signs. */
export interface Tc3Request {
  readonly method: string;
  /** As it was sent, without the question mark; empty for POST. */
  readonly query: string;
  /** The value of a header; of `host` the one that is believed to have been signed. */
  header(name: string): string | undefined;
  readonly body: Uint8Array<ArrayBuffer>;
  /** `X-TC-Timestamp`, as it was sent. */
  readonly timestamp: string;
}

/**
 * Works out what the signature of a request has to be, from the scope and the header names in its `Authorization`.
 * This is a second reading of the documentation, on purpose independent of any client's.
 *
 * @returns undefined when a header that is named as signed is not there
 */
export async function tc3Signature(
  request: Tc3Request,
  authorization: Pick<Tc3Authorization, 'date' | 'service' | 'signedHeaders'>,
  { secretKey, keys }: { readonly secretKey: string; readonly keys: SigningKeys },
): Promise<string | undefined> {
  const { date, service, signedHeaders } = authorization;
  const lines: string[] = [];
  for (const name of signedHeaders) {
    const value = request.header(name);
    if (value === undefined) return undefined;
    lines.push(`${name}:${value.trim()}\n`);
  }
  const canonicalRequest = [
    request.method,
    '/',
    request.query,
    lines.join(''),
    signedHeaders.join(';'),
    await sha256(request.body),
  ].join('\n');
  const scope = `${date}/${service}/tc3_request`;
  const hashedRequest = await sha256(new TextEncoder().encode(canonicalRequest));
  const stringToSign = `TC3-HMAC-SHA256\n${request.timestamp}\n${scope}\n${hashedRequest}`;
  const key = await keys.get(secretKey, date, service);
  return hex(await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(stringToSign)));
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return hex(await crypto.subtle.digest('SHA-256', bytes));
}

function hex(buffer: ArrayBuffer): string {
  return Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
