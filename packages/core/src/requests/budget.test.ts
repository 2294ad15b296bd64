import { describe, expect, test } from 'vitest';
import { type Budget, createBudget } from './budget.ts';

/** When those may go who all want to from `now` on, one after another. */
function takeMany(budget: Budget, count: number, now = 0): number[] {
  const slots: number[] = [];
  for (let time = now; slots.length < count;) {
    const delayMs = budget.take(time) as number;
    if (delayMs === 0) slots.push(time);
    else time += delayMs;
  }
  return slots;
}

/** No half-open window of a second, wherever it begins, holds more than `limit`. */
function expectWithin(limit: number, slots: readonly number[]): void {
  const sorted = [...slots].sort((one, other) => one - other);
  for (const [index, slot] of sorted.entries()) {
    expect((sorted[index + limit] ?? Infinity) - slot).toBeGreaterThanOrEqual(1_000);
  }
}

/** Numbers from 0 to 1 that are the same in each run. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

describe('slots', () => {
  test.each([1, 2, 3, 10, 20, 100, 500])('of %i per second are never more in any second', (limit) => {
    const slots = takeMany(createBudget(limit), 5 * limit + 1);
    expectWithin(limit, slots);
    expect(slots[0]).toBe(0);
    // Used almost whole: five seconds' worth takes hardly more than five seconds.
    expect(slots.at(-1)).toBeLessThan(5 * 1_000 * 1.1);
  });

  test('are evenly spaced', () => {
    const slots = takeMany(createBudget(10), 5);
    for (const [index, slot] of slots.entries()) expect(slot).toBeCloseTo((index * 1_000) / 9.5, 6);
  });

  test('less than one per second are further apart than a second', () => {
    expect(takeMany(createBudget(0.5), 3)).toEqual([0, expect.closeTo(2_105.26, 1), expect.closeTo(4_210.53, 1)]);
  });

  test('without a limit are all now', () => {
    const budget = createBudget(Infinity);
    expect(takeMany(budget, 100, 42)).toEqual(Array.from({ length: 100 }, () => 42));
    budget.slowDown(50, 10);
    expect(takeMany(budget, 3, 60)).toEqual([60, 60, 60]);
  });

  test('that nobody took are not saved up', () => {
    const budget = createBudget(10);
    takeMany(budget, 3);
    const later = takeMany(budget, 30, 60_000);
    expect(later[0]).toBe(60_000);
    expectWithin(10, later);
  });

  test('are within the limit, whoever comes when', () => {
    for (const limit of [2, 7, 20]) {
      const random = createRandom(limit);
      const budget = createBudget(limit);
      const used: number[] = [];
      for (let now = 0; now < 60_000; now += (random() * 1_500) / limit) if (budget.take(now) === 0) used.push(now);
      expectWithin(limit, used);
      expect(used.length).toBeGreaterThan(limit * 60 * 0.6);
    }
  });

  // Timers of the platform do.
  test('are not lost to those who come a little late', () => {
    const budget = createBudget(100);
    let sent = 0;
    for (let now = 0; now < 10_000;) {
      const delayMs = budget.take(now) as number;
      if (delayMs === 0) sent += 1;
      else now += delayMs + 3;
    }
    expect(sent).toBeGreaterThan(940);
    expect(sent).toBeLessThanOrEqual(951);
  });

  test('that cannot be had now are told by how long they are off', () => {
    const budget = createBudget(10);
    expect(budget.take(500)).toBe(0);
    expect(budget.take(500)).toBeCloseTo(1_000 / 9.5, 6);
    expect(budget.take(550)).toBeCloseTo(1_000 / 9.5 - 50, 6);
    expect(budget.spacingMs(500)).toBeCloseTo(1_000 / 9.5, 6);
  });
});

describe('a refusal for rate', () => {
  const rateAt = (budget: Budget, now: number): number => 1_000 / budget.spacingMs(now);

  test('that is rare takes a few percent of the rate, which comes back with time', () => {
    const budget = createBudget(20);
    expect(rateAt(budget, 0)).toBeCloseTo(19, 6);
    budget.slowDown(10_000, 0);
    const lowered = rateAt(budget, 10_000);
    expect(lowered).toBeGreaterThan(19 * 0.95);
    expect(lowered).toBeLessThan(19 * 0.98);
    expect(rateAt(budget, 30_000)).toBeLessThan(19 * 0.99);
    expect(rateAt(budget, 60_000)).toBeCloseTo(19, 6);
    expect(rateAt(budget, 3_600_000), 'never more than the limit').toBeCloseTo(19, 6);
  });

  test('takes the more, the sooner it follows the last', () => {
    const left = (afterMs: number): number => {
      const budget = createBudget(20);
      budget.slowDown(10_000, 0);
      takeMany(budget, 200, 11_000);
      const before = rateAt(budget, 10_000 + afterMs);
      budget.slowDown(10_000 + afterMs, 0);
      return rateAt(budget, 10_000 + afterMs) / before;
    };
    expect(left(60_000)).toBeGreaterThan(0.95);
    expect(left(12_000)).toBeLessThan(left(60_000));
  });

  test('soon after another leaves about what came through', () => {
    const budget = createBudget(20);
    budget.slowDown(10_000, 0);
    takeMany(budget, 5, 11_000);
    budget.slowDown(11_300, 0);
    expect(rateAt(budget, 11_300)).toBeGreaterThan(2);
    expect(rateAt(budget, 11_300)).toBeLessThan(6);
  });

  test('within a second of the last lowers no further what comes through', () => {
    const budget = createBudget(20);
    takeMany(budget, 60, 7_000);
    for (const now of [10_200, 10_201, 10_202]) budget.slowDown(now, 0);
    expect(rateAt(budget, 10_202)).toBeGreaterThan(19 * 0.9);
  });

  test('is made good by requests that come through, sooner the more wait', () => {
    const waited = (waiting: number): number => {
      const budget = createBudget(20);
      for (let now = 1_000; now < 5_000; now += 1_000) budget.slowDown(now, 0);
      for (let index = 0; index < waiting; index += 1) budget.queue.push({ dueAt: 0, turnAt: 0, wakers: new Set() });
      return takeMany(budget, 40, 6_000).at(-1) as number;
    };
    expect(waited(100)).toBeLessThan(waited(0));
  });

  test('again and again leaves a trickle', () => {
    const budget = createBudget(20);
    for (let now = 1_000; now < 200_000; now += 1_000) budget.slowDown(now, 0);
    const rate = rateAt(budget, 200_000);
    expect(rate).toBeGreaterThanOrEqual(0.2);
    expect(rate).toBeLessThan(4);
  });

  test('never makes a slow budget faster', () => {
    const budget = createBudget(0.1);
    budget.slowDown(0, 0);
    expect(rateAt(budget, 0)).toBeCloseTo(0.095, 6);
  });

  test('holds everybody for up to two slots', () => {
    const holds = Array.from({ length: 50 }, () => {
      const budget = createBudget(20);
      budget.slowDown(1_000, 0);
      return budget.take(1_000) as number;
    });
    expect(Math.max(...holds)).toBeLessThanOrEqual(120);
    expect(Math.max(...holds) - Math.min(...holds), 'not all processes at once').toBeGreaterThan(50);
  });

  test('with Retry-After holds everybody for so long', () => {
    const budget = createBudget(10);
    expect(budget.take(0)).toBe(0);
    budget.slowDown(50, 5_000);
    expect([budget.take(60), budget.take(5_049)]).toEqual([4_990, 1]);
    expect(takeMany(budget, 2, 5_050)).toEqual([5_050, expect.closeTo(5_050 + 1_000 / 9.5, -1)]);
  });

  test('with a shorter Retry-After does not undo a longer one', () => {
    const budget = createBudget(10);
    budget.slowDown(0, 30_000);
    budget.slowDown(10, 1_000);
    expect(budget.take(20)).toBe(29_980);
  });
});
