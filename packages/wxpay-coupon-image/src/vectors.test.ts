import { EdgeVM } from '@edge-runtime/vm';
import { bundleOf } from '@x/test-helpers/bundle';
import { beforeAll, describe, expect, test } from 'vitest';
import * as here from './index.ts';
import { pemOf, vectors } from './testing/vectors.ts';

/** The package, evaluated inside an edge runtime: no Node, no DOM, only what such a runtime has. */
let edge: typeof here;

beforeAll(async () => {
  const vm = new EdgeVM();
  vm.evaluate(await bundleOf(new URL('index.ts', import.meta.url), 'wxpay'));
  expect(vm.evaluate('[typeof EdgeRuntime, typeof process, typeof Buffer, typeof require].join()')).toBe(
    'string,undefined,undefined,undefined',
  );
  edge = vm.evaluate('wxpay');
});

const { material, requestSignatures, responseVerifications, aead, notifications } = vectors;

/** With the platform's key as a certificate. */
const keys = {
  [material.publicKeyId]: pemOf('wechatpayPublicKey'),
  [material.platformSerial]: pemOf('platformCertificate'),
};
/** With the platform's key as it is. */
const bareKeys = { ...keys, [material.platformSerial]: pemOf('platformPublicKey') };

/** How a promise ended, in a word. */
const endOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'accept',
    (error: { readonly code: string; readonly reason?: string }) => `reject:${error.reason ?? error.code}`,
  );

describe.each(['node', 'edge'] as const)('on %s', (runtime) => {
  const api = (): typeof here => (runtime === 'node' ? here : edge);

  describe.each(['merchantPrivateKey', 'merchantPrivateKeyPkcs1'] as const)('with the %s', (key) => {
    test.each(requestSignatures)('signs $id', async ({ timestamp, ...vector }) => {
      const { authorization, signature, message } = vector;
      const { mchid: mchId, merchantSerial: merchantSerialNumber } = material;
      const privateKey = pemOf(key);
      const request = { ...vector, timestamp: Number(timestamp), mchId, merchantSerialNumber, privateKey };
      expect(await api().signWechatPay(request)).toEqual({ authorization, signature, message });
    });
  });

  // A probe is a wrong signature; we say which. Nothing else in the vectors is left to the implementation.
  const expectedOf = ({ id, expected }: (typeof responseVerifications)[number]): string =>
    id === 'signtest-probe' ? 'reject:probe' : expected;

  test.each(responseVerifications)('judges the answer $id', async (vector) => {
    const { headers, body, now } = vector;
    for (const [form, given] of [body, new TextEncoder().encode(body)].entries()) {
      const message = { headers: form === 0 ? headers : new Headers(headers), body: given, now: new Date(now * 1_000) };
      expect(await endOf(api().verifyWechatPay({ ...message, keys }))).toBe(expectedOf(vector));
      expect(await endOf(api().verifyWechatPay({ ...message, keys: bareKeys }))).toBe(expectedOf(vector));
    }
  });

  test.each(notifications)('judges and opens the callback $id', async (vector) => {
    const { headers, body, now, signatureValid, resourcePlaintext } = vector;
    const ended = endOf(api().verifyWechatPay({ headers, body, keys, now: new Date(now * 1_000) }));
    expect(await ended).toBe(signatureValid ? 'accept' : 'reject:probe');
    if (!signatureValid) return;
    const { resource } = JSON.parse(body) as {
      readonly resource: { readonly ciphertext: string; readonly nonce: string; readonly associated_data: string };
    };
    const opened = api().decryptWechatPay({ ...resource, associatedData: resource.associated_data }, material.apiV3Key);
    expect(await opened).toBe(resourcePlaintext);
  });

  test.each(aead)('decrypts $id', async ({ apiV3Key, valid, plaintext, associated_data, ...resource }) => {
    const decrypting = api().decryptWechatPay({ ...resource, associatedData: associated_data }, apiV3Key);
    if (valid) expect(await decrypting).toBe(plaintext);
    else expect(await endOf(decrypting)).toBe('reject:decryption');
  });
});

test('the edge runtime takes a callback, and ends a wait with it', async () => {
  const { id, headers, body, now } = notifications[0] ?? { id: '', headers: {}, body: '', now: 0 };
  const noTimers = { setTimer: () => () => undefined };
  const wxpay = edge.createWxpayCouponImage({
    mchId: material.mchid,
    merchantSerialNumber: material.merchantSerial,
    privateKey: pemOf('merchantPrivateKeyPkcs1'),
    wechatpayPublicKey: { id: material.publicKeyId, key: pemOf('wechatpayPublicKey') },
    platformCertificates: [pemOf('platformCertificate')],
    apiV3Key: material.apiV3Key,
    clock: { now: () => now * 1_000, elapsed: () => 0, ...noTimers },
    fetch: () => Response.error(),
  });
  const { snapshot } = await wxpay.callbacks.parse({ headers, body: new TextEncoder().encode(body) });
  expect(snapshot, id).toMatchObject({ status: 'succeeded', raw: { task_state: 'SUCCESS' } });
  expect((await wxpay.images.resume(snapshot.ref).wait()).status).toBe('succeeded');
  const handle = wxpay.callbacks.handler(() => undefined);
  const request = new Request('https://shop.example/', { method: 'POST', headers, body });
  expect([(await handle(request.clone())).status, (await handle(request)).status]).toEqual([204, 204]);
});
