import { parseTaskRef } from '@x/core';
import { describe, expect, test } from 'vitest';
import { deaf, late, reset } from './answers.ts';
import { errorOf } from './endings.ts';
import type { Harness } from './harness.ts';
import { worldsOf } from './world.ts';

/** How long a wait takes, how often it asks, and how to go on after it. */
export function describeDeadlines<Input>(harness: Harness<Input>): void {
  const { input, wire } = harness;
  const inWorld = worldsOf(harness);

  describe('a time-out', () => {
    test(
      'ends the wait and not the task, tells what was seen, and another client goes on from the stored text',
      inWorld(
        async ({ images, client, sandbox, clock, queries, events }) => {
          const task = await images.submit(input);
          const stored = JSON.stringify(task);
          queries.next(wire.rateLimited, reset);
          const error = await errorOf(task.wait({ timeoutMs: 30_000 }), 'task-timeout');

          expect(clock.elapsed()).toBe(30_000);
          expect(error).toMatchObject({ submission: 'accepted', ref: task.ref, retryable: false });
          expect(error.snapshot).toMatchObject({ ref: task.ref });
          expect(['queued', 'running']).toContain(error.snapshot?.status);
          expect(error.seen).toMatchObject({ 'api rate-limit': 1, network: 1 });
          expect(Object.values(error.seen).reduce((sum, count) => sum + count, 0)).toBe(queries.count);
          expect(events.at(-1)).toMatchObject({ type: 'settled', status: 'timed-out', ref: task.ref });

          const again = client().images.resume(parseTaskRef(stored));
          const asked = queries.count;
          expect(again.ref).toEqual(task.ref);
          expect(again.snapshot).toBeUndefined();
          expect(queries.count, 'resume makes no request').toBe(asked);
          expect(await again.wait()).toMatchObject({ status: 'succeeded', ref: task.ref });
          expect(clock.elapsed()).toBeGreaterThanOrEqual(60_000);
          expect(sandbox.executions).toHaveLength(1);
        },
        { taskDurationMs: 60_000 },
      ),
    );

    test(
      'leaves the same handle usable',
      inWorld(
        async ({ images }) => {
          const task = await images.submit(input);
          await errorOf(task.wait({ timeoutMs: 10_000 }), 'task-timeout');
          expect(await task.wait()).toMatchObject({ status: 'succeeded' });
        },
        { taskDurationMs: 30_000 },
      ),
    );

    // A client to whom requests are dear asks as rarely as it may.
    const rarely = { pace: { queryCostMs: 1_000_000 } };
    test.each([20_000, 33_000, 47_000, 64_000])('of %i ms comes right after one last question', (timeoutMs) =>
      inWorld(async ({ client, queries, clock }) => {
        queries.always(wire.running);
        await errorOf(client(rarely).images.run(input, { timeoutMs }), 'task-timeout');
        expect(clock.elapsed()).toBe(timeoutMs);
        expect(queries.times.at(-1)).toSatisfy((time: number) => time >= timeoutMs - 2_000 && time < timeoutMs);
      })(),
    );

    test(
      'does not come where that last question finds the picture',
      inWorld(
        async ({ client, clock }) => {
          const done = await client(rarely).images.run(input, { timeoutMs: 20_000 });
          expect(done.status).toBe('succeeded');
          expect(clock.elapsed()).toSatisfy((ms: number) => ms >= 18_000 && ms < 20_000);
        },
        { taskDurationMs: 18_000 },
      ),
    );

    test(
      'is exact, with questions that get no answer',
      inWorld(async ({ images, queries, clock }) => {
        queries.always(deaf);
        const task = await images.submit(input);
        const error = await errorOf(task.wait({ timeoutMs: 33_333 }), 'task-timeout');
        expect(clock.elapsed()).toBe(33_333);
        expect(error.snapshot).toBeUndefined();
        expect(error.ref).toEqual(task.ref);
      }),
    );

    test(
      'counts from acceptance in run',
      inWorld(async ({ images, submits, queries, clock }) => {
        submits.next(late(clock, 10_000, (request, pass) => pass(request)));
        queries.always(wire.running);
        const error = await errorOf(images.run(input, { timeoutMs: 20_000 }), 'task-timeout');
        expect(clock.elapsed()).toBe(30_000);
        expect(error.submission).toBe('accepted');
      }),
    );

    test(
      'has a default of the client',
      inWorld(async ({ client, queries, clock }) => {
        queries.always(wire.running);
        await errorOf(client({ wait: { timeoutMs: 7_000 } }).images.run(input), 'task-timeout');
        expect(clock.elapsed()).toBe(7_000);
        await errorOf(client().images.run(input), 'task-timeout');
        expect(clock.elapsed()).toBe(307_000);
      }),
    );
  });

  describe('the pause between two questions', () => {
    test.each([
      [undefined, { minIntervalMs: 4_000, maxIntervalMs: 5_000 }],
      [{ minIntervalMs: 4_000, maxIntervalMs: 5_000 }, {}],
    ])('is between minIntervalMs and maxIntervalMs (client %j, wait %j)', (wait, options) =>
      inWorld(async ({ client, queries }) => {
        queries.always(wire.running);
        const { images } = client({ wait });
        await errorOf(images.run(input, { ...options, timeoutMs: 120_000 }), 'task-timeout');
        expect(queries.count).toBeGreaterThan(20);
        for (const gap of queries.gaps) expect(gap).toSatisfy((ms: number) => ms >= 4_000 && ms <= 5_000);
      })(),
    );

    test(
      'hardly grows while the task simply goes on',
      inWorld(async ({ images, queries }) => {
        queries.always(wire.running);
        await errorOf(images.run(input, { timeoutMs: 240_000 }), 'task-timeout');
        const { gaps } = queries;
        // Not exponentially: progress that stands still makes a task look longer, and the pause is about the root of that.
        expect(Math.max(...gaps)).toBeLessThan(3 * Math.min(...gaps.slice(0, -1)));
      }),
    );

    test(
      'grows while faults follow each other, and is short again after an answer',
      inWorld(async ({ images, queries }) => {
        queries.next(wire.running, ...Array.from({ length: 5 }, () => reset), wire.running, wire.running);
        await images.run(input);
        const [first = 0, , , , fifth = 0, , eighth = Infinity] = queries.gaps;
        expect(fifth).toBeGreaterThan(2 * first);
        expect(eighth).toBeLessThan(2 * first);
      }),
    );
  });

  describe('expedite', () => {
    test(
      'makes a sleeping wait ask at once, and ends nothing by itself',
      inWorld(async ({ images, queries, clock, pass }) => {
        const task = await images.submit(input);
        queries.next(wire.running, wire.running, (request) =>
          wire.succeeded(request, 'https://pictures.example/a.png'),
        );
        await task.refresh();
        const waiting = task.wait({ minIntervalMs: 60_000, maxIntervalMs: 60_000 });
        await pass(20_000);
        expect(queries.count).toBe(1);
        images.expedite(task.ref);
        await pass(1_000);
        expect(queries.times[1]).toBe(20_000);
        await pass(9_000);
        images.expedite(task.ref);
        expect(await waiting).toMatchObject({ status: 'succeeded' });
        expect(clock.elapsed()).toBe(30_000);
      }),
    );
  });
}
