import { describe, expect, test } from 'vitest';
import { ageAt, lasting, learnFrom, type Laws, priorLaws, type Sightings } from './learn-durations.ts';

const raw = {};
const running = { status: 'running', providerStatus: 'RUN', raw } as const;
const queued = { status: 'queued', providerStatus: 'WAIT', raw } as const;
const succeeded = { status: 'succeeded', providerStatus: 'DONE', output: {}, raw } as const;
const failed = { status: 'failed', providerStatus: 'FAIL', raw } as const;

const newTask = (laws: Laws): Sightings => ({ laws, queuedAt: 0, ranAt: undefined, pendingAt: 0, progress: 0 });

/** Asked for every so often until it is done. */
function see(laws: Laws, durationMs: number, everyMs: number, queueMs = 0): void {
  const task = newTask(laws);
  for (let age = everyMs; ; age += everyMs) {
    if (age >= durationMs) return learnFrom(task, succeeded, age, false);
    learnFrom(task, age < queueMs ? queued : running, age, false);
  }
}

/** Evenly over the law that is to be learned: median 20 s. */
const durations = Array.from({ length: 200 }, (_, index) => 20_000 * (200 / (index + 0.5) - 1) ** -0.4).sort(
  (one, other) => ((one * 7_919) % 1_000) - ((other * 7_919) % 1_000),
);

describe('how long tasks take', () => {
  test.each([20_000, 5_000, 80_000])('is learned from a few, though %i ms were expected', (typicalDurationMs) => {
    const laws = priorLaws(typicalDurationMs);
    for (const duration of durations) see(laws, duration, 2_000);
    expect(laws.whole.median).toBeGreaterThan(20_000 / 1.2);
    expect(laws.whole.median).toBeLessThan(20_000 * 1.2);
    expect(laws.whole.spread).toBeGreaterThan(0.3);
    expect(laws.whole.spread).toBeLessThan(0.5);
  });

  // A client with 10,000 tasks in flight asks for each once in minutes.
  test('does not seem longer because it was asked for late', () => {
    const laws = priorLaws(26_000);
    for (const duration of durations) see(laws, duration, 500_000);
    expect(laws.whole.median).toBeGreaterThan(20_000 / 1.3);
    expect(laws.whole.median).toBeLessThan(20_000 * 1.3);
  });

  test('is hardly changed by one that took days', () => {
    const laws = priorLaws(20_000);
    for (const duration of durations.slice(0, 50)) see(laws, duration, 2_000);
    const { median, spread } = laws.whole;
    learnFrom({ ...newTask(laws), pendingAt: 3 * 86_400_000 }, succeeded, 3 * 86_400_000 + 2_000, false);
    expect(laws.whole.median / median).toBeLessThan(1.06);
    expect(laws.whole.spread / spread).toBeLessThan(1.06);
  });

  test('is not learned from tasks that failed', () => {
    const laws = priorLaws(20_000);
    for (let task = 0; task < 50; task += 1) learnFrom(newTask(laws), failed, 100, false);
    expect(laws).toEqual(priorLaws(20_000));
  });

  test('follows a service that has become slower', () => {
    const laws = priorLaws(20_000);
    for (const duration of [...durations, ...durations]) see(laws, duration, 2_000);
    for (const duration of [...durations, ...durations]) see(laws, 3 * duration, 2_000);
    expect(laws.whole.median).toBeGreaterThan(48_000);
  });

  test('is known exactly where a callback tells the end', () => {
    const laws = priorLaws(20_000);
    for (let task = 0; task < 60; task += 1) learnFrom(newTask(laws), succeeded, 7_000, true);
    expect(laws.whole.median).toBeCloseTo(7_000, -3);
    expect(laws.whole.spread).toBeLessThan(0.1);
  });

  test('is counted from when they run, apart from the queue before', () => {
    const laws = priorLaws(20_000);
    for (let task = 0; task < 100; task += 1) see(laws, 38_000 + 10 * task, 1_000, 30_000 + 10 * task);
    expect(laws.run.median).toBeGreaterThan(7_000);
    expect(laws.run.median).toBeLessThan(9_500);
    expect(laws.whole.median).toBeGreaterThan(33_000);
  });
});

describe('a law', () => {
  const law = { median: 15_000, spread: 0.43, weight: 1 };

  test('is over for half of the cases at its median, and never begins below 0', () => {
    expect(lasting(law, 0)).toBe(1);
    expect(lasting(law, 15_000)).toBeCloseTo(0.5, 9);
    expect(lasting(law, 1e12)).toBe(0);
  });

  test('falls without a jump, and tells ages back from shares', () => {
    for (let age = 1_000; age < 55_000; age += 1_000) {
      expect(lasting(law, age + 1)).toBeLessThan(lasting(law, age));
      expect(ageAt(law, 0, Infinity, 1 - lasting(law, age))).toBeCloseTo(age, 3);
    }
    expect(ageAt(law, 10_000, 12_000, 0.5)).toBeGreaterThan(10_900);
    expect(ageAt(law, 10_000, 12_000, 0.5)).toBeLessThan(11_100);
  });
});
