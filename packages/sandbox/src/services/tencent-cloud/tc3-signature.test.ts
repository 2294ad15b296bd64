import { payload } from '@x/payloads';
import { describe, expect, test } from 'vitest';
import { authenticate } from './authenticate.ts';
import { CloudError } from './cloud-error.ts';
import { SigningKeys } from './tc3-signing-keys.ts';

interface Vector {
  readonly name: string;
  readonly secretId: string;
  readonly secretKey: string;
  readonly token?: string;
  readonly service: string;
  readonly host: string;
  readonly port?: number;
  readonly timestamp: number;
  readonly method: string;
  readonly contentType: string;
  readonly query?: string;
  readonly payload: string;
  readonly expected: { readonly authorization: string; readonly headers?: Readonly<Record<string, string>> };
}

const vectors: readonly Vector[] = payload('vectors/tc3');

/** What the service says to the request of a vector; `ok` when it takes it. */
async function verdict(vector: Vector, changed: Partial<Vector> = {}): Promise<string> {
  const { secretId, secretKey, token, service, host, port, timestamp, method, contentType, query, payload, expected } =
    {
      ...vector,
      ...changed,
    };
  const headers = new Headers(expected.headers);
  headers.set('authorization', expected.authorization);
  headers.set('content-type', contentType);
  headers.set('x-tc-timestamp', String(timestamp));
  if (token !== undefined) headers.set('x-tc-token', token);
  const request = {
    method,
    query: query ?? '',
    body: new TextEncoder().encode(payload),
    host: port === undefined ? host : `${host}:${port}`,
    header: (name: string) => headers.get(name) ?? undefined,
    isSandboxHost: false,
    service,
  };
  const known = [{ secretId, secretKey, token }];
  return authenticate(request, { known, keys: new SigningKeys(), nowMs: timestamp * 1_000 }).then(
    () => 'ok',
    (error: unknown) => (error instanceof CloudError ? error.code : Promise.reject(error as Error)),
  );
}

test('there are vectors', () => {
  expect(vectors.length).toBeGreaterThanOrEqual(12);
});

describe.each(vectors)('$name', (vector) => {
  test('is taken', async () => {
    expect(await verdict(vector)).toBe('ok');
  });

  test('with a port in its host, too', async () => {
    expect(await verdict(vector, { port: 4010 })).toBe('ok');
  });

  test.each<[string, Partial<Vector>]>([
    ['another key', { secretKey: `${vector.secretKey}x` }],
    ['another body', { payload: `${vector.payload} ` }],
    ['another content type', { contentType: `${vector.contentType};` }],
    ['another host', { host: `x${vector.host}` }],
    ['another method', { method: 'GET' }],
    ['a query', { query: 'a=1' }],
    // Of the same day.
    ['another second', { timestamp: vector.timestamp + (vector.timestamp % 86_400 === 0 ? 1 : -1) }],
  ])('%s is not', async (_, changed) => {
    expect(await verdict(vector, changed)).toBe('AuthFailure.SignatureFailure');
  });

  test('another service is not', async () => {
    expect(await verdict(vector, { service: 'sts' })).toBe('AuthFailure.InvalidAuthorization');
  });
});
