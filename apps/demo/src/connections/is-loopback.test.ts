import { expect, test } from 'vitest';
import { isLoopback } from './is-loopback.ts';

test.each([
  ['http://127.0.0.1:4713', true],
  ['http://localhost/relay', true],
  ['http://[::1]:80/', true],
  ['https://localhost.example', false],
  ['https://127.0.0.1.example', false],
  ['https://api.tensorslab.com', false],
  ['the sandbox in this process', false],
])('%s: %s', (url, is) => {
  expect(isLoopback(url)).toBe(is);
});
