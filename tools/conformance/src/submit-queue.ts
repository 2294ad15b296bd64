import { createPace } from '@x/core';
import { describe, expect, test } from 'vitest';
import { deaf } from './answers.ts';
import { endingOf, rejectionOf } from './endings.ts';
import type { Harness } from './harness.ts';
import { toMicrosecond } from './traffic.ts';
import { worldsOf } from './world.ts';

/** Submits that wait for the pace: nothing of them may leave once their call has ended. */
export function describeQueuedSubmits<Input>(harness: Harness<Input>): void {
  const { input } = harness;
  const inWorld = worldsOf(harness);
  const onePerSecond = { pace: { submitPerSecond: 1 } };

  /** No window of a second, wherever it begins, holds more than so many. */
  const expectAtMost = (limit: number, times: readonly number[]): void => {
    const sorted = [...times].sort((one, other) => one - other);
    for (const [index, time] of sorted.entries()) {
      expect(toMicrosecond((sorted[index + limit] ?? Infinity) - time)).toBeGreaterThanOrEqual(1_000);
    }
  };

  describe('a submit that is queued for the pace', () => {
    test(
      'is sent when its turn comes, and told',
      inWorld(async ({ client, submits, events }) => {
        const { images } = client({ pace: { submitPerSecond: 2 } });
        await Promise.all(Array.from({ length: 7 }, () => images.submit(input)));
        expect(submits.count).toBe(7);
        expectAtMost(2, submits.times);
        const throttled = events.filter((event) => event.type === 'throttled');
        expect(throttled).toHaveLength(6);
        expect(throttled[0]).toMatchObject({ operation: 'submit', by: 'pace' });
      }),
    );

    test(
      'shares the budget of a common pace with other clients',
      inWorld(async ({ client, submits }) => {
        const pace = createPace({ submitPerSecond: 2 });
        const clients = [client({ pace }), client({ pace })];
        await Promise.all(clients.flatMap(({ images }) => [1, 2, 3].map(() => images.submit(input))));
        expect(submits.count).toBe(6);
        expectAtMost(2, submits.times);
      }),
    );

    const reasons: Readonly<Record<string, unknown>> = {
      aborted: new Error('changed my mind'),
      'aborted without a reason': undefined,
      'timed out': new DOMException('The operation was aborted due to timeout', 'TimeoutError'),
    };
    test.each(Object.entries(reasons))('and %s there is never sent', (_, reason) =>
      inWorld(async ({ client, submits, sandbox, clock, events, pass }) => {
        const { images } = client(onePerSecond);
        const first = images.submit(input);
        const controller = new AbortController();
        const queued = rejectionOf(images.submit(input, { signal: controller.signal, context: 'queued' }));
        clock.setTimer(500, () => controller.abort(reason));
        expect(await queued).toBe(controller.signal.reason);
        expect(clock.elapsed()).toBe(500);
        await first;
        await pass(10_000);
        expect([submits.count, sandbox.executions.length]).toEqual([1, 1]);
        const types = events.filter(({ context }) => context === 'queued').map(({ type }) => type);
        expect(types).toEqual(['throttled']);
      })(),
    );

    test(
      'and aborted there leaves its turn to others',
      inWorld(async ({ client, submits, clock }) => {
        const { images } = client(onePerSecond);
        const controller = new AbortController();
        await images.submit(input);
        const queued = Array.from({ length: 50 }, () =>
          rejectionOf(images.submit(input, { signal: controller.signal })),
        );
        clock.setTimer(500, () => controller.abort(new Error('changed my mind')));
        await Promise.all(queued);
        await images.submit(input);
        expect(submits.count).toBe(2);
        expect(clock.elapsed()).toBeLessThan(2_200);
      }),
    );

    test(
      'does not use up the time of its attempt there',
      inWorld(async ({ client, submits }) => {
        const { images } = client(onePerSecond);
        const options = { timeoutMs: 500 };
        await Promise.all([1, 2, 3].map(() => images.submit(input, options)));
        expect(submits.count).toBe(3);
      }),
    );

    test(
      'is not held up by one that gets no answer',
      inWorld(async ({ client, submits, clock }) => {
        const { images } = client(onePerSecond);
        submits.next(deaf);
        const stuck = endingOf(images.submit(input, { timeoutMs: 60_000 }));
        await images.submit(input);
        expect(clock.elapsed()).toBeLessThan(2_000);
        await stuck;
      }),
    );

    test(
      'does not wait behind queries, nor they behind it',
      inWorld(async ({ client, clock, queries }) => {
        const { images } = client({ pace: { submitPerSecond: 1, queryPerSecond: 1 } });
        const { ref } = await images.submit(input);
        const second = images.submit(input);
        await images.get(ref);
        expect(queries.times).toEqual([0]);
        const third = images.get(ref);
        await second;
        expect(clock.elapsed()).toBeLessThan(1_500);
        await third;
      }),
    );
  });
}
