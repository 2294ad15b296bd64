import type { TaskRef } from '@x/core';
import { describe, expect, test } from 'vitest';
import { type Answerer, OTHER_API_V3_KEY, rejectionOf, talk, TRUST } from './testing/talk.ts';
import { pemOf, toPem, vectors } from './testing/vectors.ts';
import {
  acceptance,
  certificateList,
  encrypt,
  refusal,
  signedAnswer,
  taskAnswer,
  timestampOf,
} from './testing/wire.ts';

const cutOut = {
  brandId: '120344',
  imageGenerationType: 'CUT_OUT',
  cutOut: { imageUrl: 'https://wxpaylogo.qpic.cn/a.png' },
} as const;
const ref: TaskRef = {
  version: 1,
  provider: 'wxpay-coupon-image',
  kind: 'image',
  id: 'image_generation_task_1',
  params: { mchId: '1900000001', brandId: '120344', imageGenerationType: 'CUT_OUT' },
  submittedAt: '2026-01-01T00:00:00.000Z',
};
const START_S = Date.UTC(2026, 0, 1) / 1_000;
const running = { task_state: 'PROCESSING' };

describe('an answer', () => {
  test.each(['certificate', 'public-key'] as const)(
    'signed with the %s is taken; both are known side by side',
    async (signer) => {
      const { images } = talk((request) => taskAnswer(request, running, { with: signer }));
      expect((await images.get(ref)).status).toBe('running');
    },
  );

  test.each([-300, 300])('signed %i s away is taken', async (away) => {
    const { images } = talk((request) => taskAnswer(request, running, { timestamp: START_S + away }));
    expect((await images.get(ref)).status).toBe('running');
  });

  test.each<[string, Answerer]>([
    ['timestamp', (request) => taskAnswer(request, running, { timestamp: START_S - 301 })],
    ['timestamp', (request) => taskAnswer(request, running, { timestamp: START_S + 301 })],
    ['unknown-serial', (request) => taskAnswer(request, running, { serial: 'PUB_KEY_ID_2' })],
    ['signature', (request) => taskAnswer(request, running, { flaw: 'wrong' })],
    [
      'signature',
      (request) => taskAnswer(request, running, { with: 'public-key', serial: vectors.material.platformSerial }),
    ],
    ['missing-header', async (request) => new Response((await taskAnswer(request, running)).body)],
    ['mismatch', (request) => taskAnswer(request, { ...running, task_id: 'another_task' })],
    ['mismatch', (request) => taskAnswer(request, { ...running, brand_id: '120345' })],
    ['mismatch', (request) => taskAnswer(request, { ...running, image_generation_type: 'COMBINE_IMAGE' })],
    ['mismatch', (request) => signedAnswer(request, { task_id: ref.id, brand_id: '120344', task_state: 'SUCCESS' })],
  ])('that is not to be trusted is refused: %s', async (reason, answer) => {
    const { images, requests } = talk(answer, { retry: { limit: 3 } });
    const error = await rejectionOf(images.get(ref));
    expect(error).toMatchObject({ code: 'signature', reason, submission: 'accepted', ref, retryable: false });
    expect(requests).toHaveLength(1);
  });

  test('that is a probe is thrown away, and asked for again', async () => {
    const answer: Answerer = (request, index) =>
      taskAnswer(request, running, { flaw: index === 0 ? 'probe' : undefined });
    const { images, requests } = talk(answer, { retry: { limit: 1 } });
    expect((await images.get(ref)).status).toBe('running');
    expect(requests).toHaveLength(2);
    const alone = talk((request) => taskAnswer(request, running, { flaw: 'probe' }));
    expect(await rejectionOf(alone.images.get(ref))).toMatchObject({
      code: 'signature',
      reason: 'probe',
      retryable: true,
    });
  });
});

describe('a clock that is off', () => {
  const HOUR_S = 3_600;
  /** A service whose clock is an hour ahead, and which is strict about it. */
  const ahead: Answerer = (request) =>
    Math.abs(timestampOf(request) - START_S - HOUR_S) > 300
      ? refusal(401, 'SIGN_ERROR', 'timestamp', { date: new Date((START_S + HOUR_S) * 1_000).toUTCString() })
      : request.method === 'POST'
        ? acceptance(request, { timestamp: START_S + HOUR_S })
        : taskAnswer(request, running, { timestamp: START_S + HOUR_S });

  test('is corrected once, by a submit too; answers are then judged by the corrected time', async () => {
    const { images, requests, told } = talk(ahead);
    const task = await images.submit(cutOut);
    expect(requests.map(({ method }) => method)).toEqual(['POST', 'POST']);
    expect(await requests[1]?.text()).toBe(await requests[0]?.text());
    expect((await task.refresh()).status).toBe('running');
    expect(requests).toHaveLength(3);
    expect(told.filter(({ type }) => type === 'clock-corrected')).toMatchObject([{ offsetMs: HOUR_S * 1_000 }]);
  });

  test.each([
    ['of a minute is not the reason', 60],
    ['of more than a day is a lie', 86_401],
  ])('%s', async (_, awayS) => {
    const date = new Date((START_S + awayS) * 1_000).toUTCString();
    const { images, requests } = talk(() => refusal(401, 'SIGN_ERROR', 'no', { date }));
    expect(await rejectionOf(images.submit(cutOut))).toMatchObject({ code: 'api', kind: 'authentication' });
    expect(requests).toHaveLength(1);
  });

  test('is not believed from a refusal for another reason', async () => {
    const date = new Date((START_S + HOUR_S) * 1_000).toUTCString();
    const { images, requests, told } = talk(() => refusal(400, 'PARAM_ERROR', 'no', { date }));
    expect(await rejectionOf(images.submit(cutOut))).toMatchObject({ code: 'api', kind: 'invalid-request' });
    expect(requests).toHaveLength(1);
    expect(told.filter(({ type }) => type === 'clock-corrected')).toEqual([]);
  });

  test('is not corrected again and again where the reason is another', async () => {
    const date = new Date((START_S + HOUR_S) * 1_000).toUTCString();
    const { images, requests } = talk(() => refusal(401, 'SIGN_ERROR', 'no', { date }));
    expect(await rejectionOf(images.submit(cutOut))).toMatchObject({ code: 'api', submission: 'none' });
    expect(requests).toHaveLength(2);
    expect(await rejectionOf(images.submit(cutOut))).toMatchObject({ code: 'api', submission: 'none' });
    expect(requests).toHaveLength(3);
  });
});

describe('platform certificates', () => {
  const keyOnly = { wechatpayPublicKey: undefined, platformCertificates: undefined, retry: { limit: 3 } };
  const isList = ({ url }: Request): boolean => url.endsWith('/v3/certificates');
  const listed = (request: Request): Response => signedAnswer(request, certificateList());
  const service: Answerer = (request) => (isList(request) ? listed(request) : taskAnswer(request, running));
  /** No answer, until the request is given up. */
  const silence = (request: Request): Promise<never> =>
    new Promise((_, reject) => {
      request.signal.addEventListener('abort', () => reject(request.signal.reason as Error));
    });
  const unreachable = (): never => {
    throw Object.assign(new TypeError('fetch failed'), { code: 'ECONNREFUSED' });
  };
  const another: TaskRef = { ...ref, id: 'image_generation_task_2' };

  test('are downloaded before the first request where there is nothing else, and kept', async () => {
    const { images, requests } = talk(service, keyOnly);
    for (let times = 0; times < 3; times += 1) expect((await images.get(ref)).status).toBe('running');
    expect(requests.map(isList)).toEqual([true, false, false, false]);
    expect(requests[0]?.headers.has('wechatpay-serial')).toBe(false);
  });

  test('are downloaded once by many requests at a time', async () => {
    const { images, requests } = talk(service, keyOnly);
    const snapshots = await Promise.all(Array.from({ length: 20 }, () => images.get(ref)));
    expect(snapshots.every(({ status }) => status === 'running')).toBe(true);
    expect(requests.filter(isList)).toHaveLength(1);
  });

  test('are downloaded by the next one where the first was aborted on the way; its download ends with it', async () => {
    let ended = false;
    const { images, requests } = talk((request, index) => {
      if (index > 0) return service(request, index);
      return silence(request).finally(() => (ended = true));
    }, keyOnly);
    const leaving = new AbortController();
    const first = images.get(ref, { signal: leaving.signal }).catch((error: unknown) => error);
    const second = images.get(ref);
    while (requests.length === 0) await new Promise((resolve) => setTimeout(resolve));
    leaving.abort('left');
    expect(await first).toBe('left');
    expect(ended).toBe(true);
    expect((await second).status).toBe('running');
    expect(requests.map(isList)).toEqual([true, true, false]);
  });

  test('are asked for again within 12 hours; a refresh that fails harms nothing', async () => {
    let lists = 0;
    const { images, pass, clock, requests } = talk((request) => {
      if (!isList(request)) return taskAnswer(request, running);
      lists += 1;
      return lists === 2 ? refusal(500, 'SYSTEM_ERROR') : listed(request);
    }, keyOnly);
    for (let hours = 0; hours < 36; hours += 12) {
      expect((await images.get(ref)).status).toBe('running');
      expect(clock.pending).toBe(0);
      await pass(12 * 3_600_000);
    }
    expect(requests.filter(isList)).toHaveLength(3);
  });

  test('that are not listed any more are not trusted any more', async () => {
    let lists = 0;
    const { images, pass } = talk((request) => {
      if (!isList(request)) return taskAnswer(request, running);
      lists += 1;
      const [first] = (certificateList() as { readonly data: readonly { readonly serial_no: string }[] }).data;
      // The service has changed to another certificate, and has forgotten the first.
      return lists === 1
        ? listed(request)
        : signedAnswer(request, { data: [{ ...first, serial_no: 'ABCDEF' }] }, { serial: 'ABCDEF' });
    }, keyOnly);
    expect((await images.get(ref)).status).toBe('running');
    await pass(12 * 3_600_000);
    expect(await rejectionOf(images.get(ref))).toMatchObject({ code: 'signature', reason: 'unknown-serial' });
  });

  test('that are good hold up one request, for 2 s, when newer ones do not come; then none for 5 minutes', async () => {
    let answersLists = true;
    const { images, pass, clock, requests } = talk(
      (request, index) => (isList(request) && !answersLists ? silence(request) : service(request, index)),
      keyOnly,
    );
    /** How long a call takes, in whole seconds: the pace takes some milliseconds. */
    const secondsOf = async (asked: TaskRef): Promise<number> => {
      const startedAt = clock.elapsed();
      expect((await images.get(asked)).status).toBe('running');
      return Math.round((clock.elapsed() - startedAt) / 1_000);
    };
    const listsAsked = (): number => requests.filter(isList).length;
    expect(await secondsOf(ref)).toBe(0);

    answersLists = false;
    await pass(11.6 * 3_600_000);
    expect(await Promise.all([secondsOf(ref), secondsOf(another)])).toEqual([2, 0]);
    expect(clock.pending).toBe(0);
    await pass(297_000);
    expect(await secondsOf(ref)).toBe(0);
    expect(listsAsked()).toBe(2);
    await pass(2_000);
    expect(await secondsOf(ref)).toBe(2);
    expect(listsAsked()).toBe(3);

    answersLists = true;
    await pass(300_000);
    for (let hours = 0; hours < 22; hours += 11) {
      expect(await secondsOf(ref)).toBe(0);
      await pass(11 * 3_600_000);
    }
    expect(listsAsked()).toBe(4);
    expect(clock.pending).toBe(0);
  });

  test('that do not come again cost a wait nothing: it asks once and has its picture', async () => {
    let answersLists = true;
    const done = { task_state: 'SUCCESS', cut_out_result: { image_url: 'https://wxpaylogo.qpic.cn/b.png' } };
    const { images, pass, clock, requests } = talk((request) => {
      if (isList(request)) return answersLists ? listed(request) : silence(request);
      return taskAnswer(request, done);
    }, keyOnly);
    await images.get(another);
    answersLists = false;
    await pass(11.6 * 3_600_000);
    expect((await images.resume(ref).wait({ timeoutMs: 300_000 })).status).toBe('succeeded');
    expect(requests.filter(({ url }) => url.includes(ref.id))).toHaveLength(1);
    expect(clock.pending).toBe(0);
  });

  test('that one call was downloading when it was aborted are downloaded by the other, which succeeds', async () => {
    const { images, pass, clock, requests } = talk(
      async (request) => {
        if (!isList(request)) return taskAnswer(request, running);
        await pass(300);
        request.signal.throwIfAborted();
        return listed(request);
      },
      { platformCertificates: undefined },
    );
    const leaving = new AbortController();
    const first = rejectionOf(images.get(ref, { signal: leaving.signal }));
    const other = images.get(another);
    await pass(200);
    leaving.abort('left');
    expect(await first).toBe('left');
    expect((await other).status).toBe('running');
    expect(requests.filter(isList)).toHaveLength(2);
    await pass(300);
    expect(clock.pending).toBe(0);
  });

  test('that cannot be downloaded for a reason that passes: all who need them are told so, and why', async () => {
    const { images, clock, requests } = talk(
      (request) => (isList(request) ? unreachable() : taskAnswer(request, running)),
      { platformCertificates: undefined },
    );
    const refs = [ref, another];
    const errors = await Promise.all(refs.map(async (asked) => rejectionOf(images.get(asked))));
    const told = { code: 'signature', reason: 'unknown-serial', retryable: true, cause: { code: 'network' } };
    expect(errors).toMatchObject(refs.map((asked) => ({ ...told, ref: asked })));
    expect(requests.filter(isList)).toHaveLength(1);
    expect(clock.pending).toBe(0);
  });

  test('that could not be downloaded are, when a call that may retry asks again', async () => {
    let lists = 0;
    const { images } = talk(
      (request, index) => (isList(request) && (lists += 1) === 1 ? unreachable() : service(request, index)),
      // Pauses are random: so many always last longer than the five seconds between two downloads.
      { platformCertificates: undefined, retry: { limit: 20 } },
    );
    expect((await images.get(ref)).status).toBe('running');
    expect(lists).toBe(2);
  });

  test('that are not known are downloaded when they are met, at most once in 5 seconds', async () => {
    const { images, pass, requests } = talk(service, { platformCertificates: undefined });
    expect((await images.get(ref)).status).toBe('running');
    expect(requests.map(isList)).toEqual([false, true]);
    const strange = talk((request) =>
      isList(request) ? listed(request) : taskAnswer(request, running, { serial: 'ABCDEF' }),
    );
    const askTwice = async (): Promise<void> => {
      for (let times = 0; times < 2; times += 1) {
        expect(await rejectionOf(strange.images.get(ref))).toMatchObject({
          code: 'signature',
          reason: 'unknown-serial',
        });
      }
    };
    await askTwice();
    expect(strange.requests.filter(isList)).toHaveLength(1);
    await strange.pass(5_000);
    await askTwice();
    expect(strange.requests.filter(isList)).toHaveLength(2);
    await pass(0);
  });

  test('that the APIv3 key does not decrypt are named before anything is bought', async () => {
    const { images, requests } = talk(service, { ...keyOnly, apiV3Key: OTHER_API_V3_KEY });
    const error = await rejectionOf(images.submit(cutOut));
    expect(error).toMatchObject({ code: 'configuration', submission: 'none' });
    expect((error as Error).message).toMatch(/apiV3Key: does not decrypt/);
    expect((error as Error).message).not.toContain(OTHER_API_V3_KEY);
    expect(requests.every(isList)).toBe(true);
  });

  test('that the APIv3 key does not decrypt are named to everybody at once, each with the task that is its own', async () => {
    const settings = { ...keyOnly, apiV3Key: OTHER_API_V3_KEY };
    const named = { code: 'configuration', message: expect.stringMatching(/apiV3Key: does not decrypt/) as string };
    const { images, clock, requests } = talk(service, settings);
    const submits = Array.from({ length: 20 }, async () => rejectionOf(images.submit(cutOut)));
    expect(await Promise.all(submits)).toMatchObject(submits.map(() => ({ ...named, submission: 'none' })));
    expect(requests).toHaveLength(1);
    expect(clock.elapsed()).toBeLessThan(5_000);
    expect(clock.pending).toBe(0);

    const beside = talk(service, { ...settings, wechatpayPublicKey: TRUST.wechatpayPublicKey });
    const refs = [ref, another];
    const errors = await Promise.all(refs.map(async (asked) => rejectionOf(beside.images.get(asked))));
    expect(errors).toMatchObject(refs.map((asked) => ({ ...named, ref: asked })));
  });

  describe('that cannot be read', () => {
    const entryOf = (serial_no: string, pem: string): object => ({
      serial_no,
      encrypt_certificate: encrypt(pem, 'certificate'),
    });
    /** With something else where the exponent of its key belongs. */
    const withoutExponent = (): string => {
      const der = Buffer.from(pemOf('platformCertificate').replaceAll(/-----.*-----|\s/g, ''), 'base64');
      der[der.indexOf(Buffer.of(0x02, 0x03, 0x01, 0x00, 0x01))] = 0x04;
      return toPem('CERTIFICATE', der.toString('base64'));
    };
    const unreadable: readonly (readonly [string, string])[] = [
      ['no certificate', toPem('CERTIFICATE', 'MAA=')],
      ['no PEM', 'certificate'],
      ['a key that WebCrypto does not take', withoutExponent()],
    ];
    const submitWith = (...data: object[]): Promise<unknown> => {
      const { images } = talk((request) => (isList(request) ? signedAnswer(request, { data }) : acceptance(request)), {
        ...keyOnly,
        retry: { limit: 0 },
      });
      return images.submit(cutOut);
    };

    test.each(unreadable)('cost no other: %s', async (_, pem) => {
      const { data } = certificateList() as { readonly data: readonly object[] };
      expect(await submitWith(entryOf('ABCD', pem), ...data)).toMatchObject({ ref: { kind: 'image' } });
    });

    test.each(unreadable)('are named where there is no other: %s', async (_, pem) => {
      expect(await rejectionOf(submitWith(entryOf('ABCD', pem), entryOf('ABCE', pem)))).toMatchObject({
        code: 'configuration',
        submission: 'none',
        message: expect.stringMatching(/certificate ABCD: /) as string,
      });
    });
  });

  test.each([
    ['404', () => refusal(404, 'RESOURCE_NOT_EXISTS')],
    ['403', () => refusal(403, 'NOT_ENOUGH')],
  ])('that a new merchant does not have (%s) are named, with what to set instead', async (_, none) => {
    const { images, requests } = talk((request) => (isList(request) ? none() : acceptance(request)), keyOnly);
    const error = await rejectionOf(images.submit(cutOut));
    expect(error).toMatchObject({
      code: 'configuration',
      message: expect.stringMatching(/set wechatpayPublicKey/) as string,
    });
    expect(requests).toHaveLength(1);
  });

  test.each([404, 403])(
    'are asked for again after a page with %i, which somebody on the way may have sent',
    async (status) => {
      let lists = 0;
      const { images } = talk(
        (request) => {
          if (!isList(request)) return acceptance(request);
          lists += 1;
          return lists === 1 ? new Response('<html>', { status }) : signedAnswer(request, certificateList());
        },
        { ...keyOnly, retry: { limit: 3 } },
      );
      expect((await images.submit(cutOut)).ref.kind).toBe('image');
      expect(lists).toBe(2);
    },
  );

  test.each<[string, Answerer, string]>([
    [
      'a list that is signed wrong',
      (request) => signedAnswer(request, certificateList(), { flaw: 'wrong' }),
      'signature',
    ],
    ['a list that is not signed', () => Response.json(certificateList()), 'missing-header'],
    [
      'a list of another time',
      (request) => signedAnswer(request, certificateList(), { timestamp: START_S - 301 }),
      'timestamp',
    ],
    [
      'a list that somebody else signed',
      (request) => signedAnswer(request, certificateList(), { with: 'public-key' }),
      'unknown-serial',
    ],
  ])('are not taken from %s', async (_, answer, reason) => {
    const { images, requests } = talk(
      (request, index) => (isList(request) ? answer(request, index) : acceptance(request)),
      { ...keyOnly, retry: { limit: 0 } },
    );
    expect(await rejectionOf(images.submit(cutOut))).toMatchObject({ code: 'signature', reason, submission: 'none' });
    expect(requests.every(isList)).toBe(true);
  });

  test('are fetched in spite of passing faults, five seconds apart', async () => {
    const times: number[] = [];
    const { images, clock, requests } = talk((request) => {
      if (!isList(request)) return acceptance(request);
      times.push(clock.elapsed());
      return times.length < 3 ? refusal(500, 'SYSTEM_ERROR') : listed(request);
    }, keyOnly);
    await images.submit(cutOut);
    expect(requests.map(({ method }) => method)).toEqual(['GET', 'GET', 'GET', 'POST']);
    const [one = 0, two = 0, three = 0] = times;
    expect([two - one, three - two].every((gap) => gap >= 5_000)).toBe(true);
  });

  test('are fetched with a clock that is an hour off: what is judged by it waits for the machine’s own', async () => {
    const date = new Date((START_S + 3_600) * 1_000).toUTCString();
    const { images } = talk(
      (request) => {
        if (timestampOf(request) < START_S + 3_000) return refusal(401, 'SIGN_ERROR', 'no', { date });
        return isList(request) ? listed(request) : acceptance(request);
      },
      { ...keyOnly, retry: { limit: 0 } },
    );
    // Signed an hour away from the local clock: by it alone the list is judged.
    expect(await rejectionOf(images.submit(cutOut))).toMatchObject({
      code: 'signature',
      reason: 'timestamp',
      submission: 'none',
    });
  });

  test('that have expired are not used', async () => {
    const { images, pass } = talk((request) => taskAnswer(request, running), { apiV3Key: undefined });
    expect((await images.get(ref)).status).toBe('running');
    await pass(6 * 365 * 86_400_000);
    expect(await rejectionOf(images.get(ref))).toMatchObject({ code: 'signature', reason: 'unknown-serial' });
  });
});

test('submits that are on their way when a clock an hour off is corrected are all healed', async () => {
  const { images, clock, pass } = talk(
    async (request) => {
      await pass(300);
      const now = START_S + 3_600 + Math.floor(clock.elapsed() / 1_000);
      const date = new Date(now * 1_000).toUTCString();
      return Math.abs(timestampOf(request) - now) > 300
        ? refusal(401, 'SIGN_ERROR', 'no', { date })
        : acceptance(request, { timestamp: now });
    },
    { retry: { limit: 0 } },
  );
  const submits = Array.from({ length: 4 }, () => images.submit(cutOut));
  expect((await Promise.allSettled(submits)).map(({ status }) => status)).toEqual(submits.map(() => 'fulfilled'));
});
