import { expect, test } from 'vitest';
import { toDate, toDateOfSeconds } from './wire-time.ts';

test.each([
  ['2026-12-16T12:34:22Z', '2026-12-16T12:34:22.000Z'],
  ['2026-12-16T12:34:22+08:00', '2026-12-16T04:34:22.000Z'],
  ['9999-12-31T23:59:59Z', '9999-12-31T23:59:59.000Z'],
])('%s is a time', (text, expected) => {
  expect(toDate(text)?.toISOString()).toBe(expected);
});

test.each([
  undefined,
  '',
  '0000-00-00T00:00:00Z',
  '0000-01-01T00:00:00Z',
  '0001-01-01T00:00:00Z',
  '1970-01-01T00:00:00Z',
])('%j is not yet', (text) => {
  expect(toDate(text)).toBeUndefined();
});

test.each(['soon', '2026-12-16', '2026-12-16 12:34:22', '2026-12-16T12:34:22', '2026-99-99T12:34:22Z', '1797000000'])(
  '%j is no time that everybody reads alike',
  (text) => {
    expect(toDate(text)).toBeUndefined();
  },
);

test('seconds are read, 0 and nonsense are not', () => {
  expect(toDateOfSeconds(1785898383)?.toISOString()).toBe('2026-08-05T02:53:03.000Z');
  for (const seconds of [undefined, 0, -1, NaN, Infinity, 1e20]) expect(toDateOfSeconds(seconds)).toBeUndefined();
});
