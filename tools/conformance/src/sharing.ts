import { parseTaskRef } from '@x/core';
import { describe, expect, test } from 'vitest';
import { deaf, late } from './answers.ts';
import { collect, errorOf, rejectionOf } from './endings.ts';
import type { Harness } from './harness.ts';
import type { Step } from './traffic.ts';
import { worldsOf } from './world.ts';

/** Several waits on one task: one poll serves all, and none depends on another. */
export function describeSharedTasks<Input>(harness: Harness<Input>): void {
  const { input, wire } = harness;
  const inWorld = worldsOf(harness);
  const picture: Step = (request) => wire.succeeded(request, 'https://pictures.example/cat.png');
  const succeeded = { status: 'succeeded' };

  describe('waits on one task', () => {
    test(
      'share each poll, through several handles',
      inWorld(async ({ images, queries, clock }) => {
        queries.next(wire.running, wire.running, picture);
        const task = await images.submit(input);
        const endedAt: number[] = [];
        const note = (): void => void endedAt.push(clock.elapsed());
        const waits = [
          task.wait().finally(note),
          task.wait().finally(note),
          images.resume(task.ref).wait().finally(note),
          collect(images.resume({ ...task.ref }).watch()).finally(note),
        ];
        const [one, other, third, watched] = await Promise.all(waits);
        for (const done of [one, other, third]) expect(done).toMatchObject(succeeded);
        expect(watched).toMatchObject({ values: [{ status: 'running' }, succeeded] });
        expect(queries.count).toBe(3);
        expect(new Set(endedAt).size).toBe(1);
      }),
    );

    test(
      'share each poll, whatever a database made of the order of the members of the ref',
      inWorld(async ({ images, queries }) => {
        queries.next(wire.running, picture);
        const task = await images.submit(input);
        const params = Object.fromEntries(Object.entries(task.ref.params ?? {}).reverse());
        const shuffled = Object.fromEntries(Object.entries({ ...task.ref, params }).reverse());
        await Promise.all([task.wait(), images.resume(parseTaskRef(shuffled)).wait()]);
        expect(queries.count).toBe(2);
      }),
    );

    test(
      'of two clients are apart',
      inWorld(async ({ images, client, queries }) => {
        queries.always(picture);
        const { ref } = await images.submit(input);
        await Promise.all([images.resume(ref).wait(), client().images.resume(ref).wait()]);
        expect(queries.count).toBe(2);
      }),
    );

    test(
      'end one by one: abort of one leaves the other alone',
      inWorld(async ({ images, queries, pass }) => {
        queries.next(wire.running, wire.running, wire.running, picture);
        const task = await images.submit(input);
        const controller = new AbortController();
        const aborted = rejectionOf(task.wait({ signal: controller.signal }));
        const other = images.resume(task.ref).wait();
        await pass(5_000);
        controller.abort(new Error('changed my mind'));
        expect(await aborted).toBe(controller.signal.reason);
        expect(await other).toMatchObject(succeeded);
        expect(queries.count).toBe(4);
      }),
    );

    test(
      'end one by one: whoever was asking when he left is replaced at once',
      inWorld(async ({ images, queries, clock, pass, events }) => {
        queries.next(deaf, picture);
        const task = await images.submit(input);
        const controllers = [new AbortController(), new AbortController()];
        const waits = controllers.map(({ signal }, context) =>
          task.wait({ signal, context }).catch((error: unknown) => error),
        );
        await pass(10_000);
        expect(queries.count).toBe(1);
        const asking = Number(events.find((event) => event.type === 'request' && event.operation === 'query')?.context);
        controllers[asking]?.abort(new Error('changed my mind'));
        expect(await waits[asking]).toBe(controllers[asking]?.signal.reason);
        expect(await waits[1 - asking]).toMatchObject(succeeded);
        expect(queries.count).toBe(2);
        expect(clock.elapsed()).toBeLessThan(12_000);
      }),
    );

    test(
      'end one by one: the time-out of one leaves the other alone',
      inWorld(async ({ images, queries, clock }) => {
        queries.next(wire.running, wire.running, wire.running, wire.running, picture);
        const task = await images.submit(input);
        const other = task.wait();
        await errorOf(task.wait({ timeoutMs: 6_000 }), 'task-timeout');
        expect(clock.elapsed()).toBe(6_000);
        expect(await other).toMatchObject(succeeded);
      }),
    );

    test(
      'end one by one: an onUpdate that throws ends its own wait only, and the task goes on',
      inWorld(async ({ images, queries, sandbox }) => {
        queries.next(wire.running, picture);
        const task = await images.submit(input);
        const fault = new Error('the progress bar broke');
        const broken = rejectionOf(
          task.wait({
            onUpdate: () => {
              throw fault;
            },
          }),
        );
        const other = task.wait();
        expect(await broken).toBe(fault);
        expect(await other).toMatchObject(succeeded);
        expect(queries.count).toBe(2);
        expect(sandbox.executions).toHaveLength(1);
      }),
    );

    test(
      'all end when the service refuses for good',
      inWorld(async ({ images, queries }) => {
        queries.always(wire.wrongKey);
        const task = await images.submit(input);
        const waits = [task.wait(), images.resume(task.ref).wait()].map((wait) => errorOf(wait, 'api'));
        for (const error of await Promise.all(waits)) expect(error).toMatchObject({ kind: 'authentication' });
        expect(queries.count).toBe(2);
      }),
    );
  });

  describe('a task that was seen final', () => {
    test(
      'resolves at once, on every handle, without a request',
      inWorld(async ({ images, queries, clock }) => {
        const done = await images.run(input);
        const [asked, endedAt] = [queries.count, clock.elapsed()];
        const again = images.resume(done.ref);
        expect(again.snapshot).toEqual(done);
        expect(await again.wait()).toEqual(done);
        expect(await collect(again.watch())).toEqual({ values: [done] });
        expect([queries.count, clock.elapsed()]).toEqual([asked, endedAt]);
      }),
    );

    test(
      'by get or refresh ends the waits that sleep',
      inWorld(async ({ images, queries, clock, pass }) => {
        queries.next(wire.running, picture);
        const task = await images.submit(input);
        await task.refresh();
        const waiting = task.wait({ minIntervalMs: 60_000, maxIntervalMs: 60_000 });
        await pass(20_000);
        await images.get(task.ref);
        expect(await waiting).toMatchObject(succeeded);
        expect([queries.count, clock.elapsed()]).toEqual([2, 20_000]);
      }),
    );

    test(
      'stays final when an older answer comes in late',
      inWorld(async ({ images, queries, clock }) => {
        queries.next(late(clock, 3_000, wire.running), picture);
        const task = await images.submit(input);
        const overtaken = task.refresh();
        expect(await task.refresh()).toMatchObject(succeeded);
        await overtaken;
        expect(clock.elapsed()).toBeGreaterThanOrEqual(3_000);
        expect(task.snapshot).toMatchObject(succeeded);
        expect(await task.wait()).toMatchObject(succeeded);
        expect(queries.count).toBe(2);
      }),
    );
  });
}
