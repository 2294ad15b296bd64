import type { Clock, Fetch, TaskRef } from '@x/core';
import { createVirtualClock, type VirtualClock } from '@x/sandbox';
import { afterEach, describe, expect, test } from 'vitest';
import { createTensorsLab } from './index.ts';

const TASKS = 1_000;
const QUERIES_PER_SECOND = 20;

/** One query, as the service saw it. */
interface Query {
  /** When it was handed to `fetch`. */
  readonly askedAt: number;
  answeredAt: number;
  /** Tasks whose end was not told yet. */
  readonly waiting: number;
}

/** A service whose tasks end at known times, and what it saw. */
interface Service {
  readonly fetch: Fetch;
  readonly queries: readonly Query[];
  readonly byTask: ReadonlyMap<string, readonly Query[]>;
}

/** @param latencyMs how long the n-th answer takes */
function createService(clock: Clock, endsAt: readonly number[], latencyMs: (query: number) => number): Service {
  const queries: Query[] = [];
  const byTask = new Map<string, Query[]>();
  let left = endsAt.length;
  const fetch: Fetch = async (request) => {
    const query = { askedAt: clock.elapsed(), answeredAt: NaN, waiting: left };
    queries.push(query);
    const { taskid } = (await request.json()) as { readonly taskid: string };
    byTask.set(taskid, [...(byTask.get(taskid) ?? []), query]);
    const delayMs = latencyMs(queries.length);
    if (delayMs > 0) await new Promise<void>((resolve) => void clock.setTimer(delayMs, resolve));
    query.answeredAt = clock.elapsed();
    const done = query.answeredAt >= (endsAt[Number(taskid)] ?? NaN);
    if (done) left -= 1;
    const url = done ? ['https://pictures.example/cat.png'] : [];
    return Response.json({ code: 1000, msg: 'OK', data: { taskid, url, image_status: done ? 3 : 2 } });
  };
  return { fetch, queries, byTask };
}

/** Counts the client's timers, apart from those of the service. */
function countTimers(clock: Clock): { readonly clock: Clock; readonly set: () => number; readonly most: () => number } {
  let set = 0;
  let most = 0;
  return {
    set: () => set,
    most: () => most,
    clock: {
      now: () => clock.now(),
      elapsed: () => clock.elapsed(),
      setTimer: (delayMs, callback) => {
        set += 1;
        most = Math.max(most, set);
        let pending = true;
        const end = (): void => {
          if (pending) set -= 1;
          pending = false;
        };
        const cancel = clock.setTimer(delayMs, () => {
          end();
          callback();
        });
        return () => {
          end();
          cancel();
        };
      },
    },
  };
}

/** Numbers from 0 to 1 that are the same in each run. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** As measured of such services: half of the tasks take 15 s, one in a hundred 90 s. */
function logNormal(random: () => number): number {
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return 15_000 * Math.exp(0.77 * normal);
}

const clocks: VirtualClock[] = [];
afterEach(() => {
  for (const clock of clocks.splice(0)) clock.close();
});

async function waitForAll(
  endsAt: readonly number[],
  {
    latencyMs = () => 0,
    submittedAgoMs = () => 0,
  }: {
    readonly latencyMs?: (query: number) => number;
    readonly submittedAgoMs?: (task: number) => number;
  } = {},
): Promise<Service & { readonly timers: ReturnType<typeof countTimers>; readonly clock: VirtualClock }> {
  const clock = createVirtualClock();
  clocks.push(clock);
  const timers = countTimers(clock);
  const service = createService(clock, endsAt, latencyMs);
  const { images } = createTensorsLab({
    apiKey: 'sandbox-key',
    clock: timers.clock,
    fetch: service.fetch,
    pace: { queryPerSecond: QUERIES_PER_SECOND },
  });
  const refOf = (task: number): TaskRef => ({
    version: 1,
    provider: 'tensorslab',
    kind: 'image',
    id: String(task),
    params: { model: 'zimage' },
    submittedAt: new Date(clock.now() - submittedAgoMs(task)).toISOString(),
  });
  const waits = endsAt.map(async (_, task) => images.resume(refOf(task)).wait({ timeoutMs: 3_600_000 }));
  for (const done of await Promise.all(waits)) expect(done.status).toBe('succeeded');
  return { ...service, timers, clock };
}

/** Half-open windows of one second, wherever they begin: the 21st query after any is a second later, or more. */
function expectPaceKept({ queries }: Service): void {
  for (const [index, { askedAt }] of queries.entries()) {
    expect((queries[index + QUERIES_PER_SECOND]?.askedAt ?? Infinity) - askedAt).toBeGreaterThanOrEqual(1_000);
  }
}

function expectNobodyStarved({ byTask }: Service): void {
  for (const queries of byTask.values()) {
    for (const [index, { askedAt }] of queries.slice(1).entries()) {
      const { answeredAt, waiting } = queries[index] ?? { answeredAt: NaN, waiting: NaN };
      const bound = Math.max(10_000, (3 * waiting * 1_000) / QUERIES_PER_SECOND);
      expect(askedAt - answeredAt).toBeLessThanOrEqual(bound);
    }
  }
}

// A second or two of work each, and more on a busy machine.
describe('1,000 waits on one client', { timeout: 60_000 }, () => {
  const random = createRandom(1);
  const lawful = Array.from({ length: TASKS }, () => logNormal(random));
  const cases: Readonly<Record<string, Parameters<typeof waitForAll>>> = {
    'of tasks submitted together': [lawful],
    'of tasks submitted long ago': [lawful, { submittedAgoMs: () => 86_400_000 }],
    'of old and new tasks': [lawful, { submittedAgoMs: (task) => (task % 2) * 60_000 }],
    'of tasks that end together, late': [Array.from({ length: TASKS }, () => 200_000)],
    'with answers that take their time': [lawful, { latencyMs: (query) => [80, 2_500, 300, 9_000][query % 4] ?? 0 }],
  };

  test.each(Object.entries(cases))('%s keep the pace, starve nobody and leave nothing behind', async (_, given) => {
    const seen = await waitForAll(...given);
    expectPaceKept(seen);
    expectNobodyStarved(seen);
    expect(seen.byTask.size).toBe(TASKS);
    expect(seen.timers.most(), 'at most one timer for each wait').toBeLessThanOrEqual(TASKS);
    expect(seen.timers.set()).toBe(0);
    expect(seen.clock.pending).toBe(0);
  });

  test('use the pace that they have while it is short', async () => {
    const { queries } = await waitForAll(Array.from({ length: TASKS }, () => 100_000));
    const busy = queries.filter(({ askedAt }) => askedAt >= 10_000 && askedAt < 100_000);
    expect(busy.length).toBeGreaterThan(0.9 * 90 * QUERIES_PER_SECOND);
  });
});
