import { getEventListeners } from 'node:events';
import { describe, expect, test } from 'vitest';
import { abortMoments } from './abort-moments.ts';
import { deaf } from './answers.ts';
import { drained, rejectionOf } from './endings.ts';
import type { Harness } from './harness.ts';
import { worldsOf, type World } from './world.ts';

/** Abort ends every call at once, wherever it is, and leaves nothing behind. */
export function describeAborts<Input>(harness: Harness<Input>): void {
  const { input, wire } = harness;
  const inWorld = worldsOf(harness);
  const reasons: Readonly<Record<string, unknown>> = {
    'an error of the user': new Error('changed my mind'),
    'no reason given': undefined,
    'a reason that is no error': { because: 'the user left' },
  };

  describe.each(Object.entries(abortMoments(harness)))('abort %s', (_, { begin, afterMs, submits, queries }) => {
    test.each(Object.entries(reasons))('rejects with %s, at once, and leaves nothing behind', (__, reason) =>
      inWorld(async (world) => {
        const { clock } = world;
        const { signal, abort } = controlled();
        const call = await begin(world);
        const [submitsBefore, queriesBefore] = [world.submits.count, world.queries.count];
        const startedAt = clock.elapsed();
        const rejected = rejectionOf(call(signal));
        await world.pass(afterMs);
        if (submits !== undefined) expect(world.submits.count - submitsBefore).toBe(submits);
        if (queries !== undefined) expect(world.queries.count - queriesBefore).toBe(queries);
        abort(reason);
        expect(await rejected).toBe(signal.reason);
        expect(clock.elapsed() - startedAt, 'no timer had to fire').toBe(afterMs);
        expect(clock.pending).toBe(0);
        expect(getEventListeners(signal, 'abort')).toEqual([]);
      })(),
    );
  });

  describe('a signal that is aborted already', () => {
    const calls: Readonly<Record<string, (world: World<Input>, signal: AbortSignal) => Promise<unknown>>> = {
      submit: ({ images }, signal) => images.submit(input, { signal }),
      run: ({ images }, signal) => images.run(input, { signal }),
      runAll: ({ images }, signal) => drained(images.runAll([input, input], { signal })),
    };
    test.each(Object.entries(calls))('stops %s before any request', (_, call) =>
      inWorld(async (world) => {
        const signal = AbortSignal.abort({ because: 'too late' });
        expect(await rejectionOf(call(world, signal))).toBe(signal.reason);
        expect([world.submits.count, world.queries.count, world.clock.elapsed()]).toEqual([0, 0, 0]);
        expect(getEventListeners(signal, 'abort')).toEqual([]);
      })(),
    );

    test(
      'stops wait, watch, get and refresh before any request',
      inWorld(async ({ images, queries }) => {
        const task = await images.submit(input);
        const signal = AbortSignal.abort({ because: 'too late' });
        const rejections = [
          task.wait({ signal }),
          drained(task.watch({ signal })),
          images.get(task.ref, { signal }),
          task.refresh({ signal }),
        ];
        for (const rejected of rejections) expect(await rejectionOf(rejected)).toBe(signal.reason);
        expect(queries.count).toBe(0);
      }),
    );
  });

  describe('after an abort', () => {
    test(
      'the event tells whether something may have been bought',
      inWorld(async ({ images, submits, events, pass }) => {
        const { signal, abort } = controlled();
        submits.next(deaf);
        const rejected = rejectionOf(images.submit(input, { signal }));
        await pass(5_000);
        abort(new Error('changed my mind'));
        await rejected;
        expect(events.filter(({ type }) => type === 'submission-unknown')).toMatchObject([
          { lookup: { sentAt: '2026-01-01T00:00:00.000Z' } },
        ]);
      }),
    );

    test(
      'the task can be waited for again, with the same handle',
      inWorld(async ({ images, pass }) => {
        const task = await images.submit(input);
        const { signal, abort } = controlled();
        const rejected = rejectionOf(task.wait({ signal }));
        await pass(100);
        abort(new Error('changed my mind'));
        await rejected;
        expect(await task.wait()).toMatchObject({ status: 'succeeded' });
        expect(await task.wait({ signal: new AbortController().signal })).toMatchObject({ status: 'succeeded' });
      }),
    );
  });

  test(
    'a long wait keeps a bounded number of listeners on its signal, and none when it is over',
    inWorld(async ({ images, queries }) => {
      const { signal } = controlled();
      let most = 0;
      queries.always((request) => {
        most = Math.max(most, getEventListeners(signal, 'abort').length);
        return queries.count < 50 ? wire.running(request) : wire.succeeded(request, 'https://pictures.example/a.png');
      });
      await images.run(input, { signal });
      expect(queries.count).toBe(50);
      expect(most).toBeLessThanOrEqual(3);
      expect(getEventListeners(signal, 'abort')).toEqual([]);
    }),
  );
}

function controlled(): { readonly signal: AbortSignal; abort(reason: unknown): void } {
  const controller = new AbortController();
  return { signal: controller.signal, abort: (reason) => controller.abort(reason) };
}
