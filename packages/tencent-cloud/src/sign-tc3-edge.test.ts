import { EdgeVM } from '@edge-runtime/vm';
import { bundleOf } from '@x/test-helpers/bundle';
import { beforeAll, describe, expect, test } from 'vitest';
import type { createTencentCloud, signTc3 } from './index.ts';
import { requestOf, vectors } from './testing/vectors.ts';

/** The package, evaluated inside an edge runtime: no Node, no DOM, only what such a runtime has. */
let edge: { readonly createTencentCloud: typeof createTencentCloud; readonly signTc3: typeof signTc3 };

beforeAll(async () => {
  const vm = new EdgeVM();
  vm.evaluate(await bundleOf(new URL('index.ts', import.meta.url), 'tencentCloud'));
  expect(vm.evaluate('[typeof EdgeRuntime, typeof process, typeof Buffer, typeof require].join()')).toBe(
    'string,undefined,undefined,undefined',
  );
  edge = vm.evaluate('tencentCloud');
});

describe('on the edge runtime', () => {
  test.each(vectors)('signTc3: $name', async (vector) => {
    const { authorization, signature, canonicalRequest, stringToSign } = vector.expected;
    expect(await edge.signTc3(requestOf(vector))).toEqual({ authorization, signature, canonicalRequest, stringToSign });
  });

  test('a call', async () => {
    const bodies: string[] = [];
    const authorizations: (string | null)[] = [];
    const cvm = edge.createTencentCloud({
      secretId: 'AKIDEXAMPLE',
      secretKey: 'exampleSECRETkey',
      service: 'cvm',
      version: '2017-03-12',
      fetch: async (request) => {
        bodies.push(await request.text());
        authorizations.push(request.headers.get('authorization'));
        return new Response('{"Response":{"Id":12345678901234567890,"RequestId":"r-1"}}');
      },
    });
    const { result, requestId } = await cvm.call('DescribeZones', { Big: 12345678901234567890n });
    expect(result['Id']).toBe(12345678901234567890n);
    expect(requestId).toBe('r-1');
    expect(bodies).toEqual(['{"Big":12345678901234567890}']);
    expect(authorizations[0]).toMatch(/^TC3-HMAC-SHA256 Credential=AKIDEXAMPLE\//);
  });
});
