import { getEventListeners } from 'node:events';
import { describe, expect, test } from 'vitest';
import type { ImageTask } from '../index.ts';
import { working } from '../testing/fake-service.ts';
import { collect, createWorld, errorOf, rejection } from '../testing/world.ts';

const succeeded = { status: 'succeeded' };

describe('options of a call', () => {
  const wrong: readonly (readonly [string, unknown])[] = [
    ['timeoutMs', NaN],
    ['timeoutMs', 0],
    ['timeoutMs', -1],
    ['timeoutMs', '5'],
    ['timeoutMs', null],
    ['minIntervalMs', NaN],
    ['minIntervalMs', 0],
    ['maxIntervalMs', '1'],
    ['onUpdate', 'log'],
    ['signal', new AbortController()],
    ['signal', 'abort'],
    ['timeout', 5_000],
    ['onUpdated', () => undefined],
    ['pollIntervalMs', undefined],
  ];
  test.each(wrong)('%s: %o is refused, by name, before any request', async (path, value) => {
    const { images, service, refOf } = createWorld();
    const task: ImageTask = images.resume(refOf('t'));
    const options = { [path]: value };
    const calls: readonly (() => Promise<unknown>)[] = [
      () => task.wait(options),
      async () => collect(task.watch(options)),
      () => images.run({ prompt: 'a cat' }, options),
      async () => collect(images.runAll([{ prompt: 'a cat' }], options)),
      ...(['timeoutMs', 'signal', 'timeout', 'pollIntervalMs'].includes(path)
        ? [
            () => task.refresh(options),
            () => images.get(task.ref, options),
            () => images.submit({ prompt: 'a cat' }, options),
          ]
        : []),
    ];
    for (const call of calls) {
      expect(await errorOf(call(), 'input')).toMatchObject({ provider: 'fake', issues: [{ path }] });
    }
    expect(service.requests).toEqual([]);
  });

  test('one object of them can be passed to every call', async () => {
    const { images, refOf } = createWorld();
    const options = { timeoutMs: 60_000, requestTimeoutMs: 5_000, minIntervalMs: 500, concurrency: 2, context: null };
    const task: ImageTask = images.resume(refOf('t'));
    expect(await task.refresh(options)).toMatchObject(succeeded);
    expect(await task.wait(options)).toMatchObject(succeeded);
    expect(await images.run({ prompt: 'a cat' }, options)).toMatchObject(succeeded);
    expect(await collect(images.runAll([{ prompt: 'a cat' }], options))).toMatchObject([{ ok: true }]);
  });

  test('a signal of another realm is as good', async () => {
    const { images, service, refOf, clock } = createWorld();
    service.always('query', working);
    const controller = new AbortController();
    const { signal } = controller;
    const polyfill: unknown = {
      get aborted() {
        return signal.aborted;
      },
      get reason(): unknown {
        return signal.reason;
      },
      throwIfAborted: () => signal.throwIfAborted(),
      addEventListener: signal.addEventListener.bind(signal),
      removeEventListener: signal.removeEventListener.bind(signal),
    };
    clock.setTimer(1_000, () => controller.abort());
    const options = { signal: polyfill as AbortSignal };
    const calls = [
      images.resume(refOf('t')).wait(options),
      collect(images.resume(refOf('t')).watch(options)),
      images.run({ prompt: 'a cat' }, options),
      collect(images.runAll([{ prompt: 'a cat' }], options)),
    ];
    for (const call of calls) expect(await rejection(call)).toBe(signal.reason);
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  test('that are undefined are not given', async () => {
    const { images, refOf } = createWorld();
    const options = {
      signal: undefined,
      timeoutMs: undefined,
      minIntervalMs: undefined,
      maxIntervalMs: undefined,
      onUpdate: undefined,
      context: undefined,
    };
    expect(await images.resume(refOf('t')).wait(options)).toMatchObject(succeeded);
    expect(await images.get(refOf('t'), { signal: undefined, timeoutMs: undefined })).toMatchObject(succeeded);
  });
});
