import type { TaskRef } from '@x/core';
import { expect, onTestFinished, test, vi } from 'vitest';
import { signWechatPay } from './index.ts';
import { rejectionOf, talk } from './testing/talk.ts';
import { taskAnswer } from './testing/wire.ts';

const refOf = (id: string): TaskRef => ({
  version: 1,
  provider: 'wxpay-coupon-image',
  kind: 'image',
  id: `image_generation_task_${id}`,
  params: { mchId: '1900000001', brandId: '120344', imageGenerationType: 'CUT_OUT' },
  submittedAt: '2026-01-01T00:00:00.000Z',
});
const ids = ['1', '2', '3', '4', '5', '6', '7', '8'];
/** What keeps nobody from signing but the signatures that are being made. */
const atOnce = { pace: { queryPerSecond: 1e9 } };

/**
 * Looks at the signatures of requests while they are made: each goes on when a second one has begun, so that there always
 * are two if there may be. Some never end.
 */
function watchSigning(hangs: (signature: number) => boolean = () => false): { readonly most: () => number } {
  const { subtle } = crypto;
  const sign = subtle.sign.bind(subtle);
  const spy = vi.spyOn(subtle, 'sign');
  onTestFinished(() => spy.mockRestore());
  let [made, now, most] = [0, 0, 0];
  let begin = (): void => undefined;
  spy.mockImplementation(async (...given) => {
    // The service signs its answers with the same function.
    if (!new TextDecoder().decode(given[2]).startsWith('GET\n')) return sign(...given);
    now += 1;
    most = Math.max(most, now);
    const signature = (made += 1);
    if (hangs(signature)) return new Promise<never>(() => undefined);
    if (most < 2) await new Promise<void>((resolve) => (begin = resolve));
    else begin();
    const signed = await sign(...given);
    now -= 1;
    return signed;
  });
  return { most: () => most };
}

test('makes two signatures at once, however many requests want one: more keep the threads of a process from all else', async () => {
  const signing = watchSigning();
  const { images, clock, requests } = talk((request) => taskAnswer(request, { task_state: 'PROCESSING' }), atOnce);
  const snapshots = await Promise.all(ids.map((id) => images.get(refOf(id))));
  expect(snapshots.map(({ status }) => status)).toEqual(ids.map(() => 'running'));
  expect(requests).toHaveLength(ids.length);
  expect(signing.most()).toBe(2);
  expect(clock.pending).toBe(0);
});

test('a request that is given up while it waits for its signature is never sent, and holds up nobody', async () => {
  watchSigning();
  const { images, clock, requests } = talk((request) => taskAnswer(request, { task_state: 'PROCESSING' }), atOnce);
  const left = new AbortController();
  const asked = ids.map((id) => images.get(refOf(id), id === '3' ? { signal: left.signal } : {}));
  left.abort(new Error('no longer wanted'));
  const ended = await Promise.all(asked.map((promise) => promise.catch((error: unknown) => error)));
  expect(ended[2]).toBe(left.signal.reason);
  expect(requests).toHaveLength(ids.length - 1);
  expect(clock.pending).toBe(0);
});

test('signatures that died with their requests hold up the others for a second, and no longer', async () => {
  const { images, clock } = talk((request) => taskAnswer(request, { task_state: 'PROCESSING' }), atOnce);
  // After the clock, which waits for the signatures that it knows of.
  watchSigning((signature) => signature <= 2);
  const dead = ['1', '2'].map((id) => rejectionOf(images.get(refOf(id), { timeoutMs: 60_000 })));
  const startedAt = clock.elapsed();
  expect((await images.get(refOf('3'))).status).toBe('running');
  expect(clock.elapsed() - startedAt).toBeLessThanOrEqual(1_100);
  expect(await Promise.all(dead)).toEqual([
    expect.objectContaining({ code: 'request-timeout', submission: 'accepted' }),
    expect.objectContaining({ code: 'request-timeout', submission: 'accepted' }),
  ]);
});

test('a time in milliseconds is refused, which the service would only call expired', async () => {
  const request = { method: 'GET', url: '/v3/x', nonce: 'n', body: '', mchId: '1', merchantSerialNumber: 'AB' };
  for (const timestamp of [Date.UTC(2026, 0, 1), 1.5, NaN]) {
    const signing = signWechatPay({ ...request, timestamp, privateKey: 'none' });
    expect(await rejectionOf(signing)).toMatchObject({ code: 'input', issues: [{ path: 'timestamp' }] });
  }
});
