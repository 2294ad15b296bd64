// The gates that are tools with settings of ours: what they must find, they find.
import { copyFileSync, cpSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../../scripts/turbo.ts';
import { execute } from './report.ts';
import { workspace } from './testing/workspace.ts';

const tool = (name: string) => join(root, 'node_modules/.bin', name);

/** A copy of the repository's settings around one source file of a package. */
function repository(file: string, source: string): string {
  const settings = join(dirname(dirname(file)), 'tsconfig.json');
  const copy = workspace({ [file]: source, [settings]: readFileSync(join(root, settings), 'utf8') });
  copyFileSync(join(root, '.oxlintrc.json'), join(copy, '.oxlintrc.json'));
  for (const folder of ['tools/oxlint', 'tools/tsconfig'])
    cpSync(join(root, folder), join(copy, folder), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'), 'junction');
  return copy;
}

function lint(file: string, source: string): string {
  const { code, output } = execute(tool('oxlint'), ['packages'], repository(file, source));
  return code === 0 ? '' : output;
}

test('a named export passes', () => {
  expect(lint('packages/tensorslab/src/a.ts', 'export const a = 1;\n')).toBe('');
});

test.for([
  ['a default export', 'tensorslab', 'export default 1;', 'no-default-export'],
  ['export *', 'tensorslab', "export * from './b.ts';", 'export \\*'],
  [
    'node: in a provider',
    'tensorslab',
    "import { join } from 'node:path';\nexport const a = join;",
    'no-restricted-imports',
  ],
  ['node: in core', 'core', "import { join } from 'node:path';\nexport const a = join;", 'no-restricted-imports'],
  ['another provider', 'tensorslab', "export type { A } from '@x/mps-aigc';", 'no-restricted-imports'],
  ['the environment', 'tensorslab', 'export const a = process.env;', 'no-restricted-globals'],
  [
    'a promise nobody waits for',
    'tensorslab',
    'export function a() {\n  Promise.resolve(1);\n}',
    'no-floating-promises',
  ],
  ['any', 'tensorslab', 'export function a(b: any) {\n  return b;\n}', 'no-explicit-any'],
] as const)('%s is a fault', ([, name, source, rule]) => {
  expect(lint(`packages/${name}/src/a.ts`, `${source}\n`)).toMatch(new RegExp(rule));
});

test.for([
  ['export const a: number = "one";', 'TS2322'],
  ['const none: string[] = [];\nexport const a: string = none[0];', 'TS2322'],
  ['export const a = (b: { c?: number }) => b;\na({ c: undefined });', 'TS2379'],
] as const)('%s does not compile', ([source, error]) => {
  const copy = repository('packages/tensorslab/src/a.ts', `${source}\n`);
  const { code, output } = execute(tool('tsc'), ['--noEmit', '-p', 'packages/tensorslab'], copy);
  expect(code).not.toBe(0);
  expect(output).toContain(error);
});
