import { describe, expect, test } from 'vitest';
import { drained, errorOf } from './endings.ts';
import type { Harness } from './harness.ts';
import { worldsOf, type World } from './world.ts';

/** What callers pass beside the input: a time-out of NaN would never end, one of '5' would end at once. */
export function describeOptions<Input>(harness: Harness<Input>): void {
  const { input } = harness;
  const inWorld = worldsOf(harness);

  const calls: Readonly<Record<string, (world: World<Input>, options: object) => Promise<unknown>>> = {
    submit: async ({ images }, options) => images.submit(input, options),
    run: async ({ images }, options) => images.run(input, options),
    runAll: async ({ images }, options) => drained(images.runAll([input], options)),
    wait: async ({ images }, options) => (await images.submit(input)).wait(options),
    watch: async ({ images }, options) => drained((await images.submit(input)).watch(options)),
    refresh: async ({ images }, options) => (await images.submit(input)).refresh(options),
    get: async ({ images }, options) => images.get((await images.submit(input)).ref, options),
  };
  const buying = ['submit', 'run', 'runAll'];

  const wrong: readonly (readonly [option: string, value: unknown, calls: readonly string[]])[] = [
    ['timeoutMs', NaN, Object.keys(calls)],
    ['timeoutMs', 0, Object.keys(calls)],
    ['timeoutMs', -1, Object.keys(calls)],
    ['timeoutMs', '5', Object.keys(calls)],
    ['signal', {}, Object.keys(calls)],
    ['signal', new AbortController(), Object.keys(calls)],
    ['minIntervalMs', NaN, ['run', 'runAll', 'wait', 'watch']],
    ['maxIntervalMs', -1, ['run', 'runAll', 'wait', 'watch']],
    ['onUpdate', 'log', ['run', 'runAll', 'wait', 'watch']],
    ['requestTimeoutMs', 0, ['run', 'runAll']],
    ['onSubmitted', {}, ['run', 'runAll']],
    ['onBeforeSend', 1, ['submit', 'run']],
    ['concurrency', 0, ['runAll']],
    ['concurrency', NaN, ['runAll']],
    ['concurrency', '4', ['runAll']],
  ];

  describe('options', () => {
    test.each(wrong)('%s: %o is refused by name, before any request', (option, value, names) =>
      inWorld(async (world) => {
        for (const name of names) {
          const before = world.submits.count;
          const error = await errorOf(calls[name]?.(world, { [option]: value }) ?? Promise.resolve(), 'input');
          expect(error.issues.map(({ path }) => path)).toEqual([option]);
          expect(world.submits.count - before).toBe(buying.includes(name) ? 0 : 1);
          expect(world.queries.count).toBe(0);
        }
      })(),
    );

    test(
      'that are undefined are not given',
      inWorld(async (world) => {
        const none = { signal: undefined, timeoutMs: undefined, context: undefined, onUpdate: undefined };
        const more = { minIntervalMs: undefined, maxIntervalMs: undefined, requestTimeoutMs: undefined };
        const hooks = { onSubmitted: undefined, onBeforeSend: undefined, concurrency: undefined };
        for (const call of Object.values(calls)) await call(world, { ...none, ...more, ...hooks });
        expect(world.sandbox.executions).toHaveLength(Object.keys(calls).length);
      }),
    );

    test(
      'can say that a wait has no end',
      inWorld(
        async ({ images, clock }) => {
          const rarely = { minIntervalMs: 60_000, maxIntervalMs: 60_000 };
          const done = await images.run(input, { timeoutMs: Infinity, ...rarely });
          expect(done.status).toBe('succeeded');
          expect(clock.elapsed()).toBeGreaterThanOrEqual(3_600_000);
        },
        { taskDurationMs: 3_600_000 },
      ),
    );
  });

  describe('methods', () => {
    test(
      'can be passed around without their object',
      inWorld(async ({ images }) => {
        const { submit, resume, run } = images;
        const { wait, ref } = await submit(input);
        expect(await wait()).toMatchObject({ status: 'succeeded' });
        expect(resume(ref).snapshot).toMatchObject({ status: 'succeeded' });
        expect(await run(input)).toMatchObject({ status: 'succeeded' });
      }),
    );
  });
}
