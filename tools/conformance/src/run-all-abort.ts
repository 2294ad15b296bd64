import type { RunOutcome } from '@x/core';
import { describe, expect, test } from 'vitest';
import { deaf, onceExecuted } from './answers.ts';
import { collect, drained, rejectionOf } from './endings.ts';
import { gist } from './gist.ts';
import type { Harness } from './harness.ts';
import { worldsOf } from './world.ts';

/** Many inputs at once, and a caller who loses interest. */
export function describeRunAllAborts<Input>(harness: Harness<Input>): void {
  const { input } = harness;
  const inWorld = worldsOf(harness);
  const copies = (count: number): readonly Input[] => Array.from({ length: count }, () => ({ ...input }));
  const inOrder = (outcomes: readonly RunOutcome<Input>[]): readonly unknown[] =>
    [...outcomes].sort((one, other) => one.index - other.index).map(gist);

  describe('abort of a runAll', () => {
    test(
      'yields what is in flight with its ref, submits nothing more, then throws the reason',
      inWorld(async ({ images, submits, queries, clock, sandbox }) => {
        queries.always(deaf);
        const controller = new AbortController();
        const reason = { because: 'the user left' };
        clock.setTimer(12_000, () => controller.abort(reason));
        const { signal } = controller;
        const { values, thrown } = await collect(images.runAll(copies(9), { concurrency: 3, signal }));
        expect(inOrder(values)).toEqual([0, 1, 2].map((index) => [index, undefined, 'accepted', true]));
        for (const outcome of values) expect(outcome.ok || outcome.error).toBe(reason);
        const ids = values.map((outcome) => (outcome.ok ? '' : (outcome.ref?.id ?? '')));
        expect(ids.sort()).toEqual(sandbox.executions.map(({ id }) => id).sort());
        expect(thrown?.error).toBe(reason);
        expect([submits.count, clock.elapsed()]).toEqual([3, 12_000]);
      }),
    );

    test(
      'tells a submit that was on its way from one that was not',
      inWorld(async ({ client, submits, clock, sandbox }) => {
        const { images } = client({ pace: { submitPerSecond: 0.1 } });
        submits.always(onceExecuted(deaf));
        const controller = new AbortController();
        clock.setTimer(5_000, () => controller.abort(new Error('changed my mind')));
        const { signal } = controller;
        const { values, thrown } = await collect(images.runAll(copies(4), { concurrency: 2, signal }));
        expect(inOrder(values)).toEqual([
          [0, undefined, 'unknown', false],
          [1, undefined, 'none', false],
        ]);
        expect(thrown?.error).toBe(signal.reason);
        expect([submits.count, sandbox.executions.length]).toEqual([1, 1]);
      }),
    );

    test(
      'does not wait for inputs that never come',
      inWorld(async ({ images, clock }) => {
        const controller = new AbortController();
        const inputs: AsyncIterable<Input> = {
          [Symbol.asyncIterator]: () => ({ next: () => new Promise(() => undefined) }),
        };
        clock.setTimer(1_000, () => controller.abort(new Error('changed my mind')));
        const rejected = rejectionOf(drained(images.runAll(inputs, { signal: controller.signal })));
        expect(await rejected).toBe(controller.signal.reason);
        expect(clock.elapsed()).toBe(1_000);
      }),
    );
  });
}
