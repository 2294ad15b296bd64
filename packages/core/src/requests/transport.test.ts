import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { createFakeProvider, FAKE_KEY, type FakeSettings } from '../testing/fake-provider.ts';
import { done, late, refuses, reset, says, silent, working } from '../testing/fake-service.ts';
import { createWorld, errorOf, rejection } from '../testing/world.ts';

const input = { prompt: 'a cat' };

describe('baseUrl', () => {
  test.each([
    ['https://relay.example', 'https://relay.example/tasks'],
    ['https://relay.example/', 'https://relay.example/tasks'],
    ['https://relay.example///', 'https://relay.example/tasks'],
    ['https://relay.example/a/b', 'https://relay.example/a/b/tasks'],
    ['https://relay.example/a/b//', 'https://relay.example/a/b/tasks'],
    ['http://127.0.0.1:8080/prefix/', 'http://127.0.0.1:8080/prefix/tasks'],
    ['http://[::1]:8080', 'http://[::1]:8080/tasks'],
    ['HTTPS://Relay.Example/A', 'https://relay.example/A/tasks'],
    ['https://relay.example/a%20b', 'https://relay.example/a%20b/tasks'],
    ['https://relay.example/@user', 'https://relay.example/@user/tasks'],
    [new URL('https://relay.example/a/'), 'https://relay.example/a/tasks'],
  ])('%s is kept, with its path', async (baseUrl, url) => {
    const { client, service } = createWorld();
    await client({ baseUrl }).submit(input);
    expect(service.requests[0]?.url).toBe(url);
  });

  test('absent is the service’s own', async () => {
    const { images, service } = createWorld();
    await images.submit(input);
    expect(service.requests[0]?.url).toBe('https://fake.example/tasks');
  });

  const user = 'https://name:secret-of-the-user@relay.example';
  test.each([
    user,
    'https://name@relay.example',
    new URL(user),
    'https://relay.example?key=1',
    'https://relay.example/a?key=1',
    'https://relay.example/a?',
    'https://relay.example/#part',
    'ftp://relay.example',
    'file:///etc/passwd',
    'relay.example',
    '//relay.example',
    '/tasks',
    'https://',
    'https:///tasks',
    'https://a b',
    '',
  ])('%s is refused, without a word of what is in it', (baseUrl) => {
    const make = (): unknown => createFakeProvider({ baseUrl });
    expect(make).toThrow(expect.objectContaining({ code: 'configuration', provider: 'fake', submission: 'none' }));
    expect(make).toThrow('baseUrl');
    expect(make).not.toThrow('secret-of-the-user');
  });
});

describe('settings', () => {
  test.each<readonly [string, FakeSettings | Record<string, unknown>]>([
    ['baseUrl', { baseUrl: 42 }],
    ['fetch', { fetch: 'https://relay.example' }],
    ['onEvent', { onEvent: {} }],
    ['clock', { clock: { now: () => 0 } }],
    ['clock', { clock: null }],
    ['timeoutMs.submit', { timeoutMs: { submit: 0 } }],
    ['timeoutMs.query', { timeoutMs: { query: '5' } }],
    ['timeoutMs.querry', { timeoutMs: { querry: 5 } }],
    ['timeoutMs', { timeoutMs: 5_000 }],
    ['retry.limit', { retry: { limit: -1 } }],
    ['retry.limit', { retry: { limit: 1.5 } }],
    ['retry.maxDelayMs', { retry: { maxDelayMs: NaN } }],
    ['pace', { pace: { queryPerSecond: 0 } }],
    ['pace', { pace: { queryPerSecond: NaN } }],
    ['pace', { pace: { queriesPerSecond: 5 } }],
    ['pace', { pace: 'fast' }],
    ['wait.minIntervalMs', { wait: { minIntervalMs: -1 } }],
    ['wait.signal', { wait: { signal: undefined } }],
    ['userAgent', { userAgent: 'a\r\nauthorization: x' }],
    ['userAgent', { userAgent: 'Mr. Bögel' }],
    ['userAgent', { userAgent: '' }],
    ['apiKey', { apiKey: '' }],
    ['apiKey', { apiKey: 'two words' }],
    ['apiKey', { apiKey: 'key\n' }],
    ['apiKey', { apiKey: 42 }],
    ['apikey', { apikey: 'misspelt' }],
  ])('%s is checked (%o)', (path, settings) => {
    const make = (): unknown => createFakeProvider(settings as FakeSettings);
    expect(make).toThrow(expect.objectContaining({ code: 'configuration', provider: 'fake' }));
    expect(make).toThrow(`${path}: `);
    expect(make).not.toThrow('misspelt');
  });

  test.each([undefined, null, 'key', 42])('%o are none', (settings) => {
    expect(() => createFakeProvider(settings as never)).toThrow(expect.objectContaining({ code: 'configuration' }));
  });

  test('that are undefined are not given', () => {
    const names = ['baseUrl', 'fetch', 'clock', 'timeoutMs', 'retry', 'pace', 'wait', 'onEvent', 'userAgent', 'apiKey'];
    const settings = Object.fromEntries(names.map((name) => [name, undefined]));
    expect(createFakeProvider(settings).images.provider).toBe('fake');
    expect(createFakeProvider({ timeoutMs: { submit: undefined }, retry: { limit: undefined } }).images).toBeDefined();
  });
});

describe('a request', () => {
  test('says who asks, signed, and wants JSON', async () => {
    const { images, client, service } = createWorld();
    await images.submit(input);
    await client({ userAgent: 'shop/2.0 (test)' }).submit(input);
    const [first, second] = service.requests;
    expect(first).toMatchObject({ method: 'POST', body: JSON.stringify(input) });
    expect(Object.fromEntries(first?.headers ?? [])).toEqual({
      accept: 'application/json',
      authorization: `Bearer ${FAKE_KEY}`,
      'content-type': 'application/json',
      'user-agent': '@x/fake',
      'x-signed-at': '2026-01-01T00:00:00.000Z',
    });
    expect(second?.headers.get('user-agent')).toBe('shop/2.0 (test)');
  });

  test('goes through the platform’s fetch of that moment, where none is given', async () => {
    const { clock } = createWorld();
    const { images } = createFakeProvider({ clock });
    const fetch = vi.fn(async () => says({ id: 'global' }));
    vi.stubGlobal('fetch', fetch);
    onTestFinished(() => void vi.unstubAllGlobals());
    expect((await images.submit(input)).ref.id).toBe('global');
    expect(fetch).toHaveBeenCalledWith(expect.any(Request), { signal: expect.any(AbortSignal) });
  });

  // The fetch of browsers and workerd refuses to be called as a method of something else.
  test('calls a given fetch as a bare function, with one Request', async () => {
    const { clock } = createWorld();
    const seen: unknown[] = [];
    function fetch(this: unknown, ...all: readonly unknown[]): Response {
      seen.push(this, ...all);
      return says({ id: 't' });
    }
    await createFakeProvider({ clock, fetch }).images.submit(input);
    expect(seen).toEqual([undefined, expect.any(Request)]);
  });

  test('takes a fetch that answers without a promise, and one that throws', async () => {
    const { clock } = createWorld();
    const answering = createFakeProvider({ clock, fetch: () => says({ id: 'at once' }) });
    expect((await answering.images.submit(input)).ref.id).toBe('at once');
    const throwing = createFakeProvider({
      clock,
      fetch: () => {
        throw new TypeError('Illegal invocation');
      },
    });
    await errorOf(throwing.images.submit(input), 'submission-unknown');
  });

  test('with a form makes it afresh for each attempt', async () => {
    const { images, service } = createWorld();
    service.next('submit', refuses(429), refuses(429));
    await images.submit({ ...input, form: true });
    const bodies = service.requests.map(({ body }) => body);
    expect(bodies).toHaveLength(3);
    for (const [index, body] of bodies.entries()) {
      expect(body).toContain('name="prompt"\r\n\r\na cat\r\n');
      expect(body).toContain(`name="form"\r\n\r\n${index + 1}\r\n`);
    }
    const types = service.requests.map(({ headers }) => headers.get('content-type') ?? '');
    for (const type of types) expect(type).toMatch(/^multipart\/form-data; boundary=/);
    expect(new Set(types).size, 'one boundary each').toBe(3);
  });

  test('is one request and one response in the events, however it ends', async () => {
    const { images, service, events, clock } = createWorld({ timeoutMs: { query: 5_000 }, retry: { limit: 9 } });
    const faults = [
      reset,
      refuses(503),
      refuses(429),
      silent,
      late(clock, 9_000, done),
      () => new Response(null, { status: 307 }),
    ];
    service.next('query', ...faults.slice(0, -1), ...faults.slice(-1));
    const { ref } = await images.submit(input);
    await errorOf(images.get(ref), 'response');
    const ofType = (type: string): readonly string[] =>
      events
        .filter((event) => event.type === type)
        .map((event) => ('attempt' in event ? `${event.callId} ${event.attempt}` : ''));
    expect(ofType('request')).toHaveLength(7);
    expect(ofType('response')).toEqual(ofType('request'));
    const answers = events.flatMap((event) => (event.type === 'response' ? [event.status ?? event.error] : []));
    expect(answers).toEqual([200, 'network', 503, 429, 'request-timeout', 'request-timeout', 307]);
  });
});

describe('an answer', () => {
  test.each([301, 302, 303, 307, 308])('%i is never followed', async (status) => {
    const { images, service } = createWorld();
    const redirect = (): Response =>
      new Response('{"id":"elsewhere"}', { status, headers: { location: 'https://evil.example/' } });
    service.always('submit', redirect);
    const error = await errorOf(images.submit(input), 'submission-unknown');
    expect(error.submission).toBe('unknown');
    expect(service.requests).toMatchObject([{ redirect: 'manual' }]);
  });

  test('of exactly 10 MiB is read', async () => {
    const { images, service } = createWorld();
    const empty = JSON.stringify({ id: 't', fill: '' });
    service.next(
      'submit',
      () => new Response(JSON.stringify({ id: 't', fill: 'x'.repeat(10 * 1024 * 1024 - empty.length) })),
    );
    expect((await images.submit(input)).ref.id).toBe('t');
  });

  test('of more is none, and its rest is not read', async () => {
    const { images, service } = createWorld();
    let chunks = 0;
    let cancelled = false;
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) =>
        controller.enqueue(
          new TextEncoder().encode((chunks += 1) === 1 ? '{"id":"t","fill":"' : 'x'.repeat(1024 * 1024)),
        ),
      cancel: () => void (cancelled = true),
    });
    service.next('submit', () => new Response(endless));
    await errorOf(images.submit(input), 'submission-unknown');
    expect(cancelled).toBe(true);
    expect(chunks).toBeLessThan(15);
  });

  test('whose body breaks off leaves a submit unknown', async () => {
    const { images, service } = createWorld();
    const broken = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(new TextEncoder().encode('{"id":')),
      pull: (controller) => controller.error(new TypeError('terminated')),
    });
    service.next('submit', () => new Response(broken, { status: 200 }));
    const error = await errorOf(images.submit(input), 'submission-unknown');
    expect(error.cause).toMatchObject({ message: 'terminated' });
  });

  test('that comes too late is not taken', async () => {
    const { images, service, clock } = createWorld();
    service.next(
      'submit',
      late(clock, 60_001, () => says({ id: 'late' })),
    );
    await errorOf(images.submit(input, { timeoutMs: 60_000 }), 'submission-unknown');
    expect(clock.elapsed()).toBe(60_000);
    service.next(
      'submit',
      late(clock, 59_999, () => says({ id: 'in time' })),
    );
    expect((await images.submit(input, { timeoutMs: 60_000 })).ref.id).toBe('in time');
  });

  test('without an id has the request’s id in its error', async () => {
    const { images, service, refOf } = createWorld();
    const headers = { 'x-request-id': 'r-42' };
    service.next('submit', () => says({}, { headers }), refuses(400, {}, headers));
    expect(await errorOf(images.submit(input), 'submission-unknown')).toMatchObject({
      requestId: 'r-42',
      lookup: { prompt: 'a cat', requestId: 'r-42', sentAt: '2026-01-01T00:00:00.000Z' },
    });
    expect(await errorOf(images.submit(input), 'api')).toMatchObject({ requestId: 'r-42', status: 400 });
    service.next('query', () => says({ state: 'working' }, { headers }));
    expect(await images.get(refOf('t'))).toMatchObject({ requestId: 'r-42' });
  });
});

describe('a listener', () => {
  test('that throws changes nothing', async () => {
    const { client } = createWorld({
      onEvent: () => {
        throw new Error('the logger is broken');
      },
    });
    expect(await client().run(input)).toMatchObject({ status: 'succeeded' });
  });

  test('that rejects changes nothing', async () => {
    const unhandled: unknown[] = [];
    const note = (error: unknown): void => void unhandled.push(error);
    process.on('unhandledRejection', note);
    onTestFinished(() => void process.off('unhandledRejection', note));
    const { client } = createWorld({ onEvent: () => Promise.reject(new Error('the logger is broken')) as never });
    expect(await client().run(input)).toMatchObject({ status: 'succeeded' });
    await new Promise((resolve) => setImmediate(resolve));
    expect(unhandled).toEqual([]);
  });
});

test('a call that is aborted before it begins asks nobody', async () => {
  const { images, service, refOf, clock } = createWorld();
  const reason = new Error('changed my mind');
  const signal = AbortSignal.abort(reason);
  service.always('query', working);
  const calls = [
    images.submit(input, { signal }),
    images.run(input, { signal }),
    images.get(refOf('t'), { signal }),
    images.resume(refOf('t')).wait({ signal }),
    images.resume(refOf('t')).watch({ signal })[Symbol.asyncIterator]().next(),
    images.runAll([input], { signal })[Symbol.asyncIterator]().next(),
  ];
  for (const call of calls) expect(await rejection(call)).toBe(reason);
  expect([service.requests.length, clock.pending]).toEqual([0, 0]);
});

describe('a call that a listener of its events aborts', () => {
  const stop = new Error('stop');
  const abortAt = (type: string) => {
    const controller = new AbortController();
    const told: string[] = [];
    const onEvent = (event: { readonly type: string }): void => {
      told.push(event.type);
      if (event.type === type) controller.abort(stop);
    };
    return { signal: controller.signal, told, onEvent };
  };

  test('at `request` is not handed to fetch, and has bought nothing', async () => {
    const { client, service } = createWorld();
    const { signal, told, onEvent } = abortAt('request');
    expect(await rejection(client({ onEvent }).submit(input, { signal }))).toBe(stop);
    expect(service.requests).toEqual([]);
    expect(told).toEqual(['request', 'response']);
  });

  test('at `throttled` ends at once', async () => {
    const { client, service, clock, refOf } = createWorld();
    const { signal, onEvent } = abortAt('throttled');
    const images = client({ onEvent, pace: { submitPerSecond: 0.01, queryPerSecond: 0.01 } });
    await images.submit(input);
    expect(await rejection(images.submit(input, { signal }))).toBe(stop);
    await images.get(refOf('t'));
    service.always('query', working);
    const again = abortAt('throttled');
    const other = client({ onEvent: again.onEvent, pace: { queryPerSecond: 0.01 } });
    await other.get(refOf('t'));
    expect(await rejection(other.resume(refOf('u', 60_000)).wait({ signal: again.signal }))).toBe(stop);
    expect(clock.elapsed()).toBe(0);
    expect(clock.pending).toBe(0);
  });
});

test('a body that stops is let go when its time is over, also where fetch hears no signal', async () => {
  const { client, service, refOf } = createWorld();
  const cancel = vi.fn();
  const text = new TextEncoder().encode('{');
  service.always('query', () => new Response(new ReadableStream({ start: (body) => body.enqueue(text), cancel })));
  await errorOf(client({ retry: { limit: 2 } }).get(refOf('t')), 'request-timeout');
  expect(service.of('query')).toHaveLength(3);
  expect(cancel).toHaveBeenCalledTimes(3);
});
