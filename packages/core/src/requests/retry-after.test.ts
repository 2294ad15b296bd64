import { describe, expect, test } from 'vitest';
import { retryAfterMs } from './retry-after.ts';

const now = Date.parse('2026-01-01T00:00:00Z');
const read = (value: string): number | undefined => retryAfterMs(new Headers({ 'retry-after': value }), now);

describe('Retry-After', () => {
  test('absent is undefined', () => {
    expect(retryAfterMs(new Headers(), now)).toBeUndefined();
  });

  test.each([
    ['0', 0],
    ['7', 7_000],
    ['1.5', 1_500],
    [' 3 ', 3_000],
    ['60', 60_000],
    ['61', 60_000],
    ['86400', 60_000],
    ['99999999999999999999', 60_000],
    ['Infinity', 60_000],
    ['-5', 0],
    ['Thu, 01 Jan 2026 00:00:20 GMT', 20_000],
    ['Thu, 01 Jan 2026 00:01:00 GMT', 60_000],
    ['Thu, 01 Jan 2026 01:00:00 GMT', 60_000],
    ['Wed, 31 Dec 2025 23:59:00 GMT', 0],
    ['2026-01-01T00:00:05Z', 5_000],
  ])('%j is %s ms', (value, ms) => {
    expect(read(value)).toBe(ms);
  });

  test.each(['soon', 'NaN', '5 seconds', 'Thu, 99 Jan 2026 00:00:20 GMT'])('%j says nothing', (value) => {
    expect(read(value)).toBeUndefined();
  });
});
