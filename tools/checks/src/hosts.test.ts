import { expect, test } from 'vitest';
import { checkHosts } from './hosts.ts';
import { workspace } from './testing/workspace.ts';

const clean = 'lockfileVersion: 9.0\n\npackages:\n\n  ky@2.1.0:\n    resolution: {integrity: sha512-abc==}\n';

test('lockfiles with integrities only pass, and so do settings that choose nothing', () => {
  expect(checkHosts(workspace({ 'pnpm-lock.yaml': clean, '.npmrc': 'save-exact=true\n' }))).toEqual([]);
});

test.for([
  ['pnpm-lock.yaml', `${clean}    tarball: https://registry.example/ky.tgz\n`],
  ['tests/packed/package-lock.json', '{\n  "resolved": "https://registry.example/ky.tgz"\n}\n'],
  ['tests/runtimes/yarn.lock', '"ky@^2.1.0":\n  resolved "http://registry.example/ky.tgz"\n'],
  ['.npmrc', 'registry=https://registry.example/\n'],
  ['apps/demo/.npmrc', '//registry.example/:_authToken=abc\n'],
  ['bunfig.toml', '[install]\nregistry = "https://registry.example/"\n'],
] as const)('%s with a host is named', ([file, text]) => {
  const problems = checkHosts(workspace({ [file]: text }));
  expect(problems).toEqual([expect.stringContaining('registry.example')]);
  expect(problems[0]).toMatch(new RegExp(`^${file}:\\d`));
});

test('what is installed is nobody’s choice here', () => {
  expect(checkHosts(workspace({ 'node_modules/a/.npmrc': 'registry=https://registry.example/\n' }))).toEqual([]);
});

test('provenance is the release workflow’s to ask for', () => {
  expect(checkHosts(workspace({ '.npmrc': 'provenance=true\n' }))).toEqual([expect.stringMatching(/^\.npmrc:1 /)]);
});
