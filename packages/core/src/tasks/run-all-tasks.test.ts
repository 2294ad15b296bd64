import { pipeline, Readable, Writable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { says, type Step, working } from '../testing/fake-service.ts';
import { createWorld, rejection } from '../testing/world.ts';

const INPUTS = 10_000;
const CONCURRENCY = 100;
const SUBMITS_PER_SECOND = 100;
const TASK_MS = 1_000;
const READING_MS = 20;

// Some seconds of work, and more on a busy machine.
test('10,000 inputs for a slow reader are pulled as he reads, in the pace', { timeout: 60_000 }, async () => {
  const { images, service, clock, pass } = createWorld({
    pace: { submitPerSecond: SUBMITS_PER_SECOND, queryPerSecond: 1_000 },
    typicalDurationMs: TASK_MS,
  });
  const endsAt = new Map<string, number>();
  const accept: Step = () => {
    const id = `t${endsAt.size}`;
    endsAt.set(id, clock.elapsed() + TASK_MS);
    return says({ id });
  };
  service.always('submit', accept);
  service.always('query', ({ url }) => {
    const isDone = clock.elapsed() >= (endsAt.get(url.split('/').at(-1) ?? '') ?? NaN);
    return says(isDone ? { state: 'done', url: 'https://pictures.example/cat.png' } : { state: 'working' });
  });
  let [pulled, read] = [0, 0];
  let mostUnread = 0;
  function* inputs(): Generator<{ prompt: string }> {
    for (; pulled < INPUTS;) {
      pulled += 1;
      mostUnread = Math.max(mostUnread, pulled - read);
      yield { prompt: String(pulled) };
    }
  }

  const seen = new Set<number>();
  let mostTimers = 0;
  for await (const { index, ok, input } of images.runAll(inputs(), { concurrency: CONCURRENCY })) {
    read += 1;
    expect([ok, input.prompt]).toEqual([true, String(index + 1)]);
    seen.add(index);
    mostTimers = Math.max(mostTimers, clock.pending);
    await pass(READING_MS);
  }

  expect([seen.size, pulled, service.of('submit').length]).toEqual([INPUTS, INPUTS, INPUTS]);
  expect(mostUnread, 'nothing is pulled for which there is no slot').toBe(CONCURRENCY);
  expect(mostTimers, 'what waits is in flight').toBeLessThanOrEqual(CONCURRENCY);
  expect(clock.elapsed(), 'mostly it is he who is waited for').toBeLessThan(1.1 * INPUTS * READING_MS);
  const submits = service.of('submit');
  for (const [index, { at }] of submits.entries()) {
    expect((submits[index + SUBMITS_PER_SECOND]?.at ?? Infinity) - at).toBeGreaterThanOrEqual(1_000);
  }
  expect(clock.pending).toBe(0);
});

describe('a reader who leaves while he waits for the next outcome', () => {
  const input = { prompt: 'a cat' };

  test('as a cancelled stream does, buys nothing more', async () => {
    const { images, service, clock, pass } = createWorld();
    service.always('query', working);
    async function* inputs(): AsyncGenerator<typeof input> {
      for (let pulled = 0; pulled < 100; pulled += 1) {
        await pass(1_000);
        yield input;
      }
    }
    const outcomes = images.runAll(inputs(), { concurrency: 50 })[Symbol.asyncIterator]();
    const next = outcomes.next();
    await pass(2_500);
    const leftAt = clock.elapsed();
    await outcomes.return?.();
    expect(clock.elapsed()).toBe(leftAt);
    await next;
    expect(service.of('submit')).toHaveLength(2);
    await pass(60_000);
    expect(service.of('submit')).toHaveLength(2);
    expect(clock.pending).toBe(0);
  });

  test('as a web server does whose client has gone: Node throws into the stream', async () => {
    const { images, service, pass } = createWorld();
    service.always('query', working);
    async function* inputs(): AsyncGenerator<typeof input> {
      for (let pulled = 0; pulled < 100; pulled += 1) {
        await pass(1_000);
        yield input;
      }
    }
    const page = new Writable({ objectMode: true, write: (_chunk, _encoding, done) => done() });
    const left = new Promise((resolve) => {
      pipeline(Readable.from(images.runAll(inputs(), { concurrency: 50 })), page, resolve);
    });
    await pass(2_500);
    page.destroy();
    expect(await left).toMatchObject({ code: 'ERR_STREAM_PREMATURE_CLOSE' });
    await pass(60_000);
    expect(service.of('submit')).toHaveLength(2);
  });

  test('for an input that does not come, leaves at once and without an error', async () => {
    const { images, service, pass } = createWorld();
    async function* inputs(): AsyncGenerator<typeof input> {
      await pass(3_600_000);
      yield input;
    }
    const outcomes = images.runAll(inputs())[Symbol.asyncIterator]();
    const next = outcomes.next();
    await pass(10);
    expect(await outcomes.return?.()).toMatchObject({ done: true });
    expect(await next).toMatchObject({ done: true });
    await pass(7_200_000);
    expect(service.of('submit')).toEqual([]);
  });
});

test('an abort pulls no input of which nothing would come', async () => {
  const { images, service, pass } = createWorld();
  service.always('query', working);
  let pulled = 0;
  function* inputs(): Generator<{ prompt: string }> {
    for (;;) yield { prompt: String((pulled += 1)) };
  }
  const left = new AbortController();
  const outcomes: unknown[] = [];
  const all = (async () => {
    for await (const outcome of images.runAll(inputs(), { concurrency: 5, signal: left.signal }))
      outcomes.push(outcome);
  })();
  await pass(2_000);
  left.abort(new Error('enough'));
  expect(await rejection(all)).toMatchObject({ message: 'enough' });
  expect([pulled, outcomes.length]).toEqual([5, 5]);
});
