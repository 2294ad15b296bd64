import { expect, test } from 'vitest';
import { textWidth } from './text-width.ts';

test.each([
  ['', 0],
  ['cat', 3],
  ['橘猫', 4],
  ['，。「」', 8],
  ['满100减1', 8],
  ['ｆｕｌｌ', 8],
  ['ｶﾀｶﾅ', 4],
  ['한글', 4],
  ['𠮷', 2],
  ['é', 1],
  ['e\u0301', 1],
  ['😎', 2],
  ['👨‍👩‍👧', 2],
  ['❤️', 2],
  ['…·×', 3],
])('%s takes %i columns', (text, width) => {
  expect(textWidth(text)).toBe(width);
});
