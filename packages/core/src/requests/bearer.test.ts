import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { bearer } from './bearer.ts';
import { notConnected, refuses, says, working } from '../testing/fake-service.ts';
import { createWorld, errorOf } from '../testing/world.ts';

const input = { prompt: 'a cat' };

describe('the Authorization header', () => {
  test.each([
    ['key', 'bearer', 'Bearer key'],
    ['key', undefined, 'Bearer key'],
    ['key', 'plain', 'key'],
    ['Bearer key', 'bearer', 'Bearer key'],
    ['bearer  key', 'bearer', 'Bearer key'],
    ['Bearer key', 'plain', 'key'],
    ['~!@#$%^&*()_+{}|:"<>?', 'bearer', 'Bearer ~!@#$%^&*()_+{}|:"<>?'],
  ] as const)('of %j, %s', async (key, form, authorization) => {
    const signed = await bearer('fake', 'apiKey', key, form)();
    expect(signed.headers).toEqual({ authorization });
    expect(signed.secrets).toEqual([authorization.replace('Bearer ', '')]);
  });
});

describe('a key that is a function', () => {
  test('is asked at every attempt, and every attempt is signed afresh', async () => {
    let keys = 0;
    const { client, service, clock } = createWorld();
    service.next('submit', refuses(429), notConnected, refuses(429));
    await client({ apiKey: async () => `key-${(keys += 1)}` }).submit(input);
    expect(service.requests.map(({ headers }) => headers.get('authorization'))).toEqual([
      'Bearer key-1',
      'Bearer key-2',
      'Bearer key-3',
      'Bearer key-4',
    ]);
    const signedAt = service.requests.map(({ headers }) => headers.get('x-signed-at'));
    expect(new Set(signedAt).size).toBe(4);
    expect(signedAt[3]).toBe(new Date(clock.now()).toISOString());
  });

  test('is not asked before it is needed', async () => {
    let asked = 0;
    const { client, service } = createWorld({ pace: { submitPerSecond: 0.01 } });
    const images = client({ apiKey: () => `key-number-${(asked += 1)}` });
    expect(asked).toBe(0);
    await images.submit(input);
    const controller = new AbortController();
    const queued = images.submit(input, { signal: controller.signal }).catch(() => undefined);
    await Promise.resolve();
    controller.abort();
    await queued;
    expect([asked, service.requests.length]).toEqual([1, 1]);
  });

  const fault = new Error('the vault is sealed: token hvs.secret-of-the-vault');
  const broken: Readonly<Record<string, () => string | Promise<string>>> = {
    throws: () => {
      throw fault;
    },
    rejects: () => Promise.reject(fault),
    'gives nothing': () => undefined as never,
    'gives text that no header takes': () => 'hvs.secret-of-the-vault\n',
    'gives an empty text': () => '',
  };
  test.each(Object.entries(broken))('and %s is a fault of the settings, and nothing is sent', async (_, apiKey) => {
    const { client, service, events } = createWorld();
    const error = await errorOf(client({ apiKey }).submit(input), 'configuration');
    expect(error).toMatchObject({ provider: 'fake', submission: 'none', retryable: false });
    expect(error.message).toMatch(/^fake: apiKey: /);
    expect(error.message + JSON.stringify(error)).not.toContain('hvs.');
    expect(service.requests).toEqual([]);
    expect(events).toEqual([]);
  });

  test('and throws, has what it threw as cause', async () => {
    const { client } = createWorld();
    const error = await errorOf(client({ apiKey: () => Promise.reject(fault) }).submit(input), 'configuration');
    expect(error.cause).toBe(fault);
  });

  test('and throws an error with objects, has a copy of it as cause', async () => {
    const { client } = createWorld();
    const vault = Object.assign(new Error('sealed'), {
      request: { token: 'hvs.secret-of-the-vault' },
      code: 'E_SEALED',
    });
    const error = await errorOf(client({ apiKey: () => Promise.reject(vault) }).submit(input), 'configuration');
    expect(error.cause).toMatchObject({ message: 'sealed', code: 'E_SEALED' });
    expect(inspect(error, { depth: 10 })).not.toContain('hvs.');
  });

  test('and is slow counts for the time of the attempt, which never leaves', async () => {
    const { client, service, clock } = createWorld({ retry: { limit: 1 } });
    const images = client({ apiKey: () => new Promise(() => undefined) });
    const error = await errorOf(images.submit(input, { timeoutMs: 5_000 }), 'request-timeout');
    expect(error).toMatchObject({ submission: 'none', retryable: true });
    expect(service.requests).toEqual([]);
    expect(clock.elapsed()).toBeGreaterThanOrEqual(10_000);
  });

  test('fails for a while, and the wait goes on', async () => {
    let asked = 0;
    const { client, service, refOf } = createWorld();
    const apiKey = (): string => {
      asked += 1;
      if (asked % 5 !== 0) throw fault;
      return 'key';
    };
    service.next('query', working, working);
    const task = client({ apiKey }).resume(refOf('t'));
    expect(await task.wait()).toMatchObject({ status: 'succeeded' });
    expect([asked, service.requests.length]).toEqual([15, 3]);
  });

  test('fails for good, and the wait ends: the task is there, and its error says so', async () => {
    let asked = 0;
    const { client, refOf, events } = createWorld();
    const apiKey = (): string => {
      asked += 1;
      throw fault;
    };
    const ref = refOf('t');
    const error = await errorOf(client({ apiKey }).resume(ref).wait(), 'configuration');
    expect(asked).toBe(5);
    expect(error).toMatchObject({ submission: 'accepted', ref });
    expect(events.at(-1)).toMatchObject({ type: 'settled', status: 'gave-up' });
  });

  test('fails in get: the task is there, and its error says so', async () => {
    const { client, refOf } = createWorld();
    const ref = refOf('t');
    const images = client({ apiKey: () => Promise.reject(fault) });
    expect(await errorOf(images.get(ref), 'configuration')).toMatchObject({ submission: 'accepted', ref });
  });

  test('fails when a submit of which nobody knows the end is to be repeated', async () => {
    let asked = 0;
    const { client, service } = createWorld({ lookAfterMs: 2_000 });
    const apiKey = (): string => {
      asked += 1;
      if (asked > 2) throw fault;
      return 'key';
    };
    service.next('submit', () => says({}));
    const error = await errorOf(client({ apiKey }).submit(input), 'submission-unknown');
    expect(error).toMatchObject({ submission: 'unknown', retryable: false });
    expect(service.of('submit')).toHaveLength(1);
  });
});
