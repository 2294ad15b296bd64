import { parseTaskRef, type TaskRef } from '@x/core';
import { describe, expect, test } from 'vitest';
import { errorOf } from './endings.ts';
import type { Harness } from './harness.ts';
import { worldsOf } from './world.ts';

/** What is stored and comes back from anywhere, a browser included. */
export function describeRefs<Input>(harness: Harness<Input>): void {
  const { input, wire } = harness;
  const inWorld = worldsOf(harness);

  describe('a ref', () => {
    test(
      'is small JSON without secrets, the same through every door',
      inWorld(async ({ images, secrets }) => {
        const task = await images.submit(input);
        const text = JSON.stringify(task);
        expect(JSON.parse(text)).toEqual(task.ref);
        expect(task.toJSON()).toEqual(task.ref);
        expect(parseTaskRef(text)).toEqual(task.ref);
        expect(parseTaskRef(JSON.parse(text))).toEqual(task.ref);
        expect(text.length).toBeLessThan(600);
        expect([...secrets].filter((secret) => text.includes(secret))).toEqual([]);
      }),
    );

    test(
      'makes a handle that cannot be awaited by mistake',
      inWorld(async ({ images, queries }) => {
        const task = await images.submit(input);
        const again = await Promise.resolve(images.resume(task.ref));
        expect(again.ref).toEqual(task.ref);
        expect('then' in task).toBe(false);
        expect(queries.count).toBe(0);
      }),
    );

    test(
      'comes back into a task in another process, whose services are the same',
      inWorld(async ({ images, client }) => {
        const stored = JSON.stringify(await images.submit(input));
        const elsewhere = client().images;
        expect(await elsewhere.resume(parseTaskRef(stored)).wait()).toMatchObject({ status: 'succeeded' });
        expect(await client().images.get(parseTaskRef(stored))).toMatchObject({ status: 'succeeded' });
      }),
    );

    test(
      'of a machine whose clock is ahead is asked for as soon as any other',
      inWorld(async ({ images, client, clock, queries }) => {
        const { ref } = await images.submit(input);
        queries.always((request) => wire.succeeded(request, 'https://pictures.example/cat.png'));
        const startedAt = clock.elapsed();
        const submittedAt = new Date(clock.now() + 86_400_000).toISOString();
        const waits = [ref, { ...ref, submittedAt }].map((one) => client().images.resume(one).wait());
        await Promise.all(waits);
        const [first = NaN, second = NaN] = queries.times.map((time) => time - startedAt);
        expect(queries.count).toBe(2);
        expect(second).toBeLessThan(2 * first);
      }),
    );

    test(
      'of a task that must be done by now is asked for at once',
      inWorld(async ({ images, client, clock, pass }) => {
        const { ref } = await images.submit(input);
        await pass(86_400_000);
        expect(await client().images.resume(ref).wait()).toMatchObject({ status: 'succeeded' });
        expect(clock.elapsed()).toBe(86_400_000);
      }),
    );

    const broken: Readonly<Record<string, readonly [(ref: TaskRef) => unknown, string]>> = {
      'of another provider': [(ref) => ({ ...ref, provider: 'somebody-else' }), 'ref.provider'],
      'of another version': [(ref) => ({ ...ref, version: 2 }), 'ref.version'],
      'of another kind': [(ref) => ({ ...ref, kind: 'video' }), 'ref.kind'],
      'without an id': [({ id: _id, ...ref }) => ref, 'ref.id'],
      'with an empty id': [(ref) => ({ ...ref, id: '' }), 'ref.id'],
      'with an id that is an object': [(ref) => ({ ...ref, id: { $gt: '' } }), 'ref.id'],
      'with an endless id': [(ref) => ({ ...ref, id: 'x'.repeat(100_000) }), 'ref.id'],
      'with a date that is none': [(ref) => ({ ...ref, submittedAt: 'yesterday' }), 'ref.submittedAt'],
      'without params': [({ params: _params, ...ref }) => ref, 'ref.params'],
      'with a param more': [(ref) => ({ ...ref, params: { ...ref.params, admin: 'yes' } }), 'ref.params.admin'],
      'with params that are a list': [(ref) => ({ ...ref, params: ['a'] }), 'ref.params'],
      'with a member more': [(ref) => ({ ...ref, callbackUrl: 'https://evil.example' }), 'ref.callbackUrl'],
      'that is null': [() => null, 'ref'],
      'that is a list': [() => [], 'ref'],
      'that is a number': [() => 42, 'ref'],
    };
    test.each(Object.entries(broken))('%s is refused by get, resume and expedite, by name', (_, [breakIt, path]) =>
      inWorld(async ({ images, queries }) => {
        const { ref } = await images.submit(input);
        const bad = breakIt(ref) as TaskRef;
        const doors = [async () => images.get(bad), async () => images.resume(bad), async () => images.expedite(bad)];
        for (const door of doors) {
          const error = await errorOf(door(), 'input');
          expect(error.issues.map((issue) => issue.path).join(' ')).toContain(path);
        }
        expect(queries.count).toBe(0);
      })(),
    );

    test.each([
      ['no JSON', '{"version":1,'],
      ['text that is null', 'null'],
      ['nothing', undefined],
      ['a number', 1],
      ['a text in a text', JSON.stringify('{}')],
    ])('cannot be parsed from %s', async (_, value) => {
      const parsing = async (): Promise<unknown> => parseTaskRef(value);
      const error = await errorOf(parsing(), 'input');
      expect(error.issues.length).toBeGreaterThan(0);
    });
  });
}
