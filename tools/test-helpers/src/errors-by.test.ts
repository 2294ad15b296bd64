import { describe, expect, test } from 'vitest';
import { errorsBy, rejectionOf } from './index.ts';

class OwnError extends Error {
  readonly code = 'own';
}
const errorOf = errorsBy((error) => error instanceof OwnError);

describe('a test fails that waits for an error', () => {
  test('and gets a value', async () => {
    await expect(rejectionOf(Promise.resolve(5))).rejects.toThrow('resolved with 5');
    await expect(errorOf(Promise.resolve(5), 'own')).rejects.toThrow('resolved with 5');
  });

  test.each([
    ['of another code', Object.assign(new OwnError('no'), { code: 'other' })],
    ['of somebody else', Object.assign(new Error('no'), { code: 'own' })],
    ['that is none', undefined],
  ])('and gets one %s', async (_, thrown) => {
    await expect(errorOf(Promise.reject(thrown), 'own')).rejects.toThrow('not an error of code own');
  });
});

test('the error is handed on', async () => {
  const error = new OwnError('no');
  expect(await rejectionOf(Promise.reject(error))).toBe(error);
  expect(await errorOf(Promise.reject(error), 'own')).toBe(error);
});
