import { describe, expect, test } from 'vitest';
import { lasting, learnFrom, type Law, priorLaw, type Sightings } from './learn-durations.ts';

const raw = {};
const running = { status: 'running', providerStatus: 'RUN', raw } as const;
const queued = { status: 'queued', providerStatus: 'WAIT', raw } as const;
const succeeded = { status: 'succeeded', providerStatus: 'DONE', output: {}, raw } as const;
const failed = { status: 'failed', providerStatus: 'FAIL', raw } as const;

const newTask = (law: Law): Sightings => ({ law, ranAt: 0, queued: false, pendingAt: 0, progress: 0 });

/** Asked for every so often until it is done. */
function see(law: Law, durationMs: number, everyMs: number, queueMs = 0): void {
  const task = newTask(law);
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
    const law = priorLaw(typicalDurationMs);
    for (const duration of durations) see(law, duration, 2_000);
    expect(law.median).toBeGreaterThan(20_000 / 1.2);
    expect(law.median).toBeLessThan(20_000 * 1.2);
    expect(law.spread).toBeGreaterThan(0.3);
    expect(law.spread).toBeLessThan(0.5);
  });

  // The short ones end first, and the others are asked for all the time.
  test.each([100, 1_000])('does not seem shorter while the first of %i end that began together', (count) => {
    const law = priorLaw(26_000);
    const truth = { median: 20_000, spread: 0.4 };
    const chance = (law: typeof truth, age: number): number => 1 - lasting(law, age + 2_000) / lasting(law, age);
    let tasks = Array.from({ length: count }, (_, index) => {
      const share = (((index * 7) % count) + 0.5) / count;
      return { ...newTask(law), durationMs: truth.median * (1 / share - 1) ** -truth.spread };
    });
    for (let age = 4_000; tasks.length > count / 4; age += 2_000) {
      for (const task of tasks) learnFrom(task, age < task.durationMs ? running : succeeded, age, false);
      tasks = tasks.filter(({ durationMs }) => age < durationMs);
      expect(chance(law, age) / chance(truth, age)).toBeGreaterThan(1 / 1.7);
      expect(chance(law, age) / chance(truth, age)).toBeLessThan(1.7);
    }
    expect(law.median).toBeGreaterThan(20_000 / 1.25);
    expect(law.median).toBeLessThan(20_000 * 1.25);
  });

  // A client with 10,000 tasks in flight asks for each once in minutes.
  test('does not seem longer because it was asked for late', () => {
    const law = priorLaw(26_000);
    for (const duration of durations) see(law, duration, 500_000);
    expect(law.median).toBeGreaterThan(20_000 / 1.3);
    expect(law.median).toBeLessThan(20_000 * 1.3);
  });

  test.each([3 * 86_400_000, 1])('is hardly changed by one that took %i ms', (outlierMs) => {
    const law = priorLaw(20_000);
    for (const duration of durations.slice(0, 50)) see(law, duration, 2_000);
    const { median, spread } = law;
    see(law, outlierMs, Math.min(outlierMs, 15_000));
    expect(Math.abs(Math.log(law.median / median))).toBeLessThan(0.06);
    expect(Math.abs(Math.log(law.spread / spread))).toBeLessThan(0.06);
  });

  test('is not learned from tasks that failed', () => {
    const law = priorLaw(20_000);
    for (let task = 0; task < 50; task += 1) learnFrom(newTask(law), failed, 100, false);
    expect(law).toEqual(priorLaw(20_000));
  });

  test('follows a service that has become slower', () => {
    const law = priorLaw(20_000);
    for (const duration of [...durations, ...durations]) see(law, duration, 2_000);
    for (const duration of [...durations, ...durations]) see(law, 3 * duration, 2_000);
    expect(law.median).toBeGreaterThan(48_000);
  });

  test('is known exactly where a callback tells the end', () => {
    const law = priorLaw(20_000);
    for (let task = 0; task < 60; task += 1) learnFrom(newTask(law), succeeded, 7_000, true);
    expect(law.median).toBeCloseTo(7_000, -3);
    expect(law.spread).toBeLessThan(0.1);
  });

  test('is counted from when they run, apart from the queue before', () => {
    const law = priorLaw(20_000);
    for (let task = 0; task < 100; task += 1) see(law, 38_000 + 10 * task, 1_000, 30_000 + 10 * task);
    expect(law.median).toBeGreaterThan(7_000);
    expect(law.median).toBeLessThan(9_500);
  });
});

describe('a law', () => {
  const law = { median: 15_000, spread: 0.43 };

  test('is over for half of the cases at its median, and never begins below 0', () => {
    expect(lasting(law, 0)).toBe(1);
    expect(lasting(law, 15_000)).toBeCloseTo(0.5, 9);
    expect(lasting(law, 1e12)).toBeCloseTo(0, 9);
  });
});
