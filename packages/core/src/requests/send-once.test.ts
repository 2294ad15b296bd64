import { describe, expect, test } from 'vitest';
import {
  fetchFailed,
  fails,
  late,
  notConnected,
  refuses,
  reset,
  says,
  silent,
  type Step,
} from '../testing/fake-service.ts';
import { createWorld, errorOf, gapsOf, rejection } from '../testing/world.ts';

const input = { prompt: 'a cat' };
const found: Step = () => says({ id: 'found' });
const unnamed: Step = () => says({ id: 'unnamed' });
const absent: Step = refuses(404);
const AFTER_MS = 2_000;

/** A service that tells whether it has a submit, and takes a repeat for the same one. */
const repeatable = { lookAfterMs: AFTER_MS, looks: 3 };
const kinds = ({
  service,
}: {
  readonly service: { readonly requests: readonly { readonly kind: string }[] };
}): readonly string[] => service.requests.map(({ kind }) => kind);

describe('an abort by who hears that a submit is unknown', () => {
  test.each(['submission-unknown', 'response'])(
    '(%s) rejects with its reason, and with nothing that calls it safe',
    async (type) => {
      const left = new AbortController();
      const onEvent = (event: { readonly type: string }): void => {
        if (event.type === type) left.abort(new Error('stop the batch'));
      };
      const { images, service } = createWorld({ onEvent });
      service.next('submit', reset);
      expect(await rejection(images.submit(input, { signal: left.signal }))).toBe(left.signal.reason);
    },
  );
});

/** What leaves a submit unknown. */
const lost: Readonly<Record<string, Step>> = {
  'a reset': reset,
  'an error without a code': fails(new TypeError('Failed to fetch')),
  'one of two addresses': fails(
    new TypeError('fetch failed', {
      cause: new AggregateError([
        (fetchFailed('ECONNREFUSED', { syscall: 'connect' }) as Error).cause,
        (fetchFailed('ECONNRESET', { syscall: 'read' }) as Error).cause,
      ]),
    }),
  ),
  'a 202': () => says({ id: 't' }, { status: 202 }),
  'a 303': () => says({ id: 't' }, { status: 303, headers: { location: '/tasks/t' } }),
  'a 408': refuses(408),
  'a 500': refuses(500, { message: 'oops' }),
  'a 503': refuses(503, {}, { 'retry-after': '5' }),
  'a 200 without id': () => says({}),
  'a 200 in HTML': () => new Response('<html>welcome</html>'),
};

describe('a submit of which nobody knows the end', () => {
  test.each(Object.entries(lost))('(%s) is looked for, and found: accepted, and sent once', async (_, step) => {
    const world = createWorld(repeatable);
    world.service.next('submit', step);
    world.service.always('look', found);
    const task = await world.images.submit(input);
    expect(task.ref).toMatchObject({ id: 'found', params: { account: 'one', region: 'north' } });
    expect(kinds(world)).toEqual(['submit', 'look']);
    expect(gapsOf(world.service.requests)[0]).toBeGreaterThanOrEqual(AFTER_MS);
    expect(world.events.map(({ type }) => type)).not.toContain('submission-unknown');
    expect(world.events.at(-1)).toMatchObject({ type: 'submitted', ref: task.ref });
    expect(await task.wait()).toMatchObject({ status: 'succeeded' });
  });

  test.each(Object.entries(lost))('(%s) is never sent again where the service has no way to look', async (_, step) => {
    const { images, service, events } = createWorld();
    service.next('submit', step);
    const error = await errorOf(images.submit(input), 'submission-unknown');
    expect(error).toMatchObject({ submission: 'unknown', retryable: false, provider: 'fake' });
    expect(error.lookup).toMatchObject({ prompt: 'a cat', sentAt: '2026-01-01T00:00:00.000Z' });
    expect('executed' in error).toBe(false);
    expect(service.requests).toHaveLength(1);
    expect(events.at(-1)).toMatchObject({ type: 'submission-unknown', lookup: { prompt: 'a cat' } });
  });

  test('and is not known to the service, is sent again: the same, no sooner than it may be', async () => {
    const world = createWorld(repeatable);
    world.service.next('submit', reset);
    const { ref } = await world.images.submit(input);
    expect(ref.id).toBe('t-1');
    expect(kinds(world)).toEqual(['submit', 'look', 'submit']);
    const [first, second] = world.service.of('submit');
    expect(second?.body).toBe(first?.body);
    expect(gapsOf(world.service.of('submit'))[0]).toBeGreaterThanOrEqual(AFTER_MS);
    expect(world.events.filter(({ type }) => type === 'retry')).toMatchObject([
      { operation: 'submit', error: 'network' },
    ]);
  });

  test('is looked for again when the look fails, and never repeated blindly', async () => {
    const world = createWorld(repeatable);
    world.service.next('submit', reset);
    world.service.next('look', reset, refuses(500), found);
    expect((await world.images.submit(input)).ref.id).toBe('found');
    expect(kinds(world)).toEqual(['submit', 'look', 'look', 'look']);
    for (const gap of gapsOf(world.service.requests)) expect(gap).toBeGreaterThanOrEqual(AFTER_MS);
  });

  test('stays unknown when every look fails', async () => {
    const world = createWorld(repeatable);
    world.service.next('submit', reset);
    world.service.always('look', refuses(503));
    const error = await errorOf(world.images.submit(input), 'submission-unknown');
    expect(error).toMatchObject({ submission: 'unknown', retryable: false });
    expect(error.message).toContain('ECONNRESET');
    expect(kinds(world)).toEqual(['submit', 'look', 'look', 'look']);
  });

  test('looks three times where the author says nothing', async () => {
    const world = createWorld({ lookAfterMs: 1_000 });
    world.service.next('submit', reset);
    world.service.always('look', reset);
    await errorOf(world.images.submit(input), 'submission-unknown');
    expect(world.service.of('look')).toHaveLength(3);
  });

  test('is executed, when the service has it under no name', async () => {
    const world = createWorld(repeatable);
    world.service.next('submit', refuses(500), reset);
    world.service.next('look', absent, unnamed);
    const error = await errorOf(world.images.submit(input), 'submission-unknown');
    expect(error).toMatchObject({ submission: 'unknown', executed: true, retryable: false });
    expect(kinds(world)).toEqual(['submit', 'look', 'submit', 'look']);
  });

  test('stays so, whatever the repeat is refused for: that is looked at first', async () => {
    const world = createWorld(repeatable);
    world.service.next('submit', reset, refuses(400, { code: 'duplicate' }));
    world.service.next('look', absent, found);
    expect((await world.images.submit(input)).ref.id).toBe('found');
    expect(kinds(world)).toEqual(['submit', 'look', 'submit', 'look']);
  });

  test.each<readonly [string, readonly Step[]]>([
    ['refused', [refuses(400)]],
    ['refused for a wrong key', [refuses(401)]],
    ['refused for quota', [refuses(402)]],
    ['never left', [notConnected, notConnected, notConnected, notConnected]],
    ['refused for rate', [refuses(429), refuses(429), refuses(429), refuses(429)]],
  ])('is never "nothing happened", when its repeat %s', async (_, steps) => {
    const world = createWorld(repeatable);
    world.service.next('submit', reset, ...steps);
    const error = await errorOf(world.images.submit(input), 'submission-unknown');
    expect(error).toMatchObject({ submission: 'unknown', retryable: false });
    expect(error.message, 'what left it unknown').toContain('ECONNRESET');
    expect(world.events.filter(({ type }) => type === 'submission-unknown')).toHaveLength(1);
  });

  test('is repeated after a refusal for rate, when the service still does not know it', async () => {
    const world = createWorld(repeatable);
    world.service.next('submit', reset, refuses(429, {}, { 'retry-after': '7' }));
    expect((await world.images.submit(input)).ref.id).toBe('t-1');
    const gaps = gapsOf(world.service.of('submit'));
    expect(gaps).toHaveLength(2);
    expect(gaps[1]).toBeGreaterThanOrEqual(7_000);
  });

  test.each([0, 1])('is looked for once more when no repeat is left (retry.limit %i)', async (limit) => {
    const world = createWorld({ ...repeatable, retry: { limit } });
    world.service.always('submit', reset);
    world.service.next('look', ...Array.from({ length: limit }, () => absent), found);
    expect((await world.images.submit(input)).ref.id).toBe('found');
    expect(world.service.of('submit')).toHaveLength(limit + 1);
  });

  test.each([0, 1, 2])('is repeated %i times at most, by retry.limit', async (limit) => {
    const world = createWorld({ ...repeatable, retry: { limit } });
    world.service.always('submit', reset);
    await errorOf(world.images.submit(input), 'submission-unknown');
    expect(world.service.of('submit')).toHaveLength(limit + 1);
  });

  test.each<readonly [string, number, Step]>([
    ['in the pause before the look', 1_000, absent],
    ['in the look', 3_000, silent],
    ['in the pause between two looks', 3_000, refuses(500)],
  ])('and is aborted %s, rejects with the reason, and is told', async (_, afterMs, look) => {
    const world = createWorld(repeatable);
    const { clock, images, service, events } = world;
    service.always('submit', reset);
    service.always('look', look);
    const controller = new AbortController();
    clock.setTimer(afterMs, () => controller.abort(new Error('changed my mind')));
    expect(await rejection(images.submit(input, { signal: controller.signal }))).toBe(controller.signal.reason);
    expect(clock.elapsed()).toBe(afterMs);
    expect(clock.pending).toBe(0);
    expect(service.of('submit')).toHaveLength(1);
    expect(events.at(-1)).toMatchObject({ type: 'submission-unknown', lookup: { prompt: 'a cat' } });
  });

  test('and is aborted before anything else is known, is told too', async () => {
    const { clock, images, service, events } = createWorld();
    service.always('submit', silent);
    const controller = new AbortController();
    clock.setTimer(1_000, () => controller.abort());
    expect(await rejection(images.submit(input, { signal: controller.signal }))).toBe(controller.signal.reason);
    expect(events.at(-1)).toMatchObject({ type: 'submission-unknown' });
  });
});

describe('a submit that surely did nothing', () => {
  test('is not told as unknown, however it ends', async () => {
    const { images, service, events } = createWorld({ ...repeatable, retry: { limit: 1 } });
    service.next('submit', notConnected, refuses(400));
    expect(await errorOf(images.submit(input), 'api')).toMatchObject({ submission: 'none' });
    service.next('submit', refuses(429), notConnected);
    expect(await errorOf(images.submit(input), 'network')).toMatchObject({ submission: 'none', retryable: true });
    expect(events.map(({ type }) => type)).not.toContain('submission-unknown');
    expect(service.of('look')).toEqual([]);
  });

  test('and is aborted in the pause after it, did nothing', async () => {
    const { clock, images, service, events } = createWorld();
    service.next('submit', refuses(429, {}, { 'retry-after': '30' }));
    const controller = new AbortController();
    clock.setTimer(10_000, () => controller.abort());
    expect(await rejection(images.submit(input, { signal: controller.signal }))).toBe(controller.signal.reason);
    expect(clock.elapsed()).toBe(10_000);
    expect(events.map(({ type }) => type)).not.toContain('submission-unknown');
  });

  test('is sent again after pauses that grow and are never longer than maxDelayMs', async () => {
    const { images, service, events } = createWorld({ retry: { limit: 12, maxDelayMs: 3_000 } });
    service.always('submit', notConnected);
    await errorOf(images.submit(input), 'network');
    const delays = events.flatMap((event) => (event.type === 'retry' ? [event.delayMs] : []));
    expect(delays).toHaveLength(12);
    expect(delays[0]).toBeLessThanOrEqual(1_000);
    expect(delays[1]).toBeLessThanOrEqual(2_000);
    for (const delayMs of delays) expect(delayMs).toBeLessThanOrEqual(3_000);
    expect(new Set(delays).size, 'jittered').toBe(12);
  });
});

describe('the outbox', () => {
  test('is told before the first byte leaves, with what to search for', async () => {
    const { images, service, pass } = createWorld();
    const intents: unknown[] = [];
    const onBeforeSend = async (intent: unknown): Promise<void> => {
      await pass(5_000);
      intents.push(intent, service.requests.length);
    };
    await images.submit(input, { onBeforeSend });
    await images.submit({ ...input, id: 'mine' }, { onBeforeSend });
    expect(intents).toEqual([
      { lookup: { prompt: 'a cat' }, ref: undefined },
      0,
      {
        lookup: { prompt: 'a cat' },
        ref: expect.objectContaining({ id: 'mine', version: 1, kind: 'image' }) as unknown,
      },
      1,
    ]);
    expect(service.requests[0]?.at).toBe(5_000);
  });

  test('that fails stops the submit, with what it threw', async () => {
    const { images, service } = createWorld();
    const fault = new Error('the store is away');
    expect(await rejection(images.submit(input, { onBeforeSend: () => Promise.reject(fault) }))).toBe(fault);
    expect(
      await rejection(
        images.run(input, {
          onBeforeSend: () => {
            throw fault;
          },
        }),
      ),
    ).toBe(fault);
    expect(service.requests).toEqual([]);
  });

  test('is told once, however often the submit is sent', async () => {
    const { images, service } = createWorld(repeatable);
    service.next('submit', reset, refuses(429), notConnected);
    let told = 0;
    await images.submit(input, { onBeforeSend: () => void (told += 1) });
    expect([told, service.of('submit').length]).toEqual([1, 4]);
  });
});

test('the time of one attempt is given anew to each', async () => {
  const { clock, images, service } = createWorld({ ...repeatable, timeoutMs: { submit: 4_000 } });
  service.next(
    'submit',
    silent,
    late(clock, 3_999, () => says({ id: 'in time' })),
  );
  expect((await images.submit(input)).ref.id).toBe('in time');
  expect(gapsOf(service.of('submit'))[0]).toBeGreaterThanOrEqual(4_000 + AFTER_MS);
});
