import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { checkManifest } from './manifest.ts';
import { execute } from './report.ts';
import { checkSizes } from './sizes.ts';
import { checkPublint, checkTypesResolve } from './tarball-tools.ts';
import { checkContents } from './tarball.ts';
import { tinyPackage } from './testing/tiny-package.ts';
import { workspace, type Files } from './testing/workspace.ts';

const here = fileURLToPath(new URL('../', import.meta.url));

function tarball(files: Files): string {
  const root = workspace(Object.fromEntries(Object.entries(files).map(([file, text]) => [`package/${file}`, text])));
  const { code, output } = execute('tar', ['-czf', 'tiny.tgz', 'package'], root);
  if (code !== 0) throw new Error(output);
  return `${root}/tiny.tgz`;
}

/** The package with another manifest. */
function withManifest(change: object): Files {
  return {
    ...tinyPackage,
    'package.json': JSON.stringify({ ...JSON.parse(tinyPackage['package.json'] ?? ''), ...change }),
  };
}

/** What of a package is published. */
function published(files: Files = tinyPackage): Files {
  return Object.fromEntries(
    Object.entries(files).filter(([file]) => !['.size-limit.json', 'tsconfig.json'].includes(file)),
  );
}

test('a package in which nothing is wrong passes', () => {
  const folder = workspace(tinyPackage);
  const packed = tarball(published());
  expect(checkManifest(folder)).toEqual([]);
  expect(checkSizes(folder, here)).toEqual([]);
  expect(checkContents(packed)).toEqual([]);
  expect(checkPublint(packed)).toEqual([]);
  expect(checkTypesResolve(packed)).toEqual([]);
});

test('a bundle over its budget is named, with both numbers', () => {
  const noise = Array.from({ length: 3_000 }, (_, index) => ((index * 7_919) % 9_973).toString(36)).join('');
  const folder = workspace({ ...tinyPackage, 'dist/index.js': `export const double = () => '${noise}';` });
  expect(checkSizes(folder, here)).toEqual([expect.stringMatching(/^all: \d+ of 1000 bytes/)]);
});

test('a client without a budget is a fault', () => {
  expect(checkSizes(workspace(published()), here)).toEqual([expect.stringContaining('.size-limit.json is missing')]);
});

test.for([
  [{ type: 'commonjs' }, 'type'],
  [{ dependencies: { lodash: '^4.0.0' } }, 'may not depend on lodash'],
  [{ dependencies: { '@x/core': 'workspace:*' } }, 'dependencies.@x/core'],
  [{ publishConfig: { access: 'public', provenance: true } }, 'publishConfig.provenance'],
] as const)('a manifest with %j is named', ([change, problem]) => {
  expect(checkManifest(workspace(withManifest(change)))).toEqual([expect.stringContaining(problem)]);
});

test('tests in a tarball, and a range that only the workspace knows, are named', () => {
  const files = { ...withManifest({ dependencies: { '@x/core': 'workspace:^' } }), 'dist/a.test.js': '' };
  expect(checkContents(tarball(published(files)))).toEqual([
    'dist/a.test.js does not belong in the tarball',
    '@x/core is published as workspace:^',
  ]);
});

test('a door whose file is not there is found by publint', () => {
  const { 'dist/index.js': _, ...rest } = published();
  expect(checkPublint(tarball(rest)).join()).toContain('dist/index.js');
});

test('types that lead nowhere are found by attw', () => {
  const files = { ...published(), 'dist/index.d.ts': "export { double } from './double.js';" };
  expect(checkTypesResolve(tarball(files)).join()).toMatch(/internal resolution/i);
});
