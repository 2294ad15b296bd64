import { describe, expect, test } from 'vitest';
import { type Budget, createBudget } from './budget.ts';

/** What all takes at one moment are given. */
const takeMany = (budget: Budget, count: number, now = 0): number[] =>
  Array.from({ length: count }, () => budget.take(now));

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
    budget.slowDown(50, 0);
    expect(takeMany(budget, 3, 50)).toEqual([50, 50, 50]);
  });

  test('that nobody took are not saved up', () => {
    const budget = createBudget(10);
    takeMany(budget, 3);
    const later = takeMany(budget, 30, 60_000);
    expect(later[0]).toBe(60_000);
    expectWithin(10, later);
  });

  test('are within the limit, whoever comes when and goes away', () => {
    for (const limit of [2, 7, 20]) {
      const random = createRandom(limit);
      const budget = createBudget(limit);
      const used: number[] = [];
      let held: number[] = [];
      for (let now = 0; now < 60_000; now += random() * 120) {
        used.push(...held.filter((slot) => slot <= now));
        held = held.filter((slot) => slot > now);
        if (held.length > 0 && random() < 0.4)
          budget.giveBack(...(held.splice(Math.floor(random() * held.length), 1) as [number]));
        else held.push(budget.take(now));
      }
      expectWithin(limit, used);
      expect(used.length).toBeGreaterThan(limit * 60 * 0.5);
    }
  });
});

describe('a slot that was given back', () => {
  test('goes to who comes next, the earliest first', () => {
    const budget = createBudget(10);
    const slots = takeMany(budget, 5);
    const [, second = NaN, , fourth = NaN, last = NaN] = slots;
    budget.giveBack(fourth);
    budget.giveBack(second);
    expect(budget.take(10)).toBe(second);
    expect(budget.take(10)).toBe(fourth);
    expect(budget.take(10)).toBeGreaterThan(last);
  });

  test('is given to one only', () => {
    const budget = createBudget(10);
    const [, second = NaN] = takeMany(budget, 2);
    budget.giveBack(second);
    const again = takeMany(budget, 3);
    expect(new Set(again).size).toBe(3);
    expect(again[0]).toBe(second);
  });

  test('is gone when its time is over', () => {
    const budget = createBudget(10);
    const [first = NaN, second = NaN, third = NaN] = takeMany(budget, 3);
    budget.giveBack(second);
    expect(budget.take(second + 1)).toBeGreaterThan(third);
    expect(first).toBe(0);
  });

  test('is gone when the service asked to wait beyond it', () => {
    const budget = createBudget(10);
    const [, second = NaN] = takeMany(budget, 2);
    budget.giveBack(second);
    budget.slowDown(0, 5_000);
    expect(budget.take(0)).toBeGreaterThanOrEqual(5_000);
  });
});

describe('a refusal for rate', () => {
  /** Slots per second right after `now`. */
  const rateAt = (budget: Budget, now: number): number => {
    const [first = NaN, second = NaN] = takeMany(budget, 2, now);
    return 1_000 / (second - first);
  };

  test('takes a fifth of the rate, which comes back with time', () => {
    const budget = createBudget(20);
    expect(rateAt(budget, 0)).toBeCloseTo(19, 6);
    budget.slowDown(10_000, 0);
    expect(rateAt(budget, 10_000)).toBeCloseTo(19 * 0.8, 6);
    expect(rateAt(budget, 14_000)).toBeCloseTo(19 * 0.8 + 2, 6);
    expect(rateAt(budget, 60_000)).toBeCloseTo(19, 6);
    expect(rateAt(budget, 3_600_000), 'never more than the limit').toBeCloseTo(19, 6);
  });

  test('counts once a second, however many come', () => {
    const budget = createBudget(20);
    for (const now of [10_000, 10_001, 10_500, 10_999]) budget.slowDown(now, 0);
    expect(rateAt(budget, 11_000)).toBeCloseTo(19 * 0.8 + 0.5, 1);
    budget.slowDown(12_000, 0);
    expect(rateAt(budget, 12_000)).toBeCloseTo((19 * 0.8 + 1) * 0.8, 1);
  });

  test('again and again leaves a trickle', () => {
    const budget = createBudget(20);
    for (let now = 1_000; now < 200_000; now += 1_000) budget.slowDown(now, 0);
    const rate = rateAt(budget, 200_000);
    expect(rate).toBeGreaterThanOrEqual(0.5);
    expect(rate).toBeLessThan(4);
  });

  test('never makes a slow budget faster', () => {
    const budget = createBudget(0.1);
    budget.slowDown(0, 0);
    expect(rateAt(budget, 0)).toBeCloseTo(0.095, 6);
  });

  test('with Retry-After holds everybody, also those who hold a slot', () => {
    const budget = createBudget(10);
    const [first = NaN, second = NaN] = takeMany(budget, 2);
    expect([budget.stands(first), budget.stands(second)]).toEqual([true, true]);
    budget.slowDown(50, 5_000);
    expect([budget.stands(second), budget.stands(5_049), budget.stands(5_050)]).toEqual([false, false, true]);
    expect(budget.take(60)).toBe(5_050);
    expect(budget.take(5_100)).toBeGreaterThan(5_100);
  });

  test('with a shorter Retry-After does not undo a longer one', () => {
    const budget = createBudget(10);
    budget.slowDown(0, 30_000);
    budget.slowDown(10, 1_000);
    expect(budget.take(20)).toBe(30_000);
  });
});
