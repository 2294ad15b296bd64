import type { TaskRef } from '@x/core';
import { describe, expect, test } from 'vitest';
import { deaf } from './answers.ts';
import { endingOf, errorOf, rejectionOf } from './endings.ts';
import type { Harness } from './harness.ts';
import { worldsOf } from './world.ts';

/** The places where a program writes down what it is about to buy, and what it has bought. */
export function describeSubmitHooks<Input>(harness: Harness<Input>): void {
  const { input, badInputs, wire } = harness;
  const inWorld = worldsOf(harness);
  const hookFault = new Error('the disk is full');

  describe('onBeforeSend', () => {
    test(
      'is awaited before the first byte leaves, once, and given what to search by',
      inWorld(async ({ images, submits, clock, pass }) => {
        let calls = 0;
        let given: Readonly<Record<string, string>> | undefined;
        const onBeforeSend = async ({ lookup }: { lookup: Readonly<Record<string, string>> }): Promise<void> => {
          calls += 1;
          given = lookup;
          await pass(5_000);
          expect(submits.count).toBe(0);
        };
        await images.submit(input, { onBeforeSend });
        expect([calls, submits.count, clock.elapsed()]).toEqual([1, 1, 5_000]);
        expect(given).toBeTypeOf('object');
        await images.run(input, { onBeforeSend: () => void (calls += 1) });
        expect(calls).toBe(2);
      }),
    );

    test(
      'that throws sends nothing',
      inWorld(async ({ images, submits, events }) => {
        const throwing = (): never => {
          throw hookFault;
        };
        expect(await rejectionOf(images.submit(input, { onBeforeSend: throwing }))).toBe(hookFault);
        expect(await rejectionOf(images.run(input, { onBeforeSend: async () => throwing() }))).toBe(hookFault);
        expect([submits.count, events.length]).toEqual([0, 0]);
      }),
    );

    test(
      'that never comes back can be aborted, and sends nothing',
      inWorld(async ({ images, submits, clock }) => {
        const controller = new AbortController();
        const onBeforeSend = (): Promise<void> => new Promise(() => undefined);
        const submitting = rejectionOf(images.submit(input, { onBeforeSend, signal: controller.signal }));
        clock.setTimer(1_000, () => controller.abort(hookFault));
        expect(await submitting).toBe(hookFault);
        expect([submits.count, clock.elapsed()]).toEqual([0, 1_000]);
      }),
    );

    test(
      'is not asked about bad input',
      inWorld(async ({ images }) => {
        let calls = 0;
        const onBeforeSend = (): void => void (calls += 1);
        await errorOf(images.submit(badInputs[0]?.input as Input, { onBeforeSend }), 'input');
        expect(calls).toBe(0);
      }),
    );
  });

  describe('onSubmitted', () => {
    test(
      'gets the task before the wait begins, and is awaited',
      inWorld(async ({ images, queries, sandbox, pass, clock }) => {
        let ref: TaskRef | undefined;
        const done = await images.run(input, {
          onSubmitted: async (task) => {
            ref = JSON.parse(JSON.stringify(task)) as TaskRef;
            await pass(60_000);
            expect(queries.count).toBe(0);
          },
        });
        expect(ref).toEqual(done.ref);
        expect(sandbox.executions.map(({ id }) => id)).toEqual([ref?.id]);
        // The task is long done, so that the wait needs no time of its own.
        expect(clock.elapsed()).toBeLessThan(65_000);
      }),
    );

    test(
      'is part of the time that a run has from acceptance',
      inWorld(async ({ images, queries, pass, clock }) => {
        queries.always(wire.running);
        const onSubmitted = (): Promise<void> => pass(8_000);
        await errorOf(images.run(input, { onSubmitted, timeoutMs: 20_000 }), 'task-timeout');
        expect(clock.elapsed()).toBe(20_000);
      }),
    );

    test(
      'that throws ends the run; the task goes on',
      inWorld(async ({ images, sandbox }) => {
        const refs: TaskRef[] = [];
        const onSubmitted = async ({ ref }: { ref: TaskRef }): Promise<never> => {
          refs.push(ref);
          throw hookFault;
        };
        expect(await rejectionOf(images.run(input, { onSubmitted }))).toBe(hookFault);
        expect(refs).toHaveLength(1);
        expect(await images.resume(refs[0]!).wait()).toMatchObject({ status: 'succeeded' });
        expect(sandbox.executions).toHaveLength(1);
      }),
    );

    test(
      'that never comes back can be aborted',
      inWorld(async ({ images, clock, queries }) => {
        const controller = new AbortController();
        const onSubmitted = (): Promise<void> => new Promise(() => undefined);
        const running = rejectionOf(images.run(input, { onSubmitted, signal: controller.signal }));
        clock.setTimer(1_000, () => controller.abort(hookFault));
        expect(await running).toBe(hookFault);
        expect([queries.count, clock.elapsed()]).toEqual([0, 1_000]);
      }),
    );

    test(
      'gets every ref of a runAll, with its index and input',
      inWorld(async ({ images, sandbox }) => {
        const inputs = Array.from({ length: 5 }, () => ({ ...input }));
        const stored = new Map<number, string>();
        const outcomes = new Map<number, unknown>();
        const options = {
          onSubmitted: ({ ref }: { ref: TaskRef }, item: { index: number; input: Input }): void => {
            expect(item.input).toBe(inputs[item.index]);
            stored.set(item.index, ref.id);
          },
        };
        for await (const outcome of images.runAll(inputs, options)) {
          expect(outcome.input).toBe(inputs[outcome.index]);
          outcomes.set(outcome.index, outcome.ok && outcome.snapshot.ref.id);
        }
        expect(stored).toEqual(new Map([...outcomes].sort(([one], [other]) => one - other)));
        expect([...stored.values()].sort()).toEqual(sandbox.executions.map(({ id }) => id).sort());
      }),
    );

    test(
      'is not called for a submit of which nothing is known',
      inWorld(async ({ images, submits }) => {
        let calls = 0;
        submits.always(deaf);
        const onSubmitted = (): void => void (calls += 1);
        const ending = await endingOf(images.run(input, { onSubmitted, requestTimeoutMs: 1_000 }));
        expect(ending).toMatchObject({ error: { code: 'submission-unknown' } });
        expect(calls).toBe(0);
      }),
    );
  });
}
