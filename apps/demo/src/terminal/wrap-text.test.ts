import { expect, test } from 'vitest';
import { unbroken, wrapText } from './wrap-text.ts';

test.each([
  ['', 5, ['']],
  ['short', 5, ['short']],
  ['tensorslab-seedreamv45-90abcdef-1.png', 24, ['tensorslab-seedreamv45-', '90abcdef-1.png']],
  ['abcd_1234567890abcdef', 12, ['abcd_1234567', '890abcdef']],
  ['两个字一行', 4, ['两个', '字一', '行']],
  ['a两b字', 3, ['a两', 'b字']],
  ['one two three', 7, ['one two', 'three']],
  ['a seedream-v5 b', 11, ['a', 'seedream-v5', 'b']],
  ['in the seedream-v5', 10, ['in the', 'seedream-', 'v5']],
])('%s in %i columns', (text, columns, lines) => {
  expect(wrapText(text, columns)).toEqual(lines);
});

test('a command to be copied stays on one line', () => {
  expect(wrapText(`Go on: ${unbroken('npx -y demo')} waits.`, 16)).toEqual(['Go on:', 'npx -y demo', 'waits.']);
});
