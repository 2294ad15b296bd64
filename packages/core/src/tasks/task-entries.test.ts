import { describe, expect, test } from 'vitest';
import { finishedAfter, says, silent, working } from '../testing/fake-service.ts';
import { createWorld, gapsOf, rejection } from '../testing/world.ts';

const unlimited = { pace: { queryPerSecond: Infinity, submitPerSecond: Infinity } };
const REMEMBERED = 1_000;

describe('tasks that were seen final', () => {
  test('resolve at once, the last thousand of them, and the oldest are asked for again', async () => {
    const { images, service, refOf } = createWorld(unlimited);
    const refs = Array.from({ length: REMEMBERED + 1 }, (_, index) => refOf(String(index), 60_000));
    for (const ref of refs) await images.get(ref);
    const before = service.requests.length;
    expect(images.resume(refs[1] as (typeof refs)[0]).snapshot).toMatchObject({ status: 'succeeded' });
    await images.resume(refs.at(-1) as (typeof refs)[0]).wait();
    expect(service.requests).toHaveLength(before);
    await images.resume(refs[0] as (typeof refs)[0]).wait();
    expect(service.requests).toHaveLength(before + 1);
  });

  test('are still known to the handle that saw it', async () => {
    const { images, service, refOf } = createWorld(unlimited);
    const task = images.resume(refOf('kept', 60_000));
    await task.wait();
    for (let index = 0; index <= 2 * REMEMBERED; index += 1) images.resume(refOf(String(index)));
    expect(task.snapshot).toMatchObject({ status: 'succeeded' });
    expect(await task.wait()).toMatchObject({ status: 'succeeded' });
    expect(service.requests).toHaveLength(1);
    expect(images.resume(task.ref).snapshot, 'and to others again').toBe(task.snapshot);
  });

  test('that are used again are remembered longer', async () => {
    const { images, service, refOf } = createWorld(unlimited);
    const used = refOf('used', 60_000);
    await images.get(used);
    for (let index = 0; index < 3 * REMEMBERED; index += 1) {
      images.resume(refOf(String(index)));
      if (index % 500 === 0) expect(images.resume(used).snapshot).toMatchObject({ status: 'succeeded' });
    }
    expect(service.requests).toHaveLength(1);
  });
});

describe('tasks that somebody waits for', () => {
  test('are never forgotten: waits that come later join them', async () => {
    const { images, service, clock, refOf, pass } = createWorld(unlimited);
    service.always('query', finishedAfter(clock, 30_000));
    const waitedFor = Array.from({ length: 20 }, (_, index) => refOf(`waited for ${index}`));
    const waits = waitedFor.map((ref) => images.resume(ref).wait());
    await pass(10_000);
    for (let index = 0; index < 5 * REMEMBERED; index += 1) images.resume(refOf(String(index)));
    for (const ref of waitedFor) expect(images.resume(ref).snapshot).toMatchObject({ status: 'running' });
    const later = waitedFor.map((ref) => images.resume(ref).wait());
    const before = service.requests.length;
    await pass(1_000);
    expect(service.requests.length - before, 'no first questions of their own').toBeLessThanOrEqual(20);
    await Promise.all([...waits, ...later]);
    const ofOne = service.requests.filter(({ url }) => url.endsWith('waited%20for%200'));
    for (const gap of gapsOf(ofOne)) expect(gap).toBeGreaterThanOrEqual(1_000);
  });

  test('are not forgotten while the question is on its way', async () => {
    const { images, service, refOf, pass } = createWorld(unlimited);
    service.next('query', silent);
    const ref = refOf('asked for', 60_000);
    const controller = new AbortController();
    const aborted = rejection(images.resume(ref).wait({ signal: controller.signal }));
    await pass(1_000);
    for (let index = 0; index < 2 * REMEMBERED; index += 1) images.resume(refOf(String(index)));
    const joined = images.resume(ref).wait();
    await pass(1_000);
    expect(service.requests, 'one question for both').toHaveLength(1);
    controller.abort();
    expect(await aborted).toBe(controller.signal.reason);
    expect(await joined).toMatchObject({ status: 'succeeded' });
  });

  test('more than a thousand at once are all kept', async () => {
    const { images, service, clock, refOf, pass } = createWorld(unlimited);
    service.always('query', finishedAfter(clock, 8_000));
    const refs = Array.from({ length: REMEMBERED + 500 }, (_, index) => refOf(String(index)));
    const waits = refs.map((ref) => images.resume(ref).wait());
    await pass(7_000);
    for (const ref of refs) expect(images.resume(ref).snapshot).toMatchObject({ status: 'running' });
    for (const done of await Promise.all(waits)) expect(done.status).toBe('succeeded');
  });
});

describe('tasks that nobody follows any more', () => {
  test.each(['to its end', 'to the first snapshot', 'until the abort'])(
    'are forgotten in their turn, also where one was watched %s',
    async (until) => {
      const { images, service, clock, refOf } = createWorld(unlimited);
      service.always('query', finishedAfter(clock, 10_000));
      const task = images.resume(refOf('watched'));
      const controller = new AbortController();
      const watching = (async () => {
        for await (const snapshot of task.watch({ signal: controller.signal })) {
          if (until === 'to the first snapshot') break;
          if (until === 'until the abort') controller.abort();
          expect(snapshot.ref).toEqual(task.ref);
        }
      })();
      await watching.catch((error: unknown) => expect(error).toBe(controller.signal.reason));
      expect(images.resume(task.ref).snapshot).toBeDefined();
      for (let index = 0; index <= REMEMBERED; index += 1) images.resume(refOf(String(index)));
      expect(images.resume(task.ref).snapshot).toBeUndefined();
    },
  );
});

describe('what a client knows', () => {
  test('is shown by the handle, as soon as somebody asked', async () => {
    const { images, service, refOf } = createWorld();
    const task = images.resume(refOf('t'));
    expect(task.snapshot).toBeUndefined();
    service.next('query', working);
    await images.get(refOf('t'));
    expect(task.snapshot).toMatchObject({ status: 'running', providerStatus: 'working', ref: task.ref });
    service.next('query', () => says({ state: 'working', progress: '0.5' }));
    expect(await task.refresh()).toBe(task.snapshot);
    expect(task.snapshot).toMatchObject({ progress: 0.5, raw: { state: 'working', progress: '0.5' } });
  });

  test('keeps all digits of what the service sent', async () => {
    const { images, service, refOf } = createWorld();
    service.next(
      'query',
      () => new Response('{"state":"working","progress":0.30000000000000004,"owner":12345678901234567890}'),
    );
    const snapshot = await images.get(refOf('t'));
    expect(snapshot).toMatchObject({ progress: 0.30000000000000004, raw: { owner: '12345678901234567890' } });
    expect(JSON.parse(JSON.stringify(snapshot))).toMatchObject({ raw: { owner: '12345678901234567890' } });
  });

  test('of an unknown word is that it runs, and is told', async () => {
    const { images, service, refOf, events } = createWorld();
    service.next('query', () => says({ state: 'PAINTING' }));
    const ref = refOf('t');
    expect(await images.get(ref)).toMatchObject({ status: 'running', providerStatus: 'PAINTING' });
    expect(events.filter(({ type }) => type === 'unknown-status')).toMatchObject([{ ref, providerStatus: 'PAINTING' }]);
  });

  test('of a "done" without a picture is asked for twice more', async () => {
    const { images, service, refOf } = createWorld();
    const empty = (): Response => says({ state: 'done' });
    service.next('query', empty, empty);
    expect(await images.get(refOf('a'))).toMatchObject({ status: 'succeeded' });
    expect(service.requests.map(({ at }) => at)).toEqual([0, 1_000, 2_000]);
    service.always('query', empty);
    expect(await images.get(refOf('b'))).toMatchObject({ status: 'failed', failure: { kind: 'no-output' } });
    expect(service.requests).toHaveLength(6);
  });

  test('of a "done" without a picture is not that it failed, if it goes on', async () => {
    const { images, service, refOf } = createWorld();
    const empty = (): Response => says({ state: 'done' });
    service.next('query', empty, empty, working, empty, empty);
    expect(await images.resume(refOf('a')).wait()).toMatchObject({ status: 'succeeded' });
    expect(service.requests).toHaveLength(6);
  });

  test('of a "done" without a picture counts once a second, however many ask at once', async () => {
    const { images, service, refOf } = createWorld({ pace: { queryPerSecond: Infinity } });
    const empty = (): Response => says({ state: 'done' });
    service.next('query', empty, empty, empty, empty, empty);
    const all = await Promise.all(Array.from({ length: 5 }, () => images.get(refOf('a'))));
    expect(all.map(({ status }) => status)).toEqual(Array(5).fill('succeeded'));
  });
});
