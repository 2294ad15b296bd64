import { inspect } from 'node:util';
import type { ClientEvent } from '@x/core';
import { describe, expect, test } from 'vitest';
import type { WxpayNotification } from './index.ts';
import { OTHER_API_V3_KEY, rejectionOf, talk, TRUST, type Talk } from './testing/talk.ts';
import { vectors } from './testing/vectors.ts';
import { certificateList, encrypt, refusal, signatureHeaders, signedAnswer, taskAnswer } from './testing/wire.ts';

const START_S = Date.UTC(2026, 0, 1) / 1_000;
const url = 'https://wxpaylogo.qpic.cn/wxpaylogo/example.jpg';
const task = {
  brand_id: '120344',
  task_id: 'image_generation_task_1',
  image_generation_type: 'COMBINE_IMAGE',
  task_state: 'SUCCESS',
  combine_image_result: { image_url: url },
};

interface Told {
  readonly id?: string;
  readonly event_type?: string;
  readonly plaintext?: unknown;
  readonly body?: unknown;
  readonly timestamp?: number;
  readonly flaw?: 'probe' | 'wrong';
  readonly serial?: string;
  readonly with?: 'certificate' | 'public-key';
  readonly apiV3Key?: string;
}

/** A notification as the service sends it. */
function notification(told: Told = {}): { readonly headers: Record<string, string>; readonly body: string } {
  const {
    id = 'notification-1',
    event_type = 'PRODUCT_COUPON_SP.IMAGE_GENERATION',
    plaintext = task,
    timestamp = START_S,
  } = told;
  const resource = {
    original_type: 'product_coupon',
    ...encrypt(
      typeof plaintext === 'string' ? plaintext : JSON.stringify(plaintext),
      'product_coupon_sp',
      told.apiV3Key,
    ),
  };
  const body = JSON.stringify(
    told.body ?? {
      id,
      create_time: '2026-01-01T08:00:00+08:00',
      resource_type: 'encrypt-resource',
      event_type,
      summary: '商品券图片生成结果通知',
      resource,
    },
  );
  return {
    headers: {
      'Content-Type': 'application/json',
      ...signatureHeaders(body, { timestamp, with: told.with ?? 'public-key', flaw: told.flaw, serial: told.serial }),
    },
    body,
  };
}

const requestOf = (told?: Told): Request =>
  new Request('https://shop.example/wxpay/notify', { method: 'POST', ...notification(told) });
const never = (): Response => refusal(500, 'SYSTEM_ERROR');
const callbacksIn = (told: readonly ClientEvent[]): readonly ClientEvent[] =>
  told.filter(({ type }) => type === 'callback');
const outcomesIn = (told: readonly ClientEvent[]): readonly unknown[] =>
  callbacksIn(told).map((event) => (event.type === 'callback' ? event.outcome : undefined));

/** What the handler of this client answers. */
async function answerOf(response: Promise<Response>): Promise<readonly [number, unknown]> {
  const { status, body } = await response.then(async (one) => ({ status: one.status, body: await one.text() }));
  return [status, body === '' ? null : JSON.parse(body)];
}
const FAIL = { code: 'FAIL', message: expect.any(String) as string };

describe('parse', () => {
  test.each(vectors.notifications.filter(({ signatureValid }) => signatureValid))(
    'reads the notification $id',
    async ({ headers, body }) => {
      const { callbacks, told } = talk(never);
      const { id, eventType, snapshot } = await callbacks.parse({ headers, body });
      expect([id, eventType]).toEqual([
        (JSON.parse(body) as { id: string }).id,
        (JSON.parse(body) as { event_type: string }).event_type,
      ]);
      expect(snapshot).toMatchObject({
        status: 'succeeded',
        ref: {
          id: 'image_generation_task_1',
          provider: 'wxpay-coupon-image',
          params: { mchId: '1900000001', brandId: '120344', imageGenerationType: 'COMBINE_IMAGE' },
        },
        raw: { task_state: 'SUCCESS' },
      });
      expect(callbacksIn(told)).toMatchObject([{ outcome: 'delivered', id, ref: snapshot.ref }]);
    },
  );

  test('takes the headers and bodies of every framework', async () => {
    const { callbacks } = talk(never);
    const { headers, body } = notification();
    const lower = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
    const lists = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), [value]]));
    const bytes = new TextEncoder().encode(body);
    const part = new Uint8Array([0, 0, ...bytes, 0]).subarray(2, bytes.length + 2);
    for (const form of [headers, lower, lists, new Headers(headers), new Map(Object.entries(lower)) as never]) {
      expect((await callbacks.parse({ headers: form, body })).snapshot.status).toBe('succeeded');
    }
    for (const form of [bytes, bytes.buffer, Buffer.from(bytes), part]) {
      expect((await callbacks.parse({ headers, body: form })).snapshot.status).toBe('succeeded');
    }
  });

  test.each<[string, unknown]>([
    ['a parsed object', JSON.parse(notification().body)],
    ['nothing', undefined],
  ])('refuses %s as a body, and says what to do', async (_, body) => {
    const { callbacks, told } = talk(never);
    const error = await rejectionOf(callbacks.parse({ ...notification(), body: body as string }));
    expect(error).toMatchObject({
      code: 'input',
      issues: [{ path: 'body', message: expect.stringMatching(/as received.*body parser/) as string }],
    });
    expect(callbacks.reply(error).status).toBe(500);
    expect(outcomesIn(told)).toEqual(['refused']);
  });

  test.each<[string, Told, object, number]>([
    ['a wrong signature', { flaw: 'wrong' }, { code: 'signature', reason: 'signature' }, 401],
    ['a probe', { flaw: 'probe' }, { code: 'signature', reason: 'probe' }, 401],
    ['an old one', { timestamp: START_S - 301 }, { code: 'signature', reason: 'timestamp' }, 401],
    ['one of the future', { timestamp: START_S + 301 }, { code: 'signature', reason: 'timestamp' }, 401],
    ['an unknown key', { serial: 'PUB_KEY_ID_9' }, { code: 'signature', reason: 'unknown-serial' }, 401],
    ['another APIv3 key', { apiV3Key: OTHER_API_V3_KEY }, { code: 'signature', reason: 'decryption' }, 500],
    [
      'a coupon that was sent',
      { event_type: 'PRODUCT_COUPON_SP.SEND', plaintext: { coupon_code: '1', brand_id: '120344' } },
      { code: 'response' },
      204,
    ],
    [
      'a task of a kind that is not ours',
      { plaintext: { ...task, image_generation_type: 'PAINT' } },
      { code: 'response' },
      204,
    ],
    ['an envelope without a resource', { body: { id: 'a', event_type: 'TEST' } }, { code: 'response' }, 204],
  ])('refuses %s, tells why, and knows what to reply', async (_, told, expected, status) => {
    const { callbacks, told: events } = talk(never);
    const error = await rejectionOf(callbacks.parse(notification(told)));
    expect(error).toMatchObject(expected);
    const reply = callbacks.reply(error);
    expect(reply.status).toBe(status);
    expect(reply.body === null ? null : JSON.parse(reply.body)).toEqual(status === 204 ? null : FAIL);
    expect(callbacksIn(events)).toMatchObject([{ outcome: 'refused', message: (error as Error).message }]);
  });

  test('names the event that it has no use for, and acknowledges only what parse itself found authentic', async () => {
    const { callbacks, images, told } = talk(() => new Response('<html>'));
    const error = await rejectionOf(
      callbacks.parse(notification({ event_type: 'PRODUCT_COUPON_SP.SEND', plaintext: {} })),
    );
    expect((error as Error).message).toContain('PRODUCT_COUPON_SP.SEND');
    expect(callbacks.reply(error).status).toBe(204);
    const plaintext = { ...task, task_state: 'PROCESSING', size: '?' };
    // An integer that JavaScript rounds comes whole, as from a query.
    const sent = JSON.stringify(plaintext).replace('"?"', '9007199254740993');
    const { snapshot } = await callbacks.parse(notification({ plaintext: sent }));
    expect(snapshot.raw).toMatchObject({ size: '9007199254740993' });
    const other = await rejectionOf(images.get(snapshot.ref));
    expect(other).toMatchObject({ code: 'response' });
    expect(callbacks.reply(other).status).toBe(500);
    expect(outcomesIn(told)).toEqual(['refused', 'delivered']);
  });

  test('is judged by the local clock alone, whatever a refusal said of the time', async () => {
    const date = new Date((START_S + 3_600) * 1_000).toUTCString();
    const { callbacks, images, told } = talk(() => refusal(401, 'SIGN_ERROR', 'no', { date }));
    const { snapshot } = await callbacks.parse(notification({ plaintext: { ...task, task_state: 'PROCESSING' } }));
    await rejectionOf(images.get(snapshot.ref));
    expect(told.some(({ type }) => type === 'clock-corrected')).toBe(true);
    expect((await callbacks.parse(notification())).id).toBe('notification-1');
    expect(await rejectionOf(callbacks.parse(notification({ timestamp: START_S + 3_600 })))).toMatchObject({
      reason: 'timestamp',
    });
  });

  test('needs the APIv3 key, and so does a handler', async () => {
    const { callbacks } = talk(never, { apiV3Key: undefined });
    expect(await rejectionOf(callbacks.parse(notification()))).toMatchObject({ code: 'configuration' });
    expect(() => callbacks.handler(() => undefined)).toThrow(/apiV3Key: is required for callbacks/);
  });
});

describe('a wait', () => {
  test('ends at once with the callback, and the polling with it', async () => {
    const { callbacks, images, requests, pass, clock, told } = talk((request) =>
      taskAnswer(request, { task_state: 'PROCESSING' }),
    );
    const { ref } = (await callbacks.parse(notification({ plaintext: { ...task, task_state: 'PROCESSING' } })))
      .snapshot;
    const waiting = images.resume(ref).wait();
    await pass(20_000);
    const asked = requests.length;
    expect(asked).toBeGreaterThan(0);
    const at = clock.elapsed();
    await callbacks.parse(notification({ timestamp: START_S + 20 }));
    expect((await waiting).images).toEqual([{ url }]);
    expect(clock.elapsed()).toBe(at);
    await pass(600_000);
    expect(requests).toHaveLength(asked);
    expect(told.find(({ type }) => type === 'settled')).toMatchObject({ status: 'succeeded', by: 'callback' });
  });

  test('ends with the failure that a callback tells', async () => {
    const { callbacks, images, pass } = talk((request) => taskAnswer(request, { task_state: 'PROCESSING' }));
    const { ref } = (await callbacks.parse(notification({ plaintext: { ...task, task_state: 'PROCESSING' } })))
      .snapshot;
    const waiting = rejectionOf(images.resume(ref).wait());
    await pass(5_000);
    await callbacks.parse(notification({ plaintext: { ...task, task_state: 'FAIL', combine_image_result: null } }));
    expect(await waiting).toMatchObject({ code: 'task-failed', ref });
  });
});

describe('handler', () => {
  const handled = (receive: (notification: WxpayNotification) => void | Promise<void>, options = {}, settings = {}) => {
    const client: Talk = talk(never, settings);
    return { ...client, handle: client.callbacks.handler(receive, options) };
  };

  test('answers 204 without a body when receive is done, and hands over what parse gives', async () => {
    const received: WxpayNotification[] = [];
    const { handle, told } = handled(async (one) => void received.push(one));
    expect(await answerOf(handle(requestOf()))).toEqual([204, null]);
    expect(received).toMatchObject([{ id: 'notification-1', snapshot: { status: 'succeeded', images: [{ url }] } }]);
    expect(outcomesIn(told)).toEqual(['delivered']);
  });

  test('runs receive once, whatever a framework passes beside the request', async () => {
    let runs = 0;
    const { handle } = handled(() => void (runs += 1));
    for (const context of [{ params: {} }, undefined, 'info']) {
      expect(await answerOf(handle(requestOf(), context as never))).toEqual([204, null]);
    }
    expect(runs).toBe(1);
  });

  test('runs receive once for 11 resends, one after another or all at once', async () => {
    let runs = 0;
    const { handle, told, pass } = handled(async () => {
      runs += 1;
      await pass(1_000);
    });
    const atOnce = await Promise.all(Array.from({ length: 6 }, () => handle(requestOf())));
    for (let resend = 0; resend < 6; resend += 1) atOnce.push(await handle(requestOf()));
    expect(atOnce.map(({ status }) => status)).toEqual(Array.from({ length: 12 }, () => 204));
    expect(runs).toBe(1);
    expect(outcomesIn(told).filter((outcome) => outcome === 'delivered')).toHaveLength(1);
    expect(outcomesIn(told).filter((outcome) => outcome === 'duplicate')).toHaveLength(11);
    await handle(requestOf({ id: 'notification-2' }));
    expect(runs).toBe(2);
  });

  test.each<[string, () => void | Promise<void>]>([
    [
      'throws',
      () => {
        throw new Error('database: hunter2');
      },
    ],
    ['rejects', () => Promise.reject(new Error('database: hunter2'))],
  ])('calls a receive that %s once again at the resend', async (_, fail) => {
    let runs = 0;
    const { handle, told } = handled(() => {
      runs += 1;
      return runs === 1 ? fail() : undefined;
    });
    expect(await answerOf(handle(requestOf()))).toEqual([500, FAIL]);
    expect(await answerOf(handle(requestOf()))).toEqual([204, null]);
    expect(await answerOf(handle(requestOf()))).toEqual([204, null]);
    expect(runs).toBe(2);
    expect(outcomesIn(told)).toEqual(['handler-failed', 'delivered', 'duplicate']);
    expect(inspect(told, { depth: 10 })).not.toContain('hunter2');
  });

  test('answers 500 to a receive that hangs, within 5 s, and never runs it twice', async () => {
    let runs = 0;
    let finish = (): void => undefined;
    const { handle, told, clock } = handled(() => {
      runs += 1;
      return new Promise<void>((resolve) => (finish = resolve));
    });
    for (let resend = 0; resend < 3; resend += 1) {
      const startedAt = clock.elapsed();
      expect(await answerOf(handle(requestOf()))).toEqual([500, FAIL]);
      expect(clock.elapsed() - startedAt).toBe(4_000);
    }
    expect(clock.pending).toBe(0);
    finish();
    expect(await answerOf(handle(requestOf()))).toEqual([204, null]);
    expect(runs).toBe(1);
    expect(outcomesIn(told)).toEqual(['handler-failed', 'handler-failed', 'handler-failed', 'delivered', 'duplicate']);
  });

  test('runs receive again where a run has not ended after 4 minutes: it has died with its request', async () => {
    let runs = 0;
    const { handle, pass } = handled(() => {
      runs += 1;
      return runs === 1 ? new Promise(() => undefined) : undefined;
    });
    const statuses: number[] = [];
    for (let resend = 0; resend < 6; resend += 1) {
      statuses.push((await handle(requestOf())).status);
      await pass(56_000);
    }
    expect(statuses.slice(0, 4)).toEqual([500, 500, 500, 500]);
    expect(statuses.at(-1)).toBe(204);
    expect(runs).toBe(2);
  });

  test('knows that a slow run has succeeded, also where another one had begun meanwhile, and failed', async () => {
    let runs = 0;
    const { handle, pass, clock } = handled(async () => {
      runs += 1;
      if (runs > 1) throw new Error('the row is locked by the first');
      await pass(290_000);
    });
    const statuses: number[] = [];
    for (let resend = 0; resend < 7; resend += 1) {
      statuses.push((await handle(requestOf({ timestamp: START_S + Math.floor(clock.elapsed() / 1_000) }))).status);
      await pass(56_000);
    }
    expect([statuses.at(-1), runs]).toEqual([204, 2]);
  });

  test('tells a resend how it stands, where the answer that came first was lost', async () => {
    const { handle } = handled(() => new Promise(() => undefined), { answerFirst: true });
    expect((await handle(requestOf())).status).toBe(204);
    expect((await handle(requestOf())).status).toBe(500);
  });

  test('lets a resend join what is going on, and answers as it ends', async () => {
    const { handle, pass, clock } = handled(() => pass(6_000));
    const first = handle(requestOf());
    await pass(3_000);
    const second = handle(requestOf());
    expect((await first).status).toBe(500);
    expect(clock.elapsed()).toBe(4_000);
    expect((await second).status).toBe(204);
    expect(clock.elapsed()).toBe(6_000);
  });

  test('answers by another deadline where one is set', async () => {
    const { handle, clock } = handled(() => new Promise(() => undefined), { deadlineMs: 1_500 });
    expect((await handle(requestOf())).status).toBe(500);
    expect(clock.elapsed()).toBe(1_500);
  });

  test('answers first where it is told to, and what goes on is the runtime’s to keep', async () => {
    const kept: Promise<unknown>[] = [];
    let runs = 0;
    const { handle, told, clock } = handled(
      async () => {
        runs += 1;
        await Promise.resolve();
        throw new Error('too late');
      },
      { answerFirst: true },
    );
    expect((await handle(requestOf(), { waitUntil: (promise) => void kept.push(promise) })).status).toBe(204);
    expect(clock.elapsed()).toBe(0);
    await Promise.all(kept);
    expect([kept.length, runs]).toEqual([1, 1]);
    expect(outcomesIn(told)).toEqual(['handler-failed']);
    expect((await handle(requestOf({ flaw: 'wrong' }))).status).toBe(401);
  });

  test('has answered before receive begins, where it is told to answer first', async () => {
    const order: string[] = [];
    const { handle, pass, clock } = handled(() => void order.push('receive'), { answerFirst: true });
    await handle(requestOf()).then(({ status }) => order.push(`answer ${status}`));
    await pass(1);
    expect(order).toEqual(['answer 204', 'receive']);
    expect(clock.pending).toBe(0);
  });

  test('answers 500 with a wrong APIv3 key, and says why in an event, without showing it', async () => {
    let runs = 0;
    const { handle, told } = handled(() => void (runs += 1), {}, { apiV3Key: OTHER_API_V3_KEY });
    expect(await answerOf(handle(requestOf()))).toEqual([500, FAIL]);
    expect(callbacksIn(told)).toMatchObject([
      { outcome: 'refused', error: 'signature', message: expect.stringMatching(/APIv3 key/) as string },
    ]);
    const shown = inspect(told, { depth: 10 });
    for (const secret of [OTHER_API_V3_KEY, TRUST.apiV3Key]) expect(shown).not.toContain(secret);
    expect(runs).toBe(0);
  });

  test('answers 500 where the APIv3 key does not decrypt the certificate that it needs, and names it', async () => {
    let runs = 0;
    const { callbacks, told } = talk((request) => signedAnswer(request, certificateList(OTHER_API_V3_KEY)), {
      wechatpayPublicKey: undefined,
      platformCertificates: undefined,
    });
    const handle = callbacks.handler(() => void (runs += 1));
    expect(await answerOf(handle(requestOf({ with: 'certificate' })))).toEqual([500, FAIL]);
    expect(callbacksIn(told)).toMatchObject([
      { outcome: 'refused', error: 'configuration', message: expect.stringMatching(/apiV3Key: /) as string },
    ]);
    expect(runs).toBe(0);
  });

  test('answers 401 to a strange certificate where the merchant has none at all: no setting is to blame', async () => {
    const { callbacks, told } = talk(() => refusal(404, 'RESOURCE_NOT_EXISTS'), { platformCertificates: undefined });
    const handle = callbacks.handler(() => undefined);
    expect(await answerOf(handle(requestOf({ with: 'certificate', serial: 'ABCD' })))).toEqual([401, FAIL]);
    expect(callbacksIn(told)).toMatchObject([{ outcome: 'refused', error: 'signature' }]);
  });

  test('takes a notification although a call that was downloading its certificate is aborted', async () => {
    const { callbacks, images, pass, clock } = talk(
      async (request) => {
        if (!request.url.endsWith('/v3/certificates')) return taskAnswer(request, { task_state: 'PROCESSING' });
        await pass(300);
        request.signal.throwIfAborted();
        return signedAnswer(request, certificateList());
      },
      { platformCertificates: undefined },
    );
    const { ref } = (await callbacks.parse(notification({ plaintext: { ...task, task_state: 'PROCESSING' } })))
      .snapshot;
    const leaving = new AbortController();
    const aborted = rejectionOf(images.get(ref, { signal: leaving.signal }));
    await pass(100);
    const answer = callbacks.handler(() => undefined)(requestOf({ with: 'certificate' }));
    await pass(100);
    leaving.abort('left');
    expect(await aborted).toBe('left');
    expect((await answer).status).toBe(204);
    await pass(300);
    expect(clock.pending).toBe(0);
  });

  test.each<[string, () => Request, number]>([
    ['a forged signature', () => requestOf({ flaw: 'wrong' }), 401],
    ['no signature', () => new Request('https://shop.example/', { method: 'POST', body: notification().body }), 401],
    ['a visit', () => new Request('https://shop.example/'), 401],
    [
      'another event of the same address',
      () => requestOf({ event_type: 'PRODUCT_COUPON_SP.SEND', plaintext: {} }),
      204,
    ],
    [
      'a body without an end',
      () =>
        new Request('https://shop.example/', {
          method: 'POST',
          body: 'x'.repeat(300_000),
          headers: notification().headers,
        }),
      500,
    ],
  ])('answers %s without calling receive', async (_, request, status) => {
    let runs = 0;
    const { handle, told } = handled(() => void (runs += 1));
    expect(await answerOf(handle(request()))).toEqual([status, status === 204 ? null : FAIL]);
    expect(runs).toBe(0);
    expect(outcomesIn(told)).toEqual(['refused']);
  });

  test('answers by the deadline although the body does not come', async () => {
    const { handle, clock } = handled(() => undefined);
    const body = new ReadableStream({ pull: () => new Promise<void>(() => undefined) });
    const request = new Request('https://shop.example/', {
      method: 'POST',
      body,
      headers: notification().headers,
      duplex: 'half',
    } as RequestInit);
    expect((await handle(request)).status).toBe(500);
    expect(clock.elapsed()).toBe(4_000);
  });

  test('says so when somebody has read the request before', async () => {
    const { handle, told } = handled(() => undefined);
    const request = requestOf();
    await request.json();
    expect((await handle(request)).status).toBe(500);
    expect(callbacksIn(told)).toMatchObject([
      { outcome: 'refused', message: expect.stringMatching(/has been read before/) as string },
    ]);
  });

  test.each([[{ deadlineMs: 0 }], [{ deadlineMs: '4000' }], [{ answerFirst: 'yes' }], [{ deadline: 1 }]])(
    'refuses the options %j',
    (options) => {
      const { callbacks } = talk(never);
      expect(() => callbacks.handler(() => undefined, options as never)).toThrow(/options\./);
    },
  );
});
