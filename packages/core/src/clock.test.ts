import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createFakeProvider } from './testing/fake-provider.ts';
import { says } from './testing/fake-service.ts';
import { errorOf } from './testing/world.ts';

const input = { prompt: 'a cat' };

// No clock is given: it is the platform's, as it is at that moment.
beforeEach(
  () =>
    void vi.useFakeTimers({ now: Date.UTC(2030, 4, 6), toFake: ['Date', 'performance', 'setTimeout', 'clearTimeout'] }),
);
afterEach(() => void vi.useRealTimers());

test('time is the platform’s where no clock is given', async () => {
  const { images } = createFakeProvider({
    fetch: ({ method }) => says(method === 'POST' ? { id: 't' } : { state: 'working' }),
  });
  const waiting = errorOf(images.run(input, { timeoutMs: 10_000 }), 'task-timeout');
  await vi.advanceTimersByTimeAsync(10_000);
  const { ref, seen } = await waiting;
  expect(ref.submittedAt).toBe('2030-05-06T00:00:00.000Z');
  expect(seen['running']).toBeGreaterThan(1);
  expect(vi.getTimerCount()).toBe(0);
});

test('a clock that is set back in between harms no pause', async () => {
  const { images } = createFakeProvider({
    fetch: ({ method }) => says(method === 'POST' ? { id: 't' } : { state: 'working' }),
  });
  const waiting = errorOf(images.run(input, { timeoutMs: 60_000 }), 'task-timeout');
  await vi.advanceTimersByTimeAsync(30_000);
  vi.setSystemTime(Date.UTC(2020, 0, 1));
  await vi.advanceTimersByTimeAsync(30_000);
  expect((await waiting).seen['running']).toBeGreaterThan(10);
});

test('a time-out longer than timers can be does not fire at once', async () => {
  let asked = 0;
  const fetch = (): Promise<Response> => {
    asked += 1;
    return new Promise((resolve) => setTimeout(() => resolve(says({ id: 't' })), 1_000));
  };
  const { images } = createFakeProvider({ fetch });
  const submitting = images.submit(input, { timeoutMs: 365 * 86_400_000 });
  await vi.advanceTimersByTimeAsync(1_000);
  expect((await submitting).ref.id).toBe('t');
  expect(asked).toBe(1);
});
