import { inspect } from 'node:util';
import { ConfigurationError } from '@x/core';
import { createVirtualClock } from '@x/sandbox';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { createTensorsLab, type TensorsLabSettings } from './index.ts';
import { accepted, answerOf, talk } from './testing/talk.ts';

const input = { model: 'zimage', prompt: 'a cat' };

afterEach(() => {
  vi.unstubAllGlobals();
});

async function authorizationOf(settings: Partial<TensorsLabSettings>): Promise<string | null | undefined> {
  const { images, requests } = talk(accepted, settings);
  await images.submit(input);
  return requests[0]?.headers.get('authorization');
}

describe('the key', () => {
  test.each<[Partial<TensorsLabSettings>, string]>([
    [{ apiKey: 'abc' }, 'Bearer abc'],
    [{ apiKey: 'abc', authorization: 'bearer' }, 'Bearer abc'],
    [{ apiKey: 'abc', authorization: 'plain' }, 'abc'],
    [{ apiKey: 'Bearer abc' }, 'Bearer abc'],
    [{ apiKey: 'bearer  abc' }, 'Bearer abc'],
    [{ apiKey: 'Bearer abc', authorization: 'plain' }, 'abc'],
    [{ apiKey: () => 'abc' }, 'Bearer abc'],
    [{ apiKey: async () => 'Bearer abc', authorization: 'plain' }, 'abc'],
  ])('%o is sent as %s', async (settings, authorization) => {
    expect(await authorizationOf(settings)).toBe(authorization);
  });

  test('is asked for at every attempt, so that it can change', async () => {
    let asked = 0;
    const { images, requests } = talk(
      (_, index) => (index === 0 ? answerOf({ code: 9999, msg: 'slow down' }, 429) : accepted()),
      { apiKey: () => `key-${(asked += 1)}`, retry: { limit: 1 } },
    );
    await images.submit(input);
    await images.submit(input);
    expect(requests.map(({ headers }) => headers.get('authorization'))).toEqual([
      'Bearer key-1',
      'Bearer key-2',
      'Bearer key-3',
    ]);
  });

  test.each<[string, () => string | Promise<string>]>([
    ['throws', () => Promise.reject(new Error('vault sealed, token hunter2'))],
    ['gives nothing', () => ''],
    ['gives a header more', () => 'hunter2\r\nx-admin: 1'],
    ['gives no text', () => ({ key: 'hunter2' }) as unknown as string],
  ])('whose function %s sends nothing', async (_, apiKey) => {
    const { images, requests } = talk(accepted, { apiKey, retry: { limit: 3 } });
    const error: unknown = await images.submit(input).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error).toMatchObject({ code: 'configuration', submission: 'none', retryable: false });
    expect((error as Error).message).toContain('apiKey');
    expect((error as Error).message).not.toContain('hunter2');
    expect(requests).toHaveLength(0);
  });

  test('whose function fails for a moment costs no wait', async () => {
    let asked = 0;
    const apiKey = (): string => {
      asked += 1;
      if (asked === 2) throw new Error('vault sealed');
      return 'sandbox-key';
    };
    const picture = { taskid: 't', url: ['https://a.example/1.png'], image_status: 3 };
    const { images } = talk(
      (_, index) => (index === 0 ? accepted() : answerOf({ code: 1000, msg: 'OK', data: picture })),
      { apiKey },
    );
    expect(await images.run(input)).toMatchObject({ status: 'succeeded' });
  });

  test('whose call was aborted while it was fetched is not used', async () => {
    const controller = new AbortController();
    const reason = new Error('changed my mind');
    const { images, requests } = talk(accepted, {
      apiKey: async () => {
        controller.abort(reason);
        return 'sandbox-key';
      },
    });
    await expect(images.submit(input, { signal: controller.signal })).rejects.toBe(reason);
    expect(requests).toHaveLength(0);
  });

  test('that never comes is a time-out of a submit that was never sent', async () => {
    const { images, requests } = talk(accepted, { apiKey: () => new Promise(() => undefined) });
    await expect(images.submit(input, { timeoutMs: 5_000 })).rejects.toMatchObject({
      code: 'request-timeout',
      submission: 'none',
    });
    expect(requests).toHaveLength(0);
  });
});

describe('the address', () => {
  test.each<[string | URL | undefined, string]>([
    [undefined, 'https://api.tensorslab.com/v1/images/zimage'],
    ['https://proxy.example', 'https://proxy.example/v1/images/zimage'],
    ['https://proxy.example/', 'https://proxy.example/v1/images/zimage'],
    ['https://proxy.example/tensorslab', 'https://proxy.example/tensorslab/v1/images/zimage'],
    ['https://proxy.example/a/b/', 'https://proxy.example/a/b/v1/images/zimage'],
    [new URL('http://127.0.0.1:8080/a'), 'http://127.0.0.1:8080/a/v1/images/zimage'],
  ])('%s', async (baseUrl, url) => {
    const { images, requests } = talk(accepted, { baseUrl });
    const { ref } = await images.submit(input);
    await images.get(ref).catch(() => undefined);
    expect(requests.map((request) => request.url)).toEqual([url, url.replace('zimage', 'infobytaskid')]);
  });

  test('no redirect is followed, and fetch is told so', async () => {
    const { images, requests } = talk();
    await images.submit(input);
    expect(requests[0]?.redirect).toBe('manual');
  });

  test('the user agent is ours, or the one that was given', async () => {
    const agentOf = async (settings: Partial<TensorsLabSettings>): Promise<string | null | undefined> => {
      const { images, requests } = talk(accepted, settings);
      await images.submit(input);
      return requests[0]?.headers.get('user-agent');
    };
    expect(await agentOf({})).toContain('@x/tensorslab');
    expect(await agentOf({ userAgent: 'gallery/2' })).toBe('gallery/2');
  });
});

describe('a fetch of the user', () => {
  const odd: Readonly<Record<string, () => Response | Promise<Response>>> = {
    'throws at once': () => {
      throw new TypeError('Failed to fetch');
    },
    'gives no Response': () => undefined as unknown as Response,
    'gives a promise of no Response': async () => ({ ok: true }) as Response,
    'gives a Response that was read already': async () => {
      const response = accepted();
      await response.text();
      return response;
    },
    'gives an error Response': () => Response.error(),
  };
  test.each(Object.entries(odd))('that %s leaves a submit unknown, and a query without an answer', async (_, fetch) => {
    const { images, requests } = talk(fetch, { retry: { limit: 3 } });
    await expect(images.submit(input)).rejects.toMatchObject({ code: 'submission-unknown', submission: 'unknown' });
    expect(requests).toHaveLength(1);
    const ref = (await talk().images.submit(input)).ref;
    await expect(images.get(ref)).rejects.toMatchObject({ submission: 'accepted', ref });
  });

  test('gets one Request and nothing else, with the whole body in it', async () => {
    const forms: FormData[] = [];
    const fetch = async (...values: readonly unknown[]): Promise<Response> => {
      expect(values).toEqual([expect.any(Request)]);
      forms.push(await (values[0] as Request).formData());
      return accepted();
    };
    await createTensorsLab({ apiKey: 'abc', clock: createVirtualClock(), fetch }).images.submit(input);
    expect(forms.map((form) => form.get('prompt'))).toEqual(['a cat']);
  });
});

test('a machine whose clock is set while a wait goes on disturbs nobody', async () => {
  const clock = createVirtualClock();
  let offsetMs = 0;
  const running = { code: 1000, msg: 'OK', data: { taskid: 't', url: [], image_status: 2 } };
  const { images } = talk((_, index) => (index === 0 ? accepted() : answerOf(running)), {
    clock: { ...clock, now: () => clock.now() + offsetMs },
  });
  clock.setTimer(5_000, () => (offsetMs = 86_400_000));
  clock.setTimer(9_000, () => (offsetMs = -86_400_000));
  await expect(images.run(input, { timeoutMs: 60_000 })).rejects.toMatchObject({ code: 'task-timeout' });
  expect(clock.elapsed()).toBe(60_000);
});

describe('making a client', () => {
  test('makes no request and starts nothing', () => {
    const clock = createVirtualClock();
    const fetch = vi.fn(() => accepted());
    createTensorsLab({ apiKey: 'abc', clock, fetch });
    expect(fetch).not.toHaveBeenCalled();
    expect(clock.pending).toBe(0);
  });

  test('takes the fetch of the platform that is there when it is used', async () => {
    const { images } = createTensorsLab({ apiKey: 'abc', clock: createVirtualClock() });
    const fetch = vi.fn((_request: Request) => accepted());
    vi.stubGlobal('fetch', fetch);
    await images.submit(input);
    expect(fetch).toHaveBeenCalledOnce();
    expect(fetch.mock.calls[0]?.[0]).toBeInstanceOf(Request);
  });

  const secret = 'hunter2 hunter2';
  test.each<[string, object]>([
    ['apiKey', { apiKey: undefined }],
    ['apiKey', { apiKey: '' }],
    ['apiKey', { apiKey: secret }],
    ['apiKey', { apiKey: 'hunter2\r\nx-admin: 1' }],
    ['apiKey', { apiKey: '密钥hunter2' }],
    ['apiKey', { apiKey: { hunter2: 'hunter2' } }],
    ['apikey', { apikey: 'hunter2' }],
    ['authorization', { authorization: 'hunter2' }],
    ['baseUrl', { baseUrl: 'hunter2' }],
    ['baseUrl', { baseUrl: 'ftp://hunter2.example' }],
    ['baseUrl', { baseUrl: 'https://user:hunter2@proxy.example' }],
    ['baseUrl', { baseUrl: 'https://proxy.example/?key=hunter2' }],
    ['baseUrl', { baseUrl: 'https://proxy.example/#hunter2' }],
    ['baseUrl', { baseUrl: 42 }],
    ['fetch', { fetch: 'hunter2' }],
    ['clock', { clock: { now: () => 0, hunter2: 1 } }],
    ['timeoutMs.submit', { timeoutMs: { submit: 0 } }],
    ['timeoutMs.query', { timeoutMs: { query: '5' } }],
    ['timeoutMs', { timeoutMs: 5_000 }],
    ['retry.limit', { retry: { limit: -1 } }],
    ['retry.limit', { retry: { limit: 1.5 } }],
    ['retry.maxDelayMs', { retry: { maxDelayMs: NaN } }],
    ['pace', { pace: { submitPerSecond: 0 } }],
    ['pace', { pace: { queryPerSecond: -1 } }],
    ['pace', { pace: { queriesPerSecond: 10 } }],
    ['pace', { pace: 10 }],
    ['wait.timeoutMs', { wait: { timeoutMs: -5 } }],
    ['wait.minIntervalMs', { wait: { minIntervalMs: NaN } }],
    ['onEvent', { onEvent: 'hunter2' }],
    ['userAgent', { userAgent: 'hunter2\r\nx-admin: 1' }],
  ])('with a wrong %s names it and never shows it: %o', (path, wrong) => {
    const make = (): unknown => createTensorsLab({ apiKey: 'abc', ...wrong } as TensorsLabSettings);
    let error: unknown;
    try {
      make();
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error).toMatchObject({ code: 'configuration', provider: 'tensorslab', submission: 'none' });
    expect((error as Error).message).toContain(path);
    const shown = inspect(error, { depth: 10, showHidden: true }) + JSON.stringify(error);
    expect(shown).not.toContain('hunter2');
  });

  test('without any settings is a ConfigurationError too', () => {
    expect(() => createTensorsLab(undefined as unknown as TensorsLabSettings)).toThrow(ConfigurationError);
  });

  test('takes undefined for "not given", everywhere', async () => {
    const none = { authorization: undefined, baseUrl: undefined, pace: undefined, wait: undefined, onEvent: undefined };
    const inner = { timeoutMs: { submit: undefined }, retry: { limit: undefined }, userAgent: undefined };
    const { images } = talk(accepted, { ...none, ...inner });
    expect((await images.submit(input)).ref.id).toBe('abcd_1234567890abcdef');
  });
});
