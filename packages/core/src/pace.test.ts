import { describe, expect, test } from 'vitest';
import { type Clock, createPace, type PaceOptions } from './index.ts';
import { type PaceState, toPaceState } from './pace.ts';
import type { Budget } from './requests/budget.ts';
import { finishedAfter, refuses, says } from './testing/fake-service.ts';
import { createWorld, errorOf } from './testing/world.ts';

const input = { prompt: 'a cat' };
const NO_DEFAULTS = { submitPerSecond: 1, queryPerSecond: 1 };
/** Times are compared to the nearest microsecond. */
const round = (ms: number): number => Math.round(ms * 1_000) / 1_000;

function expectWithin(limit: number, times: readonly number[]): void {
  const sorted = [...times].sort((one, other) => one - other);
  for (const [index, time] of sorted.entries()) {
    expect(round((sorted[index + limit] ?? Infinity) - time)).toBeGreaterThanOrEqual(1_000);
  }
}

describe('a pace', () => {
  test('given as limits is the client’s own', async () => {
    const { client, service } = createWorld({ pace: { submitPerSecond: 2 } });
    await Promise.all([client(), client()].flatMap((images) => [1, 2, 3].map(() => images.submit(input))));
    const times = service.of('submit').map(({ at }) => at);
    expect(times.filter((at) => at === 0)).toHaveLength(2);
  });

  test('made by createPace is one for all who have it', async () => {
    const pace = createPace({ submitPerSecond: 2, queryPerSecond: 4 });
    const { client, service, refOf } = createWorld({ pace });
    const clients = [client(), client(), client()];
    await Promise.all(clients.flatMap((images) => [1, 2, 3].map(() => images.submit(input))));
    await Promise.all(clients.flatMap((images) => ['a', 'b', 'c', 'd'].map((id) => images.get(refOf(id)))));
    expect(service.of('submit')).toHaveLength(9);
    expectWithin(
      2,
      service.of('submit').map(({ at }) => at),
    );
    expect(service.of('query')).toHaveLength(12);
    expectWithin(
      4,
      service.of('query').map(({ at }) => at),
    );
  });

  test('is one for each limit, where services of one key document different ones', () => {
    const pace = toPaceState(createPace());
    const wide = pace.budget('query', { submitPerSecond: 20, queryPerSecond: 100 });
    const narrow = pace.budget('query', { submitPerSecond: 20, queryPerSecond: 20 });
    expect(Math.round(wide.spacingMs(0))).toBe(11);
    expect(Math.round(narrow.spacingMs(0))).toBe(53);
    expect(pace.budget('query', { submitPerSecond: 10, queryPerSecond: 20 })).toBe(narrow);
    const own = toPaceState(createPace({ queryPerSecond: 50 }));
    expect(own.budget('query', { submitPerSecond: 20, queryPerSecond: 100 })).toBe(
      own.budget('query', { submitPerSecond: 20, queryPerSecond: 20 }),
    );
  });

  test('slowed down by one client slows the others', async () => {
    const pace = createPace();
    const { client, service, clock } = createWorld({ pace });
    service.next('submit', refuses(429, {}, { 'retry-after': '10' }));
    const refused = client({ retry: { limit: 0 } }).submit(input);
    await errorOf(refused, 'api');
    await client().submit(input);
    expect(clock.elapsed()).toBe(10_000);
  });

  test('has defaults of the service: 0.95 of what it documents', async () => {
    const { images, service, refOf } = createWorld();
    await Promise.all(Array.from({ length: 21 }, (_, index) => images.get(refOf(String(index)))));
    const times = service.of('query').map(({ at }) => at);
    expectWithin(20, times);
    expect(Math.max(...times)).toBeCloseTo((20 * 1_000) / 19, 3);
  });

  test('without a limit lets all through at once', async () => {
    const { client, service, events } = createWorld({ pace: createPace({ submitPerSecond: Infinity }) });
    const images = client();
    await Promise.all(Array.from({ length: 50 }, () => images.submit(input)));
    expect(new Set(service.of('submit').map(({ at }) => at))).toEqual(new Set([0]));
    expect(events.filter(({ type }) => type === 'throttled')).toEqual([]);
  });

  test('of less than one per second works', async () => {
    const { images, service } = createWorld({ pace: { submitPerSecond: 0.1 } });
    await Promise.all([images.submit(input), images.submit(input)]);
    expect(service.of('submit')[1]?.at).toBeCloseTo(10_526.316, 2);
  });

  test('of submits does not hold queries, nor the other way round', async () => {
    const { images, service, refOf } = createWorld({ pace: { submitPerSecond: 0.1, queryPerSecond: 0.1 } });
    await Promise.all([images.submit(input), images.get(refOf('a'))]);
    expect(service.requests.map(({ at }) => at)).toEqual([0, 0]);
    const [second] = await Promise.all([images.submit(input), images.get(refOf('b'))]);
    expect(service.of('submit')[1]?.at).toBe(service.of('query')[1]?.at);
    expect(second.ref.id).toBe('t-2');
  });

  test('whose slot was given up lets the next one have it', async () => {
    const { images, service, clock } = createWorld({ pace: { submitPerSecond: 1 } });
    const controller = new AbortController();
    const first = images.submit(input);
    const second = images.submit(input, { signal: controller.signal }).catch(() => undefined);
    clock.setTimer(500, () => controller.abort());
    await Promise.all([first, second]);
    await images.submit(input);
    expect(service.of('submit').map(({ at }) => round(at))).toEqual([0, round(1_000 / 0.95)]);
  });

  test('that a Retry-After holds, holds those who queued before it came', async () => {
    const { images, service, events } = createWorld({ pace: { queryPerSecond: 2 } });
    service.next('query', refuses(429, {}, { 'retry-after': '20' }));
    const { ref } = await images.submit(input);
    const others = ['a', 'b', 'c', 'd'].map((id) => images.get({ ...ref, id }));
    await Promise.all([images.get(ref), ...others]);
    const [first = NaN, ...later] = service.of('query').map(({ at }) => at);
    expect(first).toBe(0);
    expect(later).toHaveLength(5);
    for (const at of later) expect(at).toBeGreaterThanOrEqual(20_000);
    expectWithin(2, later);
    expect(events).toContainEqual(expect.objectContaining({ type: 'throttled', by: 'retry-after', delayMs: 20_000 }));
  });

  test('is not slowed by a refusal for quota', async () => {
    const { images, service, events, clock } = createWorld();
    service.next('submit', () => says({ message: 'no money' }, { status: 402, headers: { 'retry-after': '10' } }));
    const error = await errorOf(images.submit(input), 'api');
    expect(error).toMatchObject({ kind: 'quota', retryAfterMs: 10_000, retryable: false });
    await images.submit(input);
    expect(clock.elapsed()).toBeLessThan(1_000);
    expect(events.filter((event) => event.type === 'throttled' && event.by !== 'pace')).toEqual([]);
  });
});

describe('a pace of one’s own', () => {
  // As one that lives in Redis: several processes ask it, and it takes a moment to answer.
  const inRedis = (clock: Clock, spacingMs = 500, latencyMs = 5): PaceState => {
    let next = 0;
    const budget = (): Budget => ({
      queue: [],
      spacingMs: () => spacingMs,
      slowDown: () => undefined,
      take: async (now) => {
        await new Promise<void>((resolve) => void clock.setTimer(latencyMs, resolve));
        if (next > now) return next - now;
        next = now + spacingMs;
        return 0;
      },
    });
    const budgets = { submit: budget(), query: budget(), other: budget() };
    return { '~pace': 1, queryCostMs: 100, budget: (operation) => budgets[operation] };
  };

  test('is asked before each request, by all who share it', async () => {
    const world = createWorld();
    const pace = inRedis(world.clock);
    const clients = [world.client({ pace }), world.client({ pace })];
    await Promise.all(clients.flatMap((images) => [1, 2, 3].map(() => images.submit(input))));
    expect(world.service.of('submit')).toHaveLength(6);
    expectWithin(
      2,
      world.service.of('submit').map(({ at }) => at),
    );
  });

  test('is asked twice for a request at most, however many wait', async () => {
    const world = createWorld();
    const pace = inRedis(world.clock, 50, 20);
    const { take } = pace.budget('query', NO_DEFAULTS);
    let asked = 0;
    Object.assign(pace.budget('query', NO_DEFAULTS), {
      take: (now: number) => {
        asked += 1;
        return take(now);
      },
    });
    const images = world.client({ pace });
    const ids = Array.from({ length: 60 }, (_, index) => String(index));
    await Promise.all(ids.map((id) => images.resume(world.refOf(id)).wait()));
    expect(world.service.of('query')).toHaveLength(60);
    expect(asked).toBeLessThanOrEqual(120);
  });

  test('that does not answer holds nobody who aborts', async () => {
    const world = createWorld();
    const pace = inRedis(world.clock);
    const silent = {
      ...pace,
      budget: () => ({ ...pace.budget('query', NO_DEFAULTS), take: () => new Promise<number>(() => undefined) }),
    };
    const reason = new Error('changed my mind');
    const controller = new AbortController();
    const asked = world.client({ pace: silent }).get(world.refOf('t'), { signal: controller.signal });
    world.clock.setTimer(1_000, () => controller.abort(reason));
    await expect(asked).rejects.toBe(reason);
    expect(world.service.requests).toEqual([]);
  });
});

// `Number(undefined)` would lift the limit without a word, and 0 would hold all requests for ever.
describe('limits that are none', () => {
  test.each<PaceOptions>([
    { submitPerSecond: 0 },
    { submitPerSecond: -1 },
    { queryPerSecond: NaN },
    { queryPerSecond: '20' as never },
    { queryCostMs: -1 },
  ])('%o are refused', (options) => {
    expect(() => createPace(options)).toThrow(expect.objectContaining({ code: 'configuration' }));
  });
});

describe('the price of a query', () => {
  test('decides how often a task is asked for', async () => {
    const count = async (queryCostMs: number): Promise<number> => {
      const { images, service, clock } = createWorld({ pace: { queryCostMs } });
      service.always('query', finishedAfter(clock, 120_000));
      await images.run(input, { minIntervalMs: 1, maxIntervalMs: 60_000 });
      return service.of('query').length;
    };
    const [cheap, standard, dear] = [await count(10), await count(100), await count(1_000)];
    expect(cheap).toBeGreaterThan(2 * standard);
    expect(standard).toBeGreaterThan(2 * dear);
  });

  test('of nothing uses the whole pace', async () => {
    const { images, service, clock } = createWorld({ pace: { queryCostMs: 0, queryPerSecond: 5 } });
    service.always('query', finishedAfter(clock, 60_000));
    await images.run(input, { minIntervalMs: 1 });
    expect(service.of('query').length).toBeGreaterThan(0.8 * 55 * 5 * 0.95);
    expectWithin(
      5,
      service.of('query').map(({ at }) => at),
    );
  });
});
