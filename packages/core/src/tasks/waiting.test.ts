import { describe, expect, test } from 'vitest';
import { type Clock, createPace } from '../index.ts';
import { done, finishedAfter, late, says, type Step } from '../testing/fake-service.ts';
import { createWorld, errorOf, gapsOf, type World } from '../testing/world.ts';

/** A service whose tasks begin and end at their ages, by their ids. */
function ages({ service, clock }: World, endMs: number, startMs = 0): (id: string) => void {
  const submittedAt = new Map<string, number>();
  const answer: Step = ({ url }) => {
    const age = clock.elapsed() - (submittedAt.get(url.split('/').at(-1) ?? '') ?? NaN);
    if (age < endMs) return says({ state: age < startMs ? 'waiting' : 'working' });
    return says({ state: 'done', url: 'https://pictures.example/cat.png' });
  };
  service.always('query', answer);
  return (id) => submittedAt.set(id, clock.elapsed());
}

/** One task after another; the ages at which each was asked for. */
async function oneByOne(world: World, count: number, submit: (id: string) => void): Promise<readonly number[][]> {
  const { images, service, clock, refOf } = world;
  const asked: number[][] = [];
  for (let index = 0; index < count; index += 1) {
    const [before, startedAt] = [service.requests.length, clock.elapsed()];
    submit(`t${index}`);
    await images.resume(refOf(`t${index}`)).wait();
    asked.push(service.requests.slice(before).map(({ at }) => at - startedAt));
  }
  return asked;
}

describe('a client learns while it works', () => {
  test('when to ask first, and how often', async () => {
    const world = createWorld();
    const asked = await oneByOne(world, 60, ages(world, 60_000));
    const first = asked[0] ?? [];
    const last = asked.at(-1) ?? [];
    expect(first[0]).toBeLessThan(6_000);
    expect(last[0]).toBeGreaterThan(15_000 - 1);
    expect(last.length).toBeLessThan((2 / 3) * first.length);
    expect(last.at(-1)).toBeLessThan(63_000);
  });

  test('how short they are, where much more was expected', async () => {
    const world = createWorld({ typicalDurationMs: 200_000 });
    const asked = await oneByOne(world, 40, ages(world, 5_000));
    expect(asked[0]?.at(-1)).toBe(15_000);
    for (const ages of asked.slice(-10)) expect(ages.at(-1)).toBeLessThan(7_000);
  });

  test('from callbacks too', async () => {
    const world = createWorld({ typicalDurationMs: 200_000 });
    const { provider, refOf, pass } = world;
    const { images, deliver } = provider();
    const url = 'https://pictures.example/cat.png';
    for (let index = 0; index < 30; index += 1) {
      const ref = refOf(`told ${index}`);
      images.resume(ref);
      await pass(5_000);
      deliver(ref, { status: 'succeeded', providerStatus: 'done', output: { images: [{ url }] }, raw: {} });
    }
    const [asked = []] = await oneByOne({ ...world, images }, 1, ages(world, 5_000));
    expect(asked.at(-1)).toBeLessThan(7_000);
  });

  test('of each model for itself', async () => {
    const world = createWorld();
    await oneByOne(world, 40, ages(world, 60_000));
    const { client, service, clock, refOf } = world;
    const startedAt = clock.elapsed();
    service.always('query', done);
    const before = service.requests.length;
    await client()
      .resume({ ...refOf('other') })
      .wait();
    expect((service.requests[before]?.at ?? NaN) - startedAt, 'another client has not learned').toBeLessThan(6_000);
  });

  test('that a task which has just begun to run is not done at once', async () => {
    const world = createWorld();
    const { images, service, clock, refOf } = world;
    const late: number[] = [];
    let asked = 0;
    // Up to a minute in the queue, then always 12 s.
    for (let index = 0; index < 100; index += 1) {
      const queueMs = (index * 7_919) % 60_000;
      ages(world, queueMs + 12_000, queueMs)(`t${index}`);
      const [before, startedAt] = [service.requests.length, clock.elapsed()];
      await images.resume(refOf(`t${index}`)).wait();
      if (index < 50) continue;
      asked += service.requests.length - before;
      late.push(clock.elapsed() - startedAt - queueMs - 12_000);
    }
    // Asking blindly every 2.4 s takes 17 questions, and is 1.2 s late.
    expect(asked / 50).toBeLessThan(10);
    expect(late.reduce((sum, ms) => sum + ms, 0) / 50).toBeLessThan(1_300);
  });

  test('and believes a progress that is told', async () => {
    const world = createWorld();
    const { service, clock, images, refOf } = world;
    const startedAt = clock.elapsed();
    service.always('query', (request) => {
      const age = clock.elapsed() - startedAt;
      return age < 100_000 ? says({ state: 'working', progress: age / 100_000 }) : done(request);
    });
    await images.resume(refOf('t')).wait();
    const gaps = gapsOf(service.requests);
    // Without it every 2.4 s.
    expect(gaps.length).toBeLessThan(38);
    expect(Math.max(...gaps), 'while it is far from done').toBeGreaterThan(3_000);
    expect(clock.elapsed() - startedAt).toBeLessThan(106_000);
  });
});

describe('the queue for the pace', () => {
  const slow = { pace: { queryPerSecond: 2 } };

  test('lets the one go ahead that is expedited', async () => {
    const { images, service, clock, refOf, pass } = createWorld(slow);
    service.always('query', finishedAfter(clock, 100_000));
    const refs = Array.from({ length: 200 }, (_, index) => refOf(`t${index}`, 60_000));
    const waits = refs.map((ref) => images.resume(ref).wait());
    await pass(10_000);
    const last = refs.find(({ id }) => service.requests.every(({ url }) => !url.endsWith(`/${id}`)));
    const before = service.requests.length;
    images.expedite(last as (typeof refs)[0]);
    await pass(1_100);
    const next = service.requests.slice(before, before + 2).map(({ url }) => url.split('/').at(-1));
    expect(next).toContain(last?.id);
    await Promise.all(waits);
  });

  test('lets nobody wait for a backlog who asks by himself', async () => {
    const { images, service, clock, refOf, pass } = createWorld(slow);
    service.always('query', finishedAfter(clock, 150_000));
    // All of them are asked for in turn: a turn takes 50 s.
    const waits = Array.from({ length: 100 }, (_, index) => images.resume(refOf(`t${index}`)).wait());
    await pass(100_000);
    const askedAt = clock.elapsed();
    await images.get(refOf('mine', 60_000));
    expect(clock.elapsed() - askedAt).toBeLessThan(60_000);
    await Promise.all(waits);
  });

  test('comes to everybody, though all are wanted at the same moment', async () => {
    const { images, service, clock, refOf } = createWorld(slow);
    service.always('query', finishedAfter(clock, 170_000));
    await Promise.all(Array.from({ length: 150 }, (_, index) => images.resume(refOf(`t${index}`, 60_000)).wait()));
    expect(clock.elapsed()).toBeLessThan(170_000 + 1.1 * (150_000 / 1.9));
  });

  test('asks once more before a deadline, though others are due', async () => {
    const { images, service, clock, refOf } = createWorld(slow);
    service.always('query', finishedAfter(clock, 170_000));
    const waits = Array.from({ length: 150 }, (_, index) => images.resume(refOf(`t${index}`, 60_000)).wait());
    const ref = refOf('hurried');
    await errorOf(images.resume(ref).wait({ timeoutMs: 20_000 }), 'task-timeout');
    const times = service.requests.filter(({ url }) => url.endsWith('/hurried')).map(({ at }) => at);
    expect(times).toEqual([expect.toSatisfy((at: number) => at >= 19_000 && at < 20_000)]);
    await Promise.all(waits);
  });

  // Edge runtimes stop a request without a word: its timer never fires, and nobody is woken.
  test('goes past one that died in it', async () => {
    const { client, images, service, clock, refOf } = createWorld();
    let dead = false;
    const mortal: Clock = {
      now: () => clock.now(),
      elapsed: () => clock.elapsed(),
      setTimer: (delayMs, callback) => (dead ? () => undefined : clock.setTimer(delayMs, callback)),
    };
    const pace = createPace({ queryPerSecond: 1 });
    const [doomed, living] = [client({ clock: mortal, pace }), client({ pace })];
    await images.get(refOf('warm', 60_000));
    await living.get(refOf('first', 60_000));
    dead = true;
    void doomed.resume(refOf('doomed', 60_000)).wait();
    const startedAt = clock.elapsed();
    await Promise.all(['a', 'b', 'c'].map((id) => living.resume(refOf(id, 60_000)).wait()));
    expect(clock.elapsed() - startedAt).toBeLessThan(7_000);
    expect(service.requests.filter(({ url }) => url.endsWith('doomed'))).toEqual([]);
  });
});

describe('several processes on one key', () => {
  test('find their shares, and are hardly refused', async () => {
    const { client, service, clock, refOf } = createWorld();
    let [window, used, refused] = [-1, 0, 0];
    const limited: Step = async (request) => {
      await late(clock, 20, () => says({}))(request);
      const current = Math.floor(clock.elapsed() / 1_000);
      if (current !== window) [window, used] = [current, 0];
      used += 1;
      if (used <= 20) return finishedAfter(clock, 1_000 * (5 + (Number(request.url.split('t').at(-1)) % 60)))(request);
      refused += 1;
      return says({}, { status: 429 });
    };
    service.always('query', limited);
    const processes = [1, 2, 3, 4].map(() => client());
    const waits = Array.from({ length: 400 }, (_, index) => processes[index % 4]?.resume(refOf(`t${index}`)).wait());
    for (const end of await Promise.all(waits)) expect(end?.status).toBe('succeeded');
    expect(refused / 400).toBeLessThan(0.2);
    expect(clock.elapsed()).toBeLessThan(110_000);
  });
});
