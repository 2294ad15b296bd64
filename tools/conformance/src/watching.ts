import type { TaskSnapshot } from '@x/core';
import { describe, expect, test } from 'vitest';
import { collect, errorOf } from './endings.ts';
import type { Harness } from './harness.ts';
import type { Step } from './traffic.ts';
import { worldsOf } from './world.ts';

/** What a progress bar sees. */
export function describeWatching<Input>(harness: Harness<Input>): void {
  const { input, wire } = harness;
  const inWorld = worldsOf(harness);
  const { running, unknownStatus } = wire;
  const picture: Step = (request) => wire.succeeded(request, 'https://pictures.example/cat.png');
  const statuses = (snapshots: readonly TaskSnapshot[]): readonly string[] => snapshots.map(({ status }) => status);

  describe('watch', () => {
    test(
      'yields what differs, and ends after the final one',
      inWorld(async ({ images, queries }) => {
        queries.next(running, running, unknownStatus, unknownStatus, running, picture);
        const { values, thrown } = await collect((await images.submit(input)).watch());
        expect(thrown).toBeUndefined();
        expect(statuses(values)).toEqual(['running', 'running', 'running', 'succeeded']);
        const words = values.map(({ providerStatus }) => providerStatus);
        expect(words[0]).toBe(words[2]);
        expect(words[1]).not.toBe(words[0]);
        expect(queries.count).toBe(6);
      }),
    );

    test(
      'begins with the last one known, without asking',
      inWorld(async ({ images, queries, clock }) => {
        queries.next(running, picture);
        const { ref } = await images.submit(input);
        const known = await images.get(ref);
        const reading = images.resume(ref).watch()[Symbol.asyncIterator]();
        expect(await reading.next()).toEqual({ done: false, value: known });
        expect([queries.count, clock.elapsed()]).toEqual([1, 0]);
        expect(await reading.next()).toMatchObject({ value: { status: 'succeeded' } });
        expect(await reading.next()).toEqual({ done: true, value: undefined });
      }),
    );

    test(
      'does nothing until somebody reads',
      inWorld(async ({ images, queries, pass, clock }) => {
        const task = await images.submit(input);
        task.watch();
        await pass(60_000);
        expect([queries.count, clock.pending]).toEqual([0, 0]);
      }),
    );

    test(
      'stops when its loop is left',
      inWorld(async ({ images, queries, clock, events }) => {
        queries.always(running);
        const task = await images.submit(input);
        for await (const snapshot of task.watch()) {
          expect(snapshot.status).toBe('running');
          break;
        }
        expect([queries.count, clock.pending]).toEqual([1, 0]);
        expect(events.at(-1)).toMatchObject({ type: 'settled', status: 'aborted', ref: task.ref });
      }),
    );

    test(
      'stops when its loop throws, and leaves others alone',
      inWorld(async ({ images, queries }) => {
        queries.next(running, running, picture);
        const task = await images.submit(input);
        const other = task.wait();
        const loop = async (): Promise<void> => {
          for await (const snapshot of task.watch()) throw new Error(snapshot.status);
        };
        await expect(loop()).rejects.toThrow('running');
        expect(await other).toMatchObject({ status: 'succeeded' });
        expect(queries.count).toBe(3);
      }),
    );

    test(
      'gives a slow reader the newest, not all that he missed',
      inWorld(async ({ images, queries, pass }) => {
        queries.next(running, unknownStatus, running, unknownStatus, picture);
        const task = await images.submit(input);
        const other = task.wait();
        const seen: TaskSnapshot[] = [];
        for await (const snapshot of task.watch()) {
          seen.push(snapshot);
          await pass(120_000);
        }
        await other;
        expect(statuses(seen)).toEqual(['running', 'succeeded']);
      }),
    );

    test(
      'asks only while somebody reads',
      inWorld(async ({ images, queries, pass }) => {
        queries.next(running, picture);
        for await (const snapshot of (await images.submit(input)).watch()) {
          if (snapshot.status === 'running') await pass(120_000);
          expect(queries.count).toBe(snapshot.status === 'running' ? 1 : 2);
        }
        expect(queries.count).toBe(2);
      }),
    );

    test(
      'throws its time-out as wait does',
      inWorld(async ({ images, queries, clock }) => {
        queries.always(running);
        const task = await images.submit(input);
        const { values, thrown } = await collect(task.watch({ timeoutMs: 9_000 }));
        expect(statuses(values)).toEqual(['running']);
        expect(thrown?.error).toMatchObject({ code: 'task-timeout', ref: task.ref, submission: 'accepted' });
        expect(clock.elapsed()).toBe(9_000);
      }),
    );

    test(
      'throws a refusal for good as wait does',
      inWorld(async ({ images, queries }) => {
        queries.next(running, wire.wrongKey, wire.wrongKey);
        const { values, thrown } = await collect((await images.submit(input)).watch());
        expect(statuses(values)).toEqual(['running']);
        expect(thrown?.error).toMatchObject({ code: 'api', kind: 'authentication', submission: 'accepted' });
      }),
    );
  });

  describe('onUpdate', () => {
    test(
      'is told what watch would yield, in wait and in run',
      inWorld(async ({ images, queries }) => {
        const script = [running, running, unknownStatus, picture];
        const told: string[] = [];
        const onUpdate = ({ status }: TaskSnapshot): void => void told.push(status);
        queries.next(...script);
        await (await images.submit(input)).wait({ onUpdate });
        expect(told.splice(0)).toEqual(['running', 'running', 'succeeded']);
        queries.next(...script);
        await images.run(input, { onUpdate });
        expect(told.splice(0)).toEqual(['running', 'running', 'succeeded']);
        queries.next((request) => wire.failed(request, 'the brush broke'));
        await errorOf(images.run(input, { onUpdate }), 'task-failed');
        expect(told).toEqual(['failed']);
      }),
    );
  });
}
