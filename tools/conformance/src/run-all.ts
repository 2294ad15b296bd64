import { describe, expect, test } from 'vitest';
import { onceExecuted, reset } from './answers.ts';
import { collect } from './endings.ts';
import { gist } from './gist.ts';
import type { Harness } from './harness.ts';
import type { Step } from './traffic.ts';
import { worldsOf } from './world.ts';

/** Many inputs at once. */
export function describeRunAll<Input>(harness: Harness<Input>): void {
  const { input, badInputs, wire, repeatable } = harness;
  const inWorld = worldsOf(harness);
  const picture: Step = (request) => wire.succeeded(request, 'https://pictures.example/cat.png');
  const failure: Step = (request) => wire.failed(request, 'the brush broke');
  const copies = (count: number): readonly Input[] => Array.from({ length: count }, () => ({ ...input }));

  describe('runAll', () => {
    test(
      'runs each input once and yields in order of completion',
      inWorld(
        async ({ images, sandbox, events }) => {
          const { values } = await collect(images.runAll(copies(12), { concurrency: 12 }));
          const ids = values.map((outcome) => (outcome.ok ? outcome.snapshot.ref.id : 'not ok'));
          const settled = events.flatMap((event) => (event.type === 'settled' ? [event.ref.id] : []));
          expect(ids).toEqual(settled);
          expect([...ids].sort()).toEqual(sandbox.executions.map(({ id }) => id).sort());
          const indices = values.map(({ index }) => index);
          expect([...indices].sort((one, other) => one - other)).toEqual([...Array(12).keys()]);
          expect(indices, 'some tasks take longer than others').not.toEqual([...Array(12).keys()]);
        },
        { taskDurationMs: undefined },
      ),
    );

    test(
      'goes on after every kind of failure, and says of each what may have been bought',
      inWorld(async ({ client, submits, queries }) => {
        const { images } = client({ retry: { limit: 0 } });
        const bad = badInputs[0]?.input as Input;
        const refused: Step = (request) => wire.refused(request, 'not like this');
        const passOn: Step = (request, pass) => pass(request);
        // One after the other, so that the script meets the inputs in their order.
        submits.next(passOn, passOn, refused, passOn, passOn);
        queries.next(picture, failure, wire.wrongKey, wire.wrongKey, picture);
        const inputs = [input, bad, input, input, input, input];
        const { values, thrown } = await collect(images.runAll(inputs, { concurrency: 1 }));
        expect(thrown).toBeUndefined();
        expect(values.map(gist)).toEqual([
          [0, 'succeeded', true],
          [1, 'input', 'none', false],
          [2, 'task-failed', 'accepted', true],
          [3, 'api', 'none', false],
          [4, 'api', 'accepted', true],
          [5, 'succeeded', true],
        ]);
      }),
    );

    if (!repeatable) {
      test(
        'goes on after a submit of which nothing is known',
        inWorld(async ({ images, submits, sandbox }) => {
          submits.next(onceExecuted(reset));
          const { values } = await collect(images.runAll(copies(3), { concurrency: 1 }));
          expect(values.map(gist)).toEqual([
            [0, 'submission-unknown', 'unknown', false],
            [1, 'succeeded', true],
            [2, 'succeeded', true],
          ]);
          expect(sandbox.executions).toHaveLength(3);
        }),
      );
    }

    test(
      'times out each task by itself, from its acceptance',
      inWorld(async ({ images, queries, clock }) => {
        queries.always(wire.running);
        const { values } = await collect(images.runAll(copies(2), { concurrency: 1, timeoutMs: 10_000 }));
        expect(values.map(gist)).toEqual([
          [0, 'task-timeout', 'accepted', true],
          [1, 'task-timeout', 'accepted', true],
        ]);
        expect(clock.elapsed()).toSatisfy((ms: number) => ms >= 20_000 && ms < 21_000);
      }),
    );

    test.each([1, 3])('keeps at most %i tasks in flight and pulls its inputs as they free', (concurrency) =>
      inWorld(async ({ images, submits }) => {
        let pulled = 0;
        let taken = 0;
        let most = 0;
        function* inputs(): Generator<Input> {
          while (pulled < 10) {
            pulled += 1;
            most = Math.max(most, pulled - taken);
            yield { ...input };
          }
        }
        submits.always((request, pass) => {
          expect(submits.count - taken).toBeLessThanOrEqual(concurrency);
          return pass(request);
        });
        for await (const outcome of images.runAll(inputs(), { concurrency })) {
          expect(outcome.ok).toBe(true);
          taken += 1;
        }
        expect([pulled, taken, submits.count]).toEqual([10, 10, 10]);
        expect(most).toBe(concurrency);
      })(),
    );

    test(
      'takes inputs that come in by and by, and nothing at all',
      inWorld(async ({ images, pass }) => {
        async function* inputs(): AsyncGenerator<Input> {
          for (let index = 0; index < 3; index += 1) {
            await pass(30_000);
            yield { ...input };
          }
        }
        const { values } = await collect(images.runAll(inputs()));
        expect(values.map(gist)).toEqual([0, 1, 2].map((index) => [index, 'succeeded', true]));
        expect(await collect(images.runAll([]))).toEqual({ values: [] });
      }),
    );

    test.each([1, 4])('throws what its inputs throw, after what was in flight (%i at a time)', (concurrency) =>
      inWorld(async ({ images }) => {
        const fault = new Error('the list is torn');
        function* inputs(): Generator<Input> {
          yield { ...input };
          throw fault;
        }
        const { values, thrown } = await collect(images.runAll(inputs(), { concurrency }));
        expect(values.map(gist)).toEqual([[0, 'succeeded', true]]);
        expect(thrown?.error).toBe(fault);
      })(),
    );

    test(
      'submits nothing more when its loop is left, and closes its inputs',
      inWorld(async ({ images, submits, pass }) => {
        let closed = false;
        function* inputs(): Generator<Input> {
          try {
            for (;;) yield { ...input };
          } finally {
            closed = true;
          }
        }
        for await (const outcome of images.runAll(inputs(), { concurrency: 2 })) {
          expect(outcome.ok).toBe(true);
          break;
        }
        expect(closed).toBe(true);
        await pass(0);
        expect(submits.count).toBeLessThanOrEqual(4);
      }),
    );
  });
}
