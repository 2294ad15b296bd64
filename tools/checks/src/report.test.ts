import { afterEach, expect, test, vi } from 'vitest';
import { report } from './report.ts';

const printed: string[] = [];
vi.spyOn(console, 'log').mockImplementation((line: string) => printed.push(line));

afterEach(() => {
  printed.length = 0;
  process.exitCode = undefined;
});

test('checks that find nothing leave the exit code alone', async () => {
  await report('tiny', { size: () => [], types: async () => [] });
  expect(printed).toEqual(['✓ tiny: size', '✓ tiny: types']);
  expect(process.exitCode).toBeUndefined();
});

test('what is wrong is printed, the exit code says so, and the other checks are made', async () => {
  await report('tiny', { size: () => ['too big\nby far'], types: () => [] });
  expect(printed).toEqual(['✗ tiny: size', '    too big\n    by far', '✓ tiny: types']);
  expect(process.exitCode).toBe(1);
});

test('so is a check that cannot be made', async () => {
  await report('tiny', {
    size: () => {
      throw new Error('no such tool');
    },
    types: () => [],
  });
  expect(printed[1]).toContain('no such tool');
  expect(printed.at(-1)).toBe('✓ tiny: types');
  expect(process.exitCode).toBe(1);
});
