import { describe, expect, test } from 'vitest';
import type { FailedSnapshot } from '../index.ts';
import type { TaskReading } from '../provider.ts';
import { late, says, silent, working } from '../testing/fake-service.ts';
import { collect, createWorld, errorOf, rejection } from '../testing/world.ts';
import type { ImageOutput } from './task.ts';

type Reading = TaskReading<ImageOutput, unknown>;

const url = 'https://pictures.example/delivered.png';
const picture: Reading = {
  status: 'succeeded',
  providerStatus: 'SUCCESS',
  output: { images: [{ url }] },
  raw: { from: 'callback' },
};
const failed: Reading = {
  status: 'failed',
  providerStatus: 'FAIL',
  failure: { kind: 'capacity', message: 'full' },
  raw: {},
};
const running: Reading = { status: 'running', providerStatus: 'PROCESSING', progress: 0.5, raw: {} };

describe('what is wrong with the options of a call on a task', () => {
  test('is told with the task, which exists', async () => {
    const { images } = createWorld();
    const task = await images.submit({ prompt: 'a cat' });
    const options = { timeoutMs: Number.NaN };
    const calls = [task.wait(options), task.refresh(options), images.get(task.ref, options)];
    for (const call of calls) {
      expect(await errorOf(call, 'input')).toMatchObject({ submission: 'accepted', ref: task.ref });
    }
    expect(() => task.watch(options)).toThrow(expect.objectContaining({ submission: 'accepted', ref: task.ref }));
    expect(await errorOf(images.submit({ prompt: 'a cat' }, options), 'input')).toMatchObject({ submission: 'none' });
  });
});

describe('what a callback delivers', () => {
  test('stays, whatever a later answer lacks', async () => {
    const { provider, service, refOf } = createWorld();
    const { images, deliver } = provider();
    const task = images.resume(refOf('t'));
    deliver(task.ref, picture);
    service.always('query', () => says({ state: 'done' }));
    await task.refresh();
    expect(task.snapshot).toMatchObject({ status: 'succeeded', images: [{ url }] });
    expect(await task.wait()).toMatchObject({ images: [{ url }] });
  });

  test('is what refresh and get say, whatever their own answer lacked or was too late for', async () => {
    const { provider, service, clock, refOf, pass } = createWorld();
    const { images, deliver } = provider();
    const ref = refOf('t');
    service.next('query', late(clock, 1_000, working));
    const overtaken = images.get(ref);
    await pass(100);
    deliver(ref, picture);
    expect((await overtaken).status).toBe('succeeded');
    service.always('query', () => says({ state: 'done' }));
    expect((await images.resume(ref).refresh()).status).toBe('succeeded');
  });

  test('reaches a watch whose reader was busy while thousands of others were looked at', async () => {
    const { provider, service, refOf } = createWorld();
    const { images, deliver } = provider();
    service.always('query', working);
    const ref = refOf('t', 60_000);
    const watch = images.resume(ref).watch()[Symbol.asyncIterator]();
    await watch.next();
    for (let other = 0; other < 2_000; other += 1) void images.resume(refOf(`other-${other}`)).snapshot;
    deliver(ref, picture);
    expect(await watch.next()).toMatchObject({ value: { status: 'succeeded', images: [{ url }] } });
    expect(await watch.next()).toMatchObject({ done: true });
  });

  test('ends all waits on that task at once, without a request', async () => {
    const { provider, service, clock, events, refOf, pass } = createWorld();
    const { images, deliver } = provider();
    const ref = refOf('t');
    const waits = [images.resume(ref).wait(), images.resume(ref).wait()];
    await pass(2_000);
    const delivered = deliver({ ...ref }, picture);
    expect(delivered).toMatchObject({ status: 'succeeded', images: [{ url }], ref, raw: { from: 'callback' } });
    for (const done of await Promise.all(waits)) expect(done).toBe(delivered);
    expect(clock.elapsed()).toBe(2_000);
    expect([service.requests.length, clock.pending]).toEqual([0, 0]);
    const settled = events.filter(({ type }) => type === 'settled');
    expect(settled).toMatchObject(Array(2).fill({ status: 'succeeded', by: 'callback', durationMs: 2_000 }));
  });

  test('also while the question is on its way, and its late answer changes nothing', async () => {
    const { provider, service, clock, refOf, pass } = createWorld();
    const { images, deliver } = provider();
    const ref = refOf('t', 60_000);
    service.next('query', late(clock, 10_000, working));
    const asking = images.resume(ref).wait();
    const other = images.resume(ref).wait();
    await pass(3_000);
    deliver(ref, picture);
    expect(await other).toMatchObject({ status: 'succeeded' });
    expect(clock.elapsed()).toBe(3_000);
    expect(await asking).toMatchObject({ status: 'succeeded' });
    await pass(20_000);
    expect(images.resume(ref).snapshot).toMatchObject({ status: 'succeeded' });
  });

  test('that the task failed is thrown by waits', async () => {
    const { provider, service, refOf, pass } = createWorld();
    const { images, deliver } = provider();
    service.always('query', silent);
    const waiting = errorOf(images.resume(refOf('t')).wait(), 'task-failed');
    await pass(1_000);
    const snapshot = deliver(refOf('t', 1_000), failed) as FailedSnapshot;
    expect((await waiting).snapshot).toBe(snapshot);
    expect(snapshot.failure).toEqual({ kind: 'capacity', message: 'full' });
  });

  test('that it goes on is news, and ends nothing', async () => {
    const { provider, service, events, refOf, pass } = createWorld();
    const { images, deliver } = provider();
    const ref = refOf('t');
    const seen: unknown[] = [];
    const waiting = images.resume(ref).wait({ onUpdate: ({ status, progress }) => void seen.push([status, progress]) });
    await pass(1_000);
    expect(deliver(ref, running)).toMatchObject({
      status: 'running',
      progress: 0.5,
      pollAfterMs: expect.any(Number) as number,
    });
    await waiting;
    expect(seen).toEqual([
      ['running', 0.5],
      ['succeeded', undefined],
    ]);
    expect(service.requests).toHaveLength(1);
    expect(events.at(-1)).toMatchObject({ type: 'settled', by: 'query' });
  });

  test('before anybody waits is known to who comes later', async () => {
    const { provider, service, refOf } = createWorld();
    const { images, deliver } = provider();
    deliver(refOf('t'), picture);
    expect(images.resume(refOf('t')).snapshot).toMatchObject({ status: 'succeeded' });
    expect((await images.resume(refOf('t')).wait()).images[0].url).toBe(url);
    expect(service.requests).toEqual([]);
  });

  test('after the end is the end that stays', async () => {
    const { provider, service, refOf } = createWorld();
    const { images, deliver } = provider();
    const ref = refOf('t');
    const delivered = deliver(ref, picture);
    deliver(ref, running);
    expect(await images.resume(ref).wait()).toBe(delivered);
    expect(service.requests).toEqual([]);
  });

  test('of one client is nothing to another', async () => {
    const { provider, service, refOf } = createWorld();
    const [one, other] = [provider(), provider()];
    one.deliver(refOf('t'), picture);
    expect(other.images.resume(refOf('t')).snapshot).toBeUndefined();
    await other.images.resume(refOf('t')).wait();
    expect(service.requests).toHaveLength(1);
  });
});

describe('tasks', () => {
  test('say whose they are', () => {
    expect(createWorld().images.provider).toBe('fake');
  });

  test('run as many at once as nobody says: four', async () => {
    const { images, service, pass } = createWorld();
    service.always('submit', silent);
    const outcomes = images
      .runAll(Array.from({ length: 10 }, (_, index) => ({ prompt: String(index) })))
      [Symbol.asyncIterator]();
    const first = outcomes.next();
    await pass(10_000);
    expect(service.of('submit')).toHaveLength(4);
    await pass(120_000);
    expect(await first).toMatchObject({
      value: { ok: false, submission: 'unknown', error: { code: 'submission-unknown' } },
    });
    await outcomes.return?.();
  });

  test.each([0, -1, 1.5, NaN, '4'])('do not run %o at once', (concurrency) => {
    const { images, service } = createWorld();
    const start = (): unknown => images.runAll([{ prompt: 'a cat' }], { concurrency: concurrency as number });
    expect(start).toThrow(
      expect.objectContaining({ code: 'input', issues: [expect.objectContaining({ path: 'concurrency' })] }),
    );
    expect(service.requests).toEqual([]);
  });

  test('of which an input is bad are named in their outcome, and the others go on', async () => {
    const { images } = createWorld();
    const inputs = [{ prompt: 'a cat' }, { prompt: '' }, { prompt: 'a dog' }];
    const outcomes = await collect(images.runAll(inputs));
    expect(new Map(outcomes.map(({ index, ok }) => [index, ok]))).toEqual(
      new Map([
        [0, true],
        [1, false],
        [2, true],
      ]),
    );
  });

  test('that were accepted and then lost have their ref in the outcome', async () => {
    const { images, service } = createWorld();
    service.always('query', () => says({ state: 'broken' }));
    const outcomes = await collect(images.runAll([{ prompt: 'a cat' }]));
    expect(outcomes).toMatchObject([
      { ok: false, submission: 'accepted', ref: { id: 't-1' }, error: { code: 'task-failed' } },
    ]);
  });

  test('whose inputs break off are finished, and then the fault is thrown', async () => {
    const { images } = createWorld();
    const fault = new Error('the file ends here');
    async function* inputs(): AsyncGenerator<{ prompt: string }> {
      yield { prompt: 'a cat' };
      yield { prompt: 'a dog' };
      throw fault;
    }
    const outcomes: unknown[] = [];
    const all = async (): Promise<void> => {
      for await (const { ok } of images.runAll(inputs())) outcomes.push(ok);
    };
    expect(await rejection(all())).toBe(fault);
    expect(outcomes).toEqual([true, true]);
  });

  test('of which the reader leaves are let go, and nothing more is submitted', async () => {
    const { images, service, clock, pass } = createWorld();
    let left = false;
    function* inputs(): Generator<{ prompt: string }> {
      try {
        for (let index = 0; ; index += 1) yield { prompt: String(index) };
      } finally {
        left = true;
      }
    }
    for await (const { ok } of images.runAll(inputs(), { concurrency: 2 })) {
      expect(ok).toBe(true);
      break;
    }
    const before = service.requests.length;
    await pass(60_000);
    expect([left, service.requests.length, clock.pending]).toEqual([true, before, 0]);
  });

  test('whose caller loses interest while his own hook runs reject at once, and the hook’s fault is nobody’s', async () => {
    const { images, service, clock, pass } = createWorld();
    const hook = async (): Promise<void> => {
      await pass(5_000);
      throw new Error('the store is away');
    };
    const input = { prompt: 'a cat' };
    for (const options of [{ onBeforeSend: hook }, { onSubmitted: hook }]) {
      const controller = new AbortController();
      clock.setTimer(1_000, () => controller.abort());
      const before = clock.elapsed();
      expect(await rejection(images.run(input, { ...options, signal: controller.signal }))).toBe(
        controller.signal.reason,
      );
      expect(clock.elapsed() - before).toBe(1_000);
      await pass(10_000);
    }
    expect(service.of('submit'), 'only the second got so far').toHaveLength(1);
    expect(service.of('query')).toEqual([]);
  });
});
