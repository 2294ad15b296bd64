import { expect, test } from 'vitest';
import { checkBrowserBundle } from './browser-bundle.ts';
import { tinyPackage } from './testing/tiny-package.ts';
import { workspace } from './testing/workspace.ts';

function problemsOf(code: string) {
  return checkBrowserBundle(workspace({ ...tinyPackage, 'dist/index.js': code }));
}

test('a package that needs nothing passes', async () => {
  expect(await checkBrowserBundle(workspace(tinyPackage))).toEqual([]);
});

test.for([
  ['an import of node:', "import { join } from 'node:path';\nexport const double = join;"],
  ['a lazy import of node:', "export const double = () => import('node:fs');"],
  ['a module of Node’s by its old name', "import { join } from 'path';\nexport const double = join;"],
  ['a module that is asked for at run time', "export const double = () => process.getBuiltinModule('node:fs');"],
] as const)('%s is a fault', async ([, code]) => {
  const problems = await problemsOf(code);
  expect(problems.length).toBeGreaterThan(0);
  expect(problems[0]).toContain('@x/tiny');
});

test.for(['TC3-HMAC-SHA256', 'WECHATPAY2-SHA256-RSA2048'])(
  'the signature %s of another service is a fault',
  async (word) => {
    const problems = await problemsOf(`export const double = () => '${word}';`);
    expect(problems).toEqual([expect.stringMatching(/^@x\/tiny contains (TC3-HMAC-SHA256|WECHATPAY2-)$/)]);
  },
);
