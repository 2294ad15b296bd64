import { downloadImage, parseTaskRef } from '@x/core';
import { describe, expect, test } from 'vitest';
import { htmlPage } from './answers.ts';
import { collect, errorOf } from './endings.ts';
import type { Harness } from './harness.ts';
import type { Step, Traffic } from './traffic.ts';
import { worldsOf } from './world.ts';

const PICTURE = 'https://pictures.example/cat.png';

/** What becomes of a task: picture, failure, words nobody knows, "done" without a picture. */
export function describeResults<Input>(harness: Harness<Input>): void {
  const { wire, input, provider } = harness;
  const inWorld = worldsOf(harness);
  const picture: Step = (request) => wire.succeeded(request, PICTURE);
  const failure: Step = (request) => wire.failed(request, 'the brush broke');

  const expectAboutASecondApart = (queries: Traffic): void => {
    expect(queries.count).toBe(3);
    for (const gap of queries.gaps) expect(gap).toSatisfy((ms: number) => ms >= 1_000 && ms < 1_500);
  };

  describe('results', () => {
    test(
      'a task comes to a picture that can be fetched',
      inWorld(async ({ images, sandbox, clock }) => {
        const task = await images.submit(input);
        expect(task.snapshot).toBeUndefined();
        const acceptedAt = new Date(clock.now()).toISOString();
        const done = await task.wait();

        expect(sandbox.executions.map(({ service, id }) => [service, id])).toEqual([[harness.service, task.ref.id]]);
        expect(task.ref).toMatchObject({ version: 1, provider, kind: 'image', submittedAt: acceptedAt });
        expect(done.status).toBe('succeeded');
        expect(done.ref).toEqual(task.ref);
        expect(task.snapshot).toEqual(done);
        expect(JSON.parse(JSON.stringify(done))).toMatchObject({ status: 'succeeded' });
        const { mediaType, bytes } = await downloadImage(done.images[0], { fetch: sandbox.fetch });
        expect(mediaType).toMatch(/^image\//);
        expect(bytes.byteLength).toBeGreaterThan(100);
      }),
    );

    test(
      'the URL is the one that the service gave',
      inWorld(async ({ images, queries }) => {
        queries.always(picture);
        const done = await images.run(input);
        expect(done.images.map(({ url }) => url)).toEqual([PICTURE]);
        expect(await images.get(done.ref)).toMatchObject({ status: 'succeeded', images: [{ url: PICTURE }] });
      }),
    );

    test(
      'a task that goes on is running, and says when to ask again',
      inWorld(async ({ images, queries }) => {
        const { ref } = await images.submit(input);
        queries.next(...(wire.queued === undefined ? [] : [wire.queued]), wire.running);
        if (wire.queued !== undefined) expect(await images.get(ref)).toMatchObject({ status: 'queued' });
        const snapshot = await images.get(ref);
        expect(snapshot).toMatchObject({ status: 'running', ref });
        expect(snapshot.status === 'running' && snapshot.pollAfterMs).toBeGreaterThan(0);
      }),
    );

    test(
      'a task that failed is an error of wait, and a snapshot of watch and get',
      inWorld(async ({ images, queries }) => {
        queries.always(failure);
        const { ref } = await images.submit(input);
        const error = await errorOf(images.resume(ref).wait(), 'task-failed');
        expect(error).toMatchObject({ submission: 'accepted', ref, retryable: false, provider });
        expect(error.message).toContain('the brush broke');
        const failed = { status: 'failed', failure: { message: expect.stringContaining('the brush broke') as string } };
        expect(error.snapshot).toMatchObject(failed);
        expect(await images.get(ref)).toMatchObject(failed);
        expect(await collect(images.resume(ref).watch())).toMatchObject({ values: [failed] });
      }),
    );

    test(
      'a failed task is yielded by a watch that saw it fail',
      inWorld(async ({ images, queries }) => {
        queries.next(wire.running, failure);
        const { values, thrown } = await collect((await images.submit(input)).watch());
        expect(values.map(({ status }) => status)).toEqual(['running', 'failed']);
        expect(thrown).toBeUndefined();
      }),
    );
  });

  describe('a status that nobody knows', () => {
    test(
      'is running, told as an event, and the wait goes on',
      inWorld(async ({ images, queries, events }) => {
        const task = await images.submit(input);
        queries.next(wire.unknownStatus, wire.unknownStatus, picture);
        const { values } = await collect(task.watch());
        expect(values.map(({ status }) => status)).toEqual(['running', 'succeeded']);
        const told = events.filter((event) => event.type === 'unknown-status');
        expect(told).toHaveLength(2);
        expect(told[0]).toMatchObject({ ref: task.ref, providerStatus: values[0]?.providerStatus });
        expect(values[0]?.providerStatus).not.toBe('');
      }),
    );

    test(
      'for ever is bounded by the deadline, and never asked about without a pause',
      inWorld(async ({ images, queries, clock }) => {
        queries.always(wire.unknownStatus);
        const task = await images.submit(input);
        const startedAt = clock.elapsed();
        const error = await errorOf(task.wait({ timeoutMs: 60_000 }), 'task-timeout');
        expect(error.ref).toEqual(task.ref);
        expect(clock.elapsed() - startedAt).toBe(60_000);
        expect(queries.count).toBeGreaterThan(1);
        for (const gap of queries.gaps) expect(gap).toBeGreaterThanOrEqual(1_000);
      }),
    );
  });

  describe('done without a picture', () => {
    const empty = wire.doneWithoutPicture;
    const noOutput = { status: 'failed', failure: { kind: 'no-output' } };

    test(
      'is asked for twice more by wait, a second apart, then it is a failure',
      inWorld(async ({ images, queries }) => {
        queries.always(empty);
        const task = await images.submit(input);
        const error = await errorOf(task.wait(), 'task-failed');
        expect(error).toMatchObject({ submission: 'accepted', ref: task.ref, snapshot: noOutput });
        expectAboutASecondApart(queries);
        await errorOf(images.resume(task.ref).wait(), 'task-failed');
        expect(queries.count, 'it is final').toBe(3);
      }),
    );

    test(
      'is asked for twice more by get, a second apart, then it is a failure',
      inWorld(async ({ images, queries }) => {
        queries.always(empty);
        const { ref } = await images.submit(input);
        expect(await images.get(ref)).toMatchObject(noOutput);
        expectAboutASecondApart(queries);
      }),
    );

    test(
      'is asked for twice more in another process, by a ref that was stored',
      inWorld(async ({ images, queries, client }) => {
        const text = JSON.stringify(await images.submit(input));
        queries.always(empty);
        expect(await client().images.get(parseTaskRef(text))).toMatchObject(noOutput);
        expectAboutASecondApart(queries);
      }),
    );

    test(
      'becomes a success with a picture in the third answer, by wait',
      inWorld(async ({ images, queries }) => {
        queries.next(empty, empty, picture);
        const { values } = await collect((await images.submit(input)).watch());
        expect(values.map(({ status }) => status)).toEqual(['running', 'succeeded']);
        expectAboutASecondApart(queries);
      }),
    );

    test(
      'becomes a success with a picture in the third answer, by get',
      inWorld(async ({ images, queries }) => {
        queries.next(empty, empty, picture);
        const { ref } = await images.submit(input);
        expect(await images.get(ref)).toMatchObject({ status: 'succeeded', images: [{ url: PICTURE }] });
        expectAboutASecondApart(queries);
      }),
    );

    test(
      'is not counted twice for an unreadable answer in between',
      inWorld(async ({ images, queries }) => {
        queries.next(empty, htmlPage(), empty, picture);
        expect(await images.run(input)).toMatchObject({ images: [{ url: PICTURE }] });
        expect(queries.count).toBe(4);
      }),
    );
  });
}
