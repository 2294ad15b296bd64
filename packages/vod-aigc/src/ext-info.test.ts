import { expect, test } from 'vitest';
import { type ExtInfo, isExtInfo, writeExtInfo } from './ext-info.ts';

test.each<[ExtInfo, string]>([
  [{ size: '728x1024' }, '{"AdditionalParameters":"{\\"size\\":\\"728x1024\\"}"}'],
  [{ AdditionalParameters: { size: '728x1024' } }, '{"AdditionalParameters":"{\\"size\\":\\"728x1024\\"}"}'],
  [{ additionalParameters: { size: '728x1024' } }, '{"AdditionalParameters":"{\\"size\\":\\"728x1024\\"}"}'],
  [{ AdditionalParameters: '{"size":"728x1024"}' }, '{"AdditionalParameters":"{\\"size\\":\\"728x1024\\"}"}'],
  [{ AdditionalParameters: { a: 1 }, Other: 'b' }, '{"AdditionalParameters":"{\\"a\\":1}","Other":"b"}'],
  [{}, '{"AdditionalParameters":"{}"}'],
  ['myextinfo', 'myextinfo'],
  ['{"AdditionalParameters":"{}"}', '{"AdditionalParameters":"{}"}'],
])('%j is sent as %s', (value, expected) => {
  expect(isExtInfo(value)).toBe(true);
  expect(writeExtInfo(value)).toBe(expected);
});

test('what JSON cannot hold is none', () => {
  const circle: Record<string, unknown> = {};
  circle['self'] = circle;
  for (const value of [circle, { seed: 1n }, [], ['size'], null, 1, undefined]) expect(isExtInfo(value)).toBe(false);
});
