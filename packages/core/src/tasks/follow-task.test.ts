import { getEventListeners } from 'node:events';
import { describe, expect, test } from 'vitest';
import type { Clock, WaitOptions } from '../index.ts';
import {
  done,
  finishedAfter,
  late,
  refuses,
  reset,
  says,
  silent,
  type Step,
  working,
} from '../testing/fake-service.ts';
import { collect, createWorld, errorOf, gapsOf, rejection } from '../testing/world.ts';

const succeeded = { status: 'succeeded', images: [{ url: 'https://pictures.example/cat.png' }] };
const progress =
  (value: number): Step =>
  () =>
    says({ state: 'working', progress: value });

describe('many waits on one task', () => {
  test('are one poll at a time, a timer each, and nothing when they are over', async () => {
    const { images, service, clock, refOf } = createWorld();
    service.always('query', finishedAfter(clock, 30_000));
    const ref = refOf('t');
    const { signal } = new AbortController();
    const waits = Array.from({ length: 100 }, () => images.resume(ref).wait({ signal }));
    let most = 0;
    clock.setTimer(20_000, () => (most = clock.pending));
    for (const snapshot of await Promise.all(waits)) expect(snapshot).toMatchObject(succeeded);
    const gaps = gapsOf(service.of('query'));
    expect(gaps.length).toBeGreaterThan(5);
    for (const gap of gaps) expect(gap).toBeGreaterThanOrEqual(1_000);
    expect(most).toBeLessThanOrEqual(100);
    expect(clock.pending).toBe(0);
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  // JSON columns of data bases keep the members of an object in an order of their own.
  test('are on one task, in whatever order its params are', async () => {
    const { images, service, refOf } = createWorld();
    service.next('query', working, working);
    const ref = refOf('t');
    const reordered = { ...ref, params: Object.fromEntries(Object.entries(ref.params ?? {}).reverse()) };
    await Promise.all([images.resume(ref).wait(), images.resume(reordered).wait()]);
    expect(service.requests).toHaveLength(3);
    expect(images.resume(reordered).snapshot).toMatchObject(succeeded);
  });

  test('are apart from those on a task of the same id under other params', async () => {
    const { images, service, refOf } = createWorld();
    const ref = refOf('t');
    const other = { ...ref, params: { account: 'one', region: 'south' } };
    await Promise.all([images.resume(ref).wait(), images.resume(other).wait()]);
    expect(service.requests).toHaveLength(2);
  });

  test('go by one entry, whatever their refs say of the time of submission', async () => {
    const { images, service, refOf } = createWorld();
    await Promise.all([images.resume(refOf('t')).wait(), images.resume(refOf('t', 5_000)).wait()]);
    expect(service.requests).toHaveLength(1);
  });

  // Edge runtimes stop a request without a word: no error, no finally, and its timers never fire.
  test('live on when the one that was asking dies without a word', async () => {
    const { client, service, clock, refOf } = createWorld();
    let dying = false;
    const mortal: Clock = {
      now: () => clock.now(),
      elapsed: () => clock.elapsed(),
      setTimer: (delayMs, callback) =>
        dying && delayMs === 20_000 ? () => undefined : clock.setTimer(delayMs, callback),
    };
    dying = true;
    service.next('query', (request) => ((dying = false), silent(request)));
    const task = client({ clock: mortal }).resume(refOf('t'));
    const waits = [task.wait(), task.wait()];
    expect(await Promise.race(waits)).toMatchObject(succeeded);
    // The time of one query and a second of patience.
    expect(gapsOf(service.requests)).toEqual([21_000]);
  });

  test('are not held up by one whose poll is cut by its own deadline', async () => {
    const { images, service, clock, refOf } = createWorld();
    service.always('query', (request) => late(clock, 900, finishedAfter(clock, 20_000))(request));
    const ref = refOf('t');
    const impatient = [4_300, 6_400, 8_500, 10_600, 12_700].map((timeoutMs) =>
      errorOf(images.resume(ref).wait({ timeoutMs }), 'task-timeout'),
    );
    expect(await images.resume(ref).wait()).toMatchObject(succeeded);
    await Promise.all(impatient);
    expect(clock.elapsed()).toBeLessThan(26_000);
  });
});

describe('a wait that is longer than others on the same task', () => {
  // A handler that answers its browser every second, and a worker that waits for the picture.
  test('is not held up by those whose time is too short for one answer', async () => {
    const { images, service, clock, refOf } = createWorld();
    service.always('query', (request) => late(clock, 2_500, finishedAfter(clock, 10_000))(request));
    const ref = refOf('t', 60_000);
    let waiting = true;
    const patient = images
      .resume(ref)
      .wait()
      .finally(() => (waiting = false));
    while (waiting)
      await images
        .resume(ref)
        .wait({ timeoutMs: 1_000 })
        .catch(() => undefined);
    expect(await patient).toMatchObject(succeeded);
    expect(clock.elapsed()).toBeLessThan(20_000);
  });
});

describe('the first question', () => {
  test('about a young task waits for a part of what tasks take', async () => {
    const { images, service, refOf } = createWorld();
    await images.resume(refOf('t')).wait();
    expect(service.requests[0]?.at).toSatisfy((at: number) => at >= 3_400 && at <= 5_000);
  });

  test('about an older task waits for the rest of that', async () => {
    const { images, service, refOf } = createWorld();
    await images.resume(refOf('t', 3_000)).wait();
    expect(service.requests[0]?.at).toSatisfy((at: number) => at >= 400 && at <= 2_000);
  });

  test.each([6_001, 60_000, 30 * 86_400_000])('about a task of %i ms is asked at once', async (ageMs) => {
    const { images, service, refOf } = createWorld();
    await images.resume(refOf('t', ageMs)).wait();
    expect(service.requests.map(({ at }) => at)).toEqual([0]);
  });

  test('about a task from a machine whose clock is ahead waits no longer', async () => {
    const { images, service, refOf } = createWorld();
    await images.resume(refOf('t', -3_600_000)).wait();
    expect(service.requests[0]?.at).toBeLessThanOrEqual(6_000);
  });

  test('is spread over tasks submitted together', async () => {
    const { images, service, refOf } = createWorld({ pace: { queryPerSecond: Infinity } });
    await Promise.all(Array.from({ length: 50 }, (_, index) => images.resume(refOf(String(index))).wait()));
    const times = service.requests.map(({ at }) => at);
    expect(Math.max(...times) - Math.min(...times)).toBeGreaterThan(1_000);
    expect(new Set(times).size).toBe(50);
  });
});

test('a refusal for rate slows the pace, and not the task; after another fault it is left alone for a while', async () => {
  const gapAfter = async (step: Step): Promise<number> => {
    const { images, service, refOf } = createWorld({ wait: { minIntervalMs: 100 } });
    service.next('query', step);
    await images.resume(refOf('t', 60_000)).wait();
    return gapsOf(service.requests)[0] ?? NaN;
  };
  expect(await gapAfter(refuses(429))).toBeLessThan(1_000);
  expect(await gapAfter(refuses(500))).toBeGreaterThan(2_000);
});

describe('expedite', () => {
  const slowly = { minIntervalMs: 60_000, maxIntervalMs: 60_000 };

  test('while a question is on its way is worth another one after it', async () => {
    const { images, service, clock, refOf, pass } = createWorld();
    service.next('query', late(clock, 3_000, working));
    const ref = refOf('t', 60_000);
    const waiting = images.resume(ref).wait(slowly);
    await pass(1_000);
    images.expedite(ref);
    expect(await waiting).toMatchObject(succeeded);
    expect(clock.elapsed()).toBeLessThan(4_000);
    expect(service.requests).toHaveLength(2);
  });

  test('is one question, however many wait', async () => {
    const { images, service, clock, refOf, pass } = createWorld();
    service.next('query', working);
    const ref = refOf('t', 60_000);
    const waits = Array.from({ length: 10 }, () => images.resume(ref).wait(slowly));
    await pass(10_000);
    for (let time = 0; time < 3; time += 1) images.expedite(ref);
    for (const snapshot of await Promise.all(waits)) expect(snapshot).toMatchObject(succeeded);
    expect(service.requests.map(({ at }) => at)).toEqual([0, 10_000]);
    expect(clock.elapsed()).toBe(10_000);
  });

  test('is one question, also when that fails: the next one comes after a pause', async () => {
    const { images, service, refOf } = createWorld();
    service.next('query', refuses(500), refuses(500));
    const ref = refOf('t', 60_000);
    images.expedite(ref);
    await images.resume(ref).wait();
    expect(service.requests[0]?.at).toBe(0);
    expect(gapsOf(service.requests)).toHaveLength(2);
    for (const gap of gapsOf(service.requests)) expect(gap).toBeGreaterThan(1_000);
  });

  test('before anybody waits lets the first question go at once', async () => {
    const { images, service, refOf } = createWorld();
    const ref = refOf('t');
    images.expedite(ref);
    expect(service.requests).toEqual([]);
    await images.resume(ref).wait();
    expect(service.requests.map(({ at }) => at)).toEqual([0]);
  });

  test('lets no call out of its retries', async () => {
    const { images, service, refOf } = createWorld({ retry: { limit: 2 } });
    service.always('query', silent);
    images.expedite(refOf('t'));
    await errorOf(images.get(refOf('t'), { timeoutMs: 1_000 }), 'request-timeout');
    expect(service.of('query')).toHaveLength(3);
  });

  test.each(['is aborted', 'runs out of time'])('is not lost when the wait that asks %s', async (end) => {
    const { images, service, clock, pass, refOf } = createWorld({
      wait: { maxIntervalMs: 600_000, timeoutMs: 3_600_000 },
      typicalDurationMs: 3_000_000,
    });
    service.always('query', working);
    const task = images.resume(refOf('t'));
    await task.refresh();
    const left = new AbortController();
    const first = task.wait({ signal: left.signal, timeoutMs: 6_000 }).catch(() => clock.elapsed());
    const second = task.wait();
    await pass(5_000);
    service.next('query', silent);
    service.always('query', done);
    images.expedite(task.ref);
    await pass(100);
    if (end === 'is aborted') left.abort();
    const endedAt = await first;
    await second;
    expect(clock.elapsed() - Number(endedAt)).toBeLessThan(1_000);
  });

  test('keeps the pace', async () => {
    const { images, service, refOf, clock, pass } = createWorld({ pace: { queryPerSecond: 1 } });
    service.always('query', finishedAfter(clock, 60_000));
    const ref = refOf('t', 60_000);
    const waiting = images.resume(ref).wait(slowly);
    for (let time = 0; time < 20; time += 1) {
      await pass(100);
      images.expedite(ref);
    }
    await waiting;
    for (const gap of gapsOf(service.requests)) expect(gap).toBeGreaterThanOrEqual(1_000);
  });
});

test('a task that nobody knows ends its wait, also where the clock that dated its ref was ahead', async () => {
  const { images, service, clock, refOf } = createWorld();
  const startedAt = clock.elapsed();
  service.always('query', refuses(404));
  const error = await errorOf(images.resume(refOf('t', -3_600_000)).wait(), 'api');
  expect(error).toMatchObject({ kind: 'not-found', submission: 'accepted' });
  // After the grace for tasks that are new.
  expect(clock.elapsed() - startedAt).toBeLessThan(60_000);
});

test('a task that is not known yet ends no wait, also where the machine’s clock is set meanwhile', async () => {
  const { service, clock, client } = createWorld();
  let stepMs = 0;
  const stepped: Clock = { ...clock, now: () => clock.now() + stepMs, elapsed: () => clock.elapsed() };
  const images = client({ clock: { ...stepped, setTimer: (ms, callback) => clock.setTimer(ms, callback) } });
  service.next('query', refuses(404), refuses(404));
  const task = await images.submit({ prompt: 'a cat' });
  stepMs = 60_000;
  expect(await task.wait()).toMatchObject(succeeded);
});

test('failures without end never end the pause between two questions', async () => {
  const { service, client, refOf } = createWorld();
  const images = client({ pace: { queryCostMs: 0, queryPerSecond: 100 } });
  service.always('query', refuses(503));
  await errorOf(images.resume(refOf('t')).wait({ timeoutMs: 5_200_000, minIntervalMs: 5_000 }), 'task-timeout');
  expect(service.requests.length).toBeGreaterThan(1_024);
  for (const gap of gapsOf(service.requests).slice(0, -1)) expect(gap).toBeGreaterThanOrEqual(5_000);
});

describe('the deadline', () => {
  test('has a last question a little before it', async () => {
    const { images, service, clock, refOf } = createWorld({ pace: { queryCostMs: 100_000 } });
    service.always('query', finishedAfter(clock, 28_500));
    const options = { timeoutMs: 30_000, maxIntervalMs: 14_000 };
    expect(await images.resume(refOf('t')).wait(options)).toMatchObject(succeeded);
    expect(service.requests).toHaveLength(3);
    expect(service.requests.at(-1)?.at).toBe(29_000);
  });

  test('has one last question, and leaves the rest of the pace to the others', async () => {
    const { images, service, pass, refOf } = createWorld({ pace: { queryPerSecond: 10, queryCostMs: 0 } });
    service.always('query', working);
    const left = new AbortController();
    const patient = { timeoutMs: 3_600_000, minIntervalMs: 1, signal: left.signal };
    for (let other = 0; other < 100; other += 1) {
      images
        .resume(refOf(`other-${other}`))
        .wait(patient)
        .catch(() => undefined);
    }
    await pass(60_000);
    const task = images.resume(refOf('mine', 30_000));
    task.wait(patient).catch(() => undefined);
    await pass(1_000);
    const before = service.of('query').length;
    await errorOf(task.wait({ timeoutMs: 20_000, minIntervalMs: 1 }), 'task-timeout');
    const lastSecond = service.of('query').slice(before).slice(-9);
    expect(lastSecond.filter(({ url }) => url.endsWith('mine')).length).toBeLessThanOrEqual(2);
    left.abort();
  });

  test('has its last question also while another wait, with more time, stands in the queue with the task', async () => {
    const { images, service, clock, pass, refOf } = createWorld({ pace: { queryPerSecond: 1 } });
    service.always('query', working);
    const crowd = Array.from({ length: 100 }, (_, index) => images.resume(refOf(`other-${index}`)));
    const left = new AbortController();
    const patient = { timeoutMs: 3_600_000, signal: left.signal };
    for (const one of crowd) one.wait(patient).catch(() => undefined);
    await pass(60_000);
    const task = images.resume(refOf('mine', 30_000));
    task.wait(patient).catch(() => undefined);
    await pass(1_000);
    const startedAt = clock.elapsed();
    await errorOf(task.wait({ timeoutMs: 20_000 }), 'task-timeout');
    const asked = service.of('query').filter(({ url }) => url.endsWith('mine'));
    expect(asked.map(({ at }) => Math.round((at - startedAt) / 1_000))).toEqual([19]);
    left.abort();
  });

  test('however near has a question', async () => {
    const { images, service } = createWorld();
    expect(await images.run({ prompt: 'a cat' }, { timeoutMs: 900 })).toMatchObject(succeeded);
    expect(service.of('query').map(({ at }) => at)).toEqual([0]);
  });

  test('before anything is due has a question all the same', async () => {
    const { images, service, refOf } = createWorld({ typicalDurationMs: 600_000 });
    expect(await images.resume(refOf('t')).wait({ timeoutMs: 5_000 })).toMatchObject(succeeded);
    expect(service.requests.map(({ at }) => at)).toEqual([4_000]);
  });

  test('tells what was seen, counted, since this wait began', async () => {
    const { images, service, refOf } = createWorld({ timeoutMs: { query: 2_000 } });
    const ref = refOf('t', 60_000);
    service.next('query', working, working, reset, refuses(429), silent, () => new Response('<html>'));
    service.always('query', progress(0.5));
    await images.get(ref);
    const error = await errorOf(images.resume(ref).wait({ timeoutMs: 60_000 }), 'task-timeout');
    expect(error.seen).toMatchObject({ network: 1, 'api rate-limit': 1, 'request-timeout': 1, response: 1 });
    expect(error.seen['running']).toBeGreaterThan(1);
    expect(Object.values(error.seen).reduce((sum, count) => sum + count, 0)).toBe(service.requests.length - 1);
    expect(error.snapshot).toMatchObject({ status: 'running', progress: 0.5 });
    expect(error.message).toContain('"network":1');
    expect(error).toMatchObject({ ref, submission: 'accepted' });
  });

  test('may be never', async () => {
    const { images, service, clock, refOf } = createWorld();
    service.always('query', finishedAfter(clock, 3_600_000));
    const done = await images
      .resume(refOf('t'))
      .wait({ timeoutMs: Infinity, minIntervalMs: 600_000, maxIntervalMs: 600_000 });
    expect(done).toMatchObject(succeeded);
  });
});

describe('the pause between two questions', () => {
  test.each<WaitOptions>([
    { minIntervalMs: 4_000, maxIntervalMs: 5_000 },
    { minIntervalMs: 7_000, maxIntervalMs: 7_000 },
    { maxIntervalMs: 1_200 },
    { minIntervalMs: 20_000, maxIntervalMs: 30_000 },
  ])('keeps its bounds: %j', async (options) => {
    const { images, service, clock, refOf } = createWorld();
    service.always('query', finishedAfter(clock, 200_000));
    await images.resume(refOf('t')).wait(options);
    const gaps = gapsOf(service.requests);
    expect(gaps.length).toBeGreaterThan(5);
    for (const gap of gaps) {
      expect(gap).toBeGreaterThanOrEqual(options.minIntervalMs ?? 1_000);
      expect(gap).toBeLessThanOrEqual(options.maxIntervalMs ?? 15_000);
    }
  });

  // "Never sooner" is a promise, "at least as often" is a default.
  test('is never shorter than minIntervalMs alone asks for', async () => {
    const { images, service, clock, refOf } = createWorld();
    service.always('query', finishedAfter(clock, 100_000));
    await images.resume(refOf('t')).wait({ minIntervalMs: 30_000 });
    for (const gap of gapsOf(service.requests)) expect(gap).toBeGreaterThanOrEqual(30_000);
  });

  test('is the one that pollAfterMs tells those who ask by get', async () => {
    const { images, service, refOf } = createWorld();
    service.next('query', working);
    expect(await images.get(refOf('t'))).toMatchObject({
      status: 'running',
      pollAfterMs: expect.toSatisfy((ms: number) => ms >= 1_000 && ms < 5_000) as number,
    });
  });
});

describe('a watch', () => {
  test('yields what is new, and the end', async () => {
    const { images, service, refOf } = createWorld();
    const queued: Step = () => says({ state: 'waiting' });
    service.next('query', queued, queued, working, progress(0.25), progress(0.25), working, () =>
      says({ state: 'WORKING' }),
    );
    const seen = await collect(images.resume(refOf('t')).watch());
    expect(seen.map(({ status, providerStatus, progress: at }) => [status, providerStatus, at])).toEqual([
      ['queued', 'waiting', undefined],
      ['running', 'working', undefined],
      ['running', 'working', 0.25],
      ['running', 'working', undefined],
      ['running', 'WORKING', undefined],
      ['succeeded', 'done', undefined],
    ]);
  });

  test('yields a failed task, where a wait throws', async () => {
    const { images, service, refOf } = createWorld();
    service.always('query', () => says({ state: 'broken' }));
    const task = images.resume(refOf('t'));
    const failure = { kind: 'unknown', message: 'the service gives no reason' };
    expect(await collect(task.watch())).toMatchObject([{ status: 'failed', failure }]);
    const error = await errorOf(task.wait(), 'task-failed');
    expect(error.snapshot.failure).toEqual(failure);
    expect(error).toMatchObject({ submission: 'accepted', ref: task.ref, retryable: false });
  });

  test('counts its time from the call, not from the first step', async () => {
    const { images, service, refOf, pass, clock } = createWorld();
    service.always('query', working);
    const watching = images.resume(refOf('t')).watch({ timeoutMs: 20_000 });
    await pass(15_000);
    expect((await errorOf(collect(watching), 'task-timeout')).seen).toMatchObject({
      running: expect.any(Number) as number,
    });
    expect(clock.elapsed()).toBe(20_000);
  });

  test('whose reader is slow gives him the newest', async () => {
    const { images, service, refOf, pass, clock } = createWorld();
    service.always('query', () =>
      says(
        clock.elapsed() < 40_000
          ? { state: 'working', progress: clock.elapsed() / 100_000 }
          : { state: 'done', url: 'https://p.example/c.png' },
      ),
    );
    const task = images.resume(refOf('t'));
    const waiting = task.wait();
    const seen: unknown[] = [];
    for await (const snapshot of task.watch()) {
      seen.push(snapshot.status);
      await pass(100_000);
    }
    expect(seen).toEqual(['running', 'succeeded']);
    await waiting;
  });

  // As of a response that streams to a browser, which goes away.
  test('that is left while it waits stops asking, as a stream that is cancelled does', async () => {
    const { images, service, refOf, pass, clock } = createWorld();
    service.always('query', working);
    const stream = images.resume(refOf('t')).watch()[Symbol.asyncIterator]();
    expect((await stream.next()).value).toMatchObject({ status: 'running' });
    const next = stream.next().catch(() => ({ done: false }));
    await pass(1_000);
    const before = service.requests.length;
    await stream.return?.();
    expect(await next).toMatchObject({ done: true });
    await pass(60_000);
    expect([service.requests.length, clock.pending]).toEqual([before, 0]);
  });

  test('rejects with what is thrown into it, and a generator around it ends', async () => {
    const { images, service, refOf } = createWorld();
    service.always('query', working);
    async function* page(): AsyncGenerator<unknown> {
      yield* images.resume(refOf('t')).watch();
      yield 'done';
    }
    const events = page();
    await events.next();
    expect(await rejection(events.throw(new Error('mine')))).toMatchObject({ message: 'mine' });
    expect(await events.next()).toMatchObject({ done: true });
  });

  test('asks only while it is asked, and leaving it stops it', async () => {
    const { images, service, refOf, pass, clock, events } = createWorld();
    service.always('query', () => says({ state: 'working', progress: clock.elapsed() }));
    for await (const snapshot of images.resume(refOf('t')).watch()) {
      await pass(60_000);
      expect(snapshot.status).toBe('running');
      break;
    }
    expect(service.requests).toHaveLength(1);
    expect(clock.pending).toBe(0);
    expect(events.at(-1)).toMatchObject({ type: 'settled', status: 'aborted' });
  });
});

test('a task that was seen final is asked for no more', async () => {
  const { images, service, refOf } = createWorld();
  const task = images.resume(refOf('t'));
  await task.wait();
  service.always('query', done);
  await task.wait();
  expect(await collect(task.watch())).toMatchObject([succeeded]);
  expect(service.requests).toHaveLength(1);
});

describe('an onUpdate that is async', () => {
  test('ends the wait with what it rejects with, and takes nothing else down', async () => {
    const { images, service, refOf, clock } = createWorld();
    service.always('query', finishedAfter(clock, 60_000));
    const onUpdate = async (): Promise<void> => {
      await Promise.resolve();
      throw new Error('the database is down');
    };
    const task = images.resume(refOf('t'));
    await expect(task.wait({ onUpdate: onUpdate as () => void })).rejects.toThrow('the database is down');
    expect(clock.elapsed()).toBeLessThan(30_000);
    await expect(collect(task.watch({ onUpdate: onUpdate as () => void }))).rejects.toThrow('the database is down');
    expect(clock.pending).toBe(0);
    expect(await task.wait(), 'the task goes on').toMatchObject(succeeded);
  });

  test('is not waited for when the task has ended', async () => {
    const { images, refOf } = createWorld();
    const onUpdate = async (): Promise<void> => Promise.reject(new Error('the database is down'));
    expect(await images.resume(refOf('t')).wait({ onUpdate: onUpdate as () => void })).toMatchObject(succeeded);
  });
});
