import { createDecipheriv } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test, vi } from 'vitest';
import { createSandbox, type Fault, type Sandbox, type SandboxOptions, type VirtualClock } from '../../index.ts';
import { payload } from '@x/payloads';
import { shapeOf } from '../../testing/shape-of.ts';
import { pause } from '../../testing/tensorslab-requests.ts';
import { callWxpay, queryWxpay, signerOf, submitToWxpay } from '../../testing/wxpay-requests.ts';

const normal = payload('wxpay/request-submit-combine-normal');
const url = 'https://shop.example/wechat';

/** A notification as it arrived. */
interface Received {
  readonly url: string;
  readonly headers: Headers;
  readonly text: string;
  // oxlint-disable-next-line typescript/no-explicit-any -- tests look at whatever came
  readonly json: any;
  readonly at: number;
}

let sandbox: Sandbox;
let received: Received[] = [];
afterEach(() => sandbox.close());

async function start(options: SandboxOptions = {}, ...statuses: number[]): Promise<void> {
  received = [];
  sandbox = await createSandbox({
    time: 'virtual',
    taskDurationMs: 2_000,
    wxpayNotifyUrl: url,
    deliver: async (request) => {
      const text = await request.text();
      received.push({ url: request.url, headers: request.headers, text, json: JSON.parse(text), at: elapsed() });
      return new Response(null, { status: statuses[received.length - 1] ?? statuses.at(-1) ?? 204 });
    },
    ...options,
  });
}
const elapsed = () => sandbox.clock.elapsed();
const signers = () => received.map(({ headers, text }) => signerOf(sandbox, headers, text));
const startWith = (...faults: Fault[]) => start({ faults });

function decrypted({ json }: Received): unknown {
  const { ciphertext, nonce, associated_data } = json.resource;
  const bytes = Buffer.from(ciphertext, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', sandbox.settings.wxpayCouponImage.apiV3Key, nonce);
  decipher.setAAD(Buffer.from(associated_data));
  decipher.setAuthTag(bytes.subarray(-16));
  return JSON.parse(Buffer.concat([decipher.update(bytes.subarray(0, -16)), decipher.final()]).toString());
}

test('comes when the task ends, signed and encrypted, and says what a query would', async () => {
  await start();
  await submitToWxpay(sandbox, normal);
  await pause(sandbox, 2_001);
  const [notification] = received;
  if (notification === undefined) throw new Error('nothing came');
  expect(notification).toMatchObject({ url, at: 2_000 });
  expect(notification.json).toEqual({
    id: expect.stringMatching(/^[\da-f-]{36}$/),
    create_time: '2026-01-01T08:00:02+08:00',
    event_type: 'PRODUCT_COUPON_SP.IMAGE_GENERATION',
    resource_type: 'encrypt-resource',
    summary: '商品券图片生成结果通知',
    resource: {
      algorithm: 'AEAD_AES_256_GCM',
      ciphertext: expect.any(String),
      associated_data: 'product_coupon_sp',
      original_type: 'product_coupon',
      nonce: expect.stringMatching(/^\w{12}$/),
    },
  });
  expect(signers()).toEqual(['public key']);
  expect(notification.headers.get('user-agent')).toBe('Mozilla/4.0');
  expect(notification.headers.get('content-type')).toBe('application/json');
  expect(decrypted(notification)).toEqual((await queryWxpay(sandbox, normal)).json);
  await pause(sandbox, 3_600_000);
  expect(sandbox.callbacks.sent).toEqual([{ id: notification.json.id, url, attempt: 1, status: 204 }]);
});

test('tells of a failure, and has the wrong type of the documentation’s example on demand', async () => {
  await start({ wxpayEventType: 'PRODUCT_COUPON_SP.SEND' }, 200);
  await submitToWxpay(sandbox, { ...normal, task_id: 'sandbox-fail' });
  await pause(sandbox, 2_001);
  expect(received.map(({ json }) => json.event_type)).toEqual(['PRODUCT_COUPON_SP.SEND']);
  expect(received.map(decrypted)).toMatchObject([{ task_id: 'sandbox-fail', task_state: 'FAIL' }]);
  expect(sandbox.callbacks.sent).toMatchObject([{ status: 200 }]);
});

test('comes once for a task that is submitted twice', async () => {
  await start();
  await submitToWxpay(sandbox, normal);
  await submitToWxpay(sandbox, normal);
  await pause(sandbox, 3_600_000);
  expect(received).toHaveLength(1);
});

test('is signed with the certificate for who has not switched over', async () => {
  await start();
  await submitToWxpay(sandbox, normal, { withoutPublicKey: true });
  await pause(sandbox, 2_001);
  expect(signers()).toEqual(['certificate']);
});

test('is sent again every minute until it is taken', async () => {
  await start({}, 500, 401, 302, 201, 200);
  await submitToWxpay(sandbox, normal);
  await pause(sandbox, 3_600_000);
  expect(received.map(({ at }) => at)).toEqual([2_000, 62_000, 122_000, 182_000, 242_000]);
  expect(new Set(received.map(({ json }) => json.id)).size).toBe(1);
  expect(new Set(received.map(({ headers }) => headers.get('wechatpay-signature'))).size).toBe(5);
  expect(signers().every((signer) => signer === 'public key')).toBe(true);
  expect(sandbox.callbacks.sent.map(({ attempt, status }) => [attempt, status])).toEqual([
    [1, 500],
    [2, 401],
    [3, 302],
    [4, 201],
    [5, 200],
  ]);
});

test('is sent again eleven times and no more', async () => {
  await start({}, 500);
  await submitToWxpay(sandbox, normal);
  await pause(sandbox, 3_600_000);
  expect(received).toHaveLength(12);
  expect(received.at(-1)?.at).toBe(2_000 + 11 * 60_000);
  expect((sandbox.clock as VirtualClock).pending).toBe(0);
});

test('is given up after five seconds, and sent again a minute after it was sent', async () => {
  const at: number[] = [];
  await start({
    deliver: async () => {
      at.push(elapsed());
      await pause(sandbox, at.length === 1 ? 5_001 : 4_999);
      return new Response(null, { status: 204 });
    },
  });
  await submitToWxpay(sandbox, normal);
  await pause(sandbox, 3_600_000);
  expect(at).toEqual([2_000, 62_000]);
  expect(sandbox.callbacks.sent.map(({ status }) => status)).toEqual([undefined, 204]);
});

test('waits for a receiver that reads files, which virtual time cannot see', async () => {
  await start({
    deliver: async () => {
      for (let read = 0; read < 50; read += 1) await readFile(new URL(import.meta.url));
      return new Response(null, { status: 204 });
    },
  });
  await submitToWxpay(sandbox, normal);
  await pause(sandbox, 3_600_000);
  expect(sandbox.callbacks.sent.map(({ attempt, status }) => [attempt, status])).toEqual([[1, 204]]);
});

test('gives up a receiver that never answers, also under a tool that replaced the timers', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    let calls = 0;
    const never = new Promise<Response>(() => {});
    await start({ deliver: () => ((calls += 1) === 1 ? never : Promise.resolve(new Response(null, { status: 204 }))) });
    await submitToWxpay(sandbox, normal);
    await pause(sandbox, 3_600_000);
    expect(sandbox.callbacks.sent.map(({ status }) => status)).toEqual([undefined, 204]);
  } finally {
    vi.useRealTimers();
  }
});

test('goes nowhere without an address, and leaves no timer', async () => {
  await start({ wxpayNotifyUrl: undefined });
  await submitToWxpay(sandbox, normal);
  expect((sandbox.clock as VirtualClock).pending).toBe(0);
  expect(received).toEqual([]);
});

test('goes where notify-configs says', async () => {
  await start({ wxpayNotifyUrl: undefined });
  const path = '/v3/marketing/partner/product-coupon/notify-configs';
  expect((await callWxpay(sandbox, path)).status).toBe(404);
  const set = (notify_url: unknown) => callWxpay(sandbox, path, { body: JSON.stringify({ notify_url }) });
  for (const wrong of [
    undefined,
    null,
    7,
    'shop',
    'https://shop.example/😀',
    'http://shop.example/wechat',
    'https://shop.example/?a=1',
    'https://shop.example/?',
    `https://shop.example/${'x'.repeat(236)}`,
  ]) {
    const { status, json } = await set(wrong);
    expect([status, json.code, json.detail.field]).toEqual([400, 'PARAM_ERROR', '/notify_url']);
  }
  expect((await callWxpay(sandbox, path)).status).toBe(404);
  const answer = await set(url);
  expect(answer.json).toEqual({ notify_url: url, update_time: '2026-01-01T08:00:00+08:00' });
  expect(shapeOf(answer.json)).toEqual(shapeOf(payload('wxpay/notify-config-response')));
  expect((await set('http://127.0.0.1:8080/wechat')).status).toBe(200);
  await pause(sandbox, 1_000);
  await set(`${url}/new`);
  const { json, headers, text } = await callWxpay(sandbox, path);
  expect(json).toEqual({ notify_url: `${url}/new`, update_time: '2026-01-01T08:00:01+08:00' });
  expect(signerOf(sandbox, headers, text)).toBe('public key');
  await submitToWxpay(sandbox, normal);
  await pause(sandbox, 2_001);
  expect(received.map((one) => one.url)).toEqual([`${url}/new`]);
});

test('faults: a first one that gets lost, one that comes twice', async () => {
  await startWith({ fault: 'lost-callback', nth: 1 }, { fault: 'duplicate-callback', nth: 2 });
  await submitToWxpay(sandbox, normal);
  await pause(sandbox, 3_600_000);
  const [{ id } = { id: '' }] = sandbox.callbacks.sent;
  expect(sandbox.callbacks.sent).toEqual([
    { id, url, attempt: 1 },
    { id, url, attempt: 2, status: 204 },
    { id, url, attempt: 3, status: 204 },
  ]);
  expect(received.map(({ at, json }) => [at, json.id])).toEqual([
    [62_000, id],
    [62_000, id],
  ]);
});

test('faults: all get lost', async () => {
  await startWith({ fault: 'lost-callback' });
  await submitToWxpay(sandbox, normal);
  await pause(sandbox, 3_600_000);
  expect(received).toEqual([]);
  expect(sandbox.callbacks.sent).toHaveLength(12);
});

test.each([
  ['a probe is none the second time', { fault: 'probe' }, [undefined, 'public key', 'public key']],
  ['a wrong signature', { fault: 'bad-signature' }, [undefined, undefined, undefined]],
  ['a wrong signature once', { fault: 'bad-signature', nth: 2 }, ['public key', undefined, 'public key']],
] as const)('faults: %s', async (_, fault, expected) => {
  await start({ faults: [{ ...fault, on: 'callback' }] }, 401, 401, 204);
  await submitToWxpay(sandbox, normal);
  await pause(sandbox, 3_600_000);
  expect(signers()).toEqual(expected);
});

test('faults: a clock that is wrong, a field that nobody knows', async () => {
  await startWith({ fault: 'clock-skew', on: 'callback' }, { fault: 'unknown-field', on: 'callback' });
  await submitToWxpay(sandbox, normal);
  await pause(sandbox, 2_001);
  expect(received[0]?.headers.get('wechatpay-timestamp')).toBe(String(Date.parse('2026-01-01T00:10:02Z') / 1_000));
  expect(received[0]?.json.sandbox_unknown).toBeDefined();
  expect(received.map(decrypted)).toMatchObject([{ sandbox_unknown: expect.anything() }]);
});

test('ends with the sandbox, also in between', async () => {
  await start({}, 500);
  await submitToWxpay(sandbox, normal);
  await submitToWxpay(sandbox, { ...normal, task_id: 'another' });
  await pause(sandbox, 2_001);
  await submitToWxpay(sandbox, { ...normal, task_id: 'not-done' });
  await sandbox.close();
  expect((sandbox.clock as VirtualClock).pending).toBe(0);
});

test('reaches a server on this machine, for which virtual time waits', async () => {
  const server = createServer((request, response) => {
    request.resume();
    // Slower than a virtual clock would wait by itself.
    request.on('end', () => setTimeout(() => response.writeHead(204).end(), 50));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const { port } = server.address() as AddressInfo;
    await start({ wxpayNotifyUrl: `http://127.0.0.1:${port}/wechat?shop=1`, deliver: undefined });
    await submitToWxpay(sandbox, normal);
    await pause(sandbox, 2_001);
    expect(sandbox.callbacks.sent).toMatchObject([{ attempt: 1, status: 204 }]);
    expect(elapsed()).toBe(2_001);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});
