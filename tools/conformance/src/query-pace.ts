import { describe, expect, test } from 'vitest';
import { endingOf, rejectionOf } from './endings.ts';
import type { Harness } from './harness.ts';
import { toMicrosecond, type Step } from './traffic.ts';
import { worldsOf } from './world.ts';

/** One budget for all questions of a client. */
export function describeQueryPace<Input>(harness: Harness<Input>): void {
  const { input, wire } = harness;
  const inWorld = worldsOf(harness);

  /** How long a hundred questions take after one that was answered so. */
  async function hundredAfter(first: Step): Promise<number> {
    let tookMs = NaN;
    await inWorld(async ({ client, queries, clock }) => {
      const { images } = client({ retry: { limit: 0 }, pace: { queryPerSecond: 20 } });
      const { ref } = await images.submit(input);
      queries.next(first);
      await endingOf(images.get(ref));
      const startedAt = clock.elapsed();
      await Promise.all(Array.from({ length: 100 }, () => images.get(ref)));
      tookMs = clock.elapsed() - startedAt;
    })();
    return tookMs;
  }

  describe('the pace of the queries', () => {
    test(
      'holds for everything that a client asks',
      inWorld(
        async ({ client, queries }) => {
          const { images } = client({ pace: { queryPerSecond: 2 } });
          const tasks = await Promise.all([1, 2, 3, 4, 5, 6].map(() => images.submit(input)));
          await Promise.all([
            ...tasks.map((task) => task.wait()),
            ...tasks.slice(0, 3).map((task) => task.refresh()),
            ...tasks.slice(3).map(({ ref }) => images.get(ref)),
          ]);
          for (const [index, time] of queries.times.entries()) {
            expect(toMicrosecond((queries.times[index + 2] ?? Infinity) - time)).toBeGreaterThanOrEqual(1_000);
          }
        },
        { taskDurationMs: 15_000 },
      ),
    );

    test('is slowed by "too many requests", and by nothing else', async () => {
      const usual = await hundredAfter(wire.running);
      expect(usual).toBeGreaterThanOrEqual(5_000);
      expect(await hundredAfter(wire.rateLimited)).toBeGreaterThan(usual + 10);
      expect(await hundredAfter(wire.wrongKey)).toBeCloseTo(usual, 3);
      if (wire.outOfQuota !== undefined) expect(await hundredAfter(wire.outOfQuota)).toBeCloseTo(usual, 3);
    });

    test(
      'is not used up by questions that nobody waits for any more',
      inWorld(async ({ client, queries, clock }) => {
        const { images } = client({ pace: { queryPerSecond: 1 } });
        const { ref } = await images.submit(input);
        await images.get(ref);
        const controller = new AbortController();
        const queued = Array.from({ length: 50 }, () => rejectionOf(images.get(ref, { signal: controller.signal })));
        clock.setTimer(500, () => controller.abort(new Error('changed my mind')));
        await Promise.all(queued);
        await images.get(ref);
        expect(queries.count).toBe(2);
        expect(clock.elapsed()).toBeLessThan(2_200);
      }),
    );
  });
}
