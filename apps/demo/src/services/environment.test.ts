import { expect, test } from 'vitest';
import { UsageError } from '../options.ts';
import { inWords, readTogether } from './environment.ts';

const names = ['A', 'B', 'C'] as const;

test('all or none', () => {
  expect(readTogether({ A: ' 1 ', B: '2', C: '3' }, names)).toEqual({ A: '1', B: '2', C: '3' });
  expect(readTogether({ A: '', B: ' ', D: '4' }, names)).toBeUndefined();
});

test.each([
  [{ A: 'secret' }, 'A is set, but B and C are missing'],
  [{ A: 'secret', C: 'secret' }, 'A and C are set, but B is missing'],
])('%j: %s', (env, message) => {
  expect(() => readTogether(env, names)).toThrow(UsageError);
  expect(() => readTogether(env, names)).toThrow(message);
  expect(() => readTogether(env, names)).not.toThrow('secret');
});

test('lists of names', () => {
  expect([[], ['A'], ['A', 'B'], names].map(inWords)).toEqual(['', 'A', 'A and B', 'A, B and C']);
});
