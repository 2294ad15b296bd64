import { copyFileSync, existsSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../../scripts/turbo.ts';
import { execute } from './report.ts';
import { tinyPackage } from './testing/tiny-package.ts';
import { workspace } from './testing/workspace.ts';

/** Makes the reference of a package with this source, by the settings of the repository. */
function reference(source: string) {
  const copy = workspace({
    'package.json': '{ "name": "@x/root", "private": true }',
    'packages/tiny/package.json': tinyPackage['package.json'] ?? '',
    'packages/tiny/tsconfig.json': tinyPackage['tsconfig.json'] ?? '',
    'packages/tiny/src/index.ts': source,
  });
  copyFileSync(join(root, 'typedoc.json'), join(copy, 'typedoc.json'));
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'), 'junction');
  const { code, output } = execute(join(root, 'node_modules/.bin/typedoc'), ['--logLevel', 'Warn'], copy);
  return { code, output, page: join(copy, 'docs-api/functions/double.html') };
}

const source = '/** Twice the value. */\nexport function double(value: number): number {\n  return value * 2;\n}\n';

test('every symbol has its page', () => {
  const { code, page } = reference(source);
  expect(code).toBe(0);
  expect(existsSync(page)).toBe(true);
});

test('a link to a symbol that is not there is a fault', () => {
  const { code, output } = reference(source.replace('the value.', 'the value; see {@link treble}.'));
  expect(code).not.toBe(0);
  expect(output).toContain('treble');
});
