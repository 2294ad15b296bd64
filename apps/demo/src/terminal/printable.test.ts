import { expect, test } from 'vitest';
import { printable } from './printable.ts';

test('a terminal obeys nothing in it', () => {
  expect(printable('a\u001b[31mred\u0007\nnext\u202eback\u009b2J')).toBe('a [31mred next back 2J');
  expect(printable('一只戴墨镜的橘猫 😎 👨‍👩‍👧')).toBe('一只戴墨镜的橘猫 😎 👨‍👩‍👧');
});
