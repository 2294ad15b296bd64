import { expect, test } from 'vitest';
import { tinyPackage } from './testing/tiny-package.ts';
import { workspace } from './testing/workspace.ts';
import { checkValueExports } from './value-exports.ts';

const problemsOf = (types: string, code: string) =>
  checkValueExports(workspace({ ...tinyPackage, 'dist/index.d.ts': types, 'dist/index.js': code }));
const code = 'export const double = (value) => value * 2;\n';

test('a package whose types and code agree passes', async () => {
  expect(await checkValueExports(workspace(tinyPackage))).toEqual([]);
});

test('types are no values', async () => {
  const types = 'declare class A {}\ninterface B {}\ndeclare const double: 1;\nexport { type A, B, double };\n';
  expect(await problemsOf(types, code)).toEqual([]);
});

test('a class that is there for the types alone is a fault', async () => {
  const types = 'declare class A {}\ndeclare const double: 1;\nexport { A, double };\n';
  expect(await problemsOf(types, code)).toEqual([expect.stringContaining('has A as a value')]);
});

test('a value that the types lack is a fault', async () => {
  expect(await problemsOf('export {};\n', code)).toEqual([expect.stringContaining('has no double')]);
});
