// What a release does with versions, shown by doing it in a copy of the manifests.
import { copyFileSync, globSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../../scripts/turbo.ts';
import { readManifest } from './manifest.ts';
import { execute } from './report.ts';
import { commit, workspace, write } from './testing/workspace.ts';

const manifests = globSync(['package.json', '{packages,apps,tools}/*/package.json', 'tests/programs/package.json'], {
  cwd: root,
});

/** The repository's manifests, every package at one version, and one changeset. */
function copyWith(changeset: string, version: string): string {
  const copy = workspace({ '.changeset/change.md': `---\n${changeset}\n---\n\nA change.\n` });
  for (const file of [...manifests, 'pnpm-workspace.yaml', 'pnpm-lock.yaml', '.changeset/config.json']) {
    mkdirSync(dirname(join(copy, file)), { recursive: true });
    copyFileSync(join(root, file), join(copy, file));
  }
  for (const file of manifests) {
    const manifest = JSON.parse(readFileSync(join(copy, file), 'utf8'));
    if (manifest.private !== true) writeFileSync(join(copy, file), JSON.stringify({ ...manifest, version }, null, 2));
  }
  write(copy, { '.gitignore': 'node_modules\n' });
  commit(copy);
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'), 'junction');
  return copy;
}

/** The packages that a release with this changeset would publish, with their versions. */
function releasedBy(changeset: string, { from = '1.2.0', options = [] as readonly string[] } = {}) {
  const copy = copyWith(changeset, from);
  const { code, output } = execute(join(root, 'node_modules/.bin/changeset'), ['version', ...options], copy);
  if (code !== 0) throw new Error(output);
  return Object.fromEntries(
    manifests
      .map((file) => readManifest(dirname(join(copy, file))))
      .filter(({ name, version }) => name.startsWith('@x/') && ![from, '0.0.0', undefined].includes(version))
      .map(({ name, version }) => [name, version]),
  );
}

test('a release of one provider releases no other package', () => {
  expect(releasedBy("'@x/tensorslab': minor")).toEqual({ '@x/tensorslab': '1.3.0' });
});

test('a patch of core is a release of core alone: the ranges of the clients already take it', () => {
  expect(releasedBy("'@x/core': patch")).toEqual({ '@x/core': '1.2.1' });
  expect(releasedBy("'@x/core': patch", { from: '0.1.0' })).toEqual({ '@x/core': '0.1.1' });
});

test('so is an addition to core', () => {
  expect(releasedBy("'@x/core': minor")).toEqual({ '@x/core': '1.3.0' });
});

test('a major of core takes along the clients, whose ranges end before it, by a patch', () => {
  const released = releasedBy("'@x/core': major");
  expect(released).toMatchObject({ '@x/core': '2.0.0', '@x/tensorslab': '1.2.1', '@x/tencent-cloud': '1.2.1' });
  expect(released).not.toHaveProperty('@x/sandbox');
  // Before 1.0.0 a minor is what a major is later.
  expect(releasedBy("'@x/core': minor", { from: '0.1.0' })).toMatchObject({
    '@x/core': '0.2.0',
    '@x/tensorslab': '0.1.1',
  });
});

test('every dependency between our packages is a range that takes patches', () => {
  for (const file of manifests) {
    const { name, dependencies = {} } = readManifest(dirname(join(root, file)));
    for (const [dependency, range] of Object.entries(dependencies)) {
      if (dependency.startsWith('@x/')) expect(range, `${name} → ${dependency}`).toBe('workspace:^');
    }
  }
});

test('a snapshot gets a version that no range takes, and of what has changed only', () => {
  const released = releasedBy("'@x/tensorslab': minor", { options: ['--snapshot', 'snapshot'] });
  expect(released).toEqual({ '@x/tensorslab': expect.stringMatching(/^1\.3\.0-snapshot-\d{14}$/) });
});
