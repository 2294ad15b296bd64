import { beforeEach, expect, test, vi } from 'vitest';
import { checkChangesets } from './changesets.ts';
import { commit, git, workspace, write } from './testing/workspace.ts';

// Set where these tests run for a pull request.
beforeEach(() => vi.stubEnv('GITHUB_BASE_REF', ''));

const changeset = { '.changeset/brave-cats.md': "---\n'@x/tiny': minor\n---\n\nMore.\n" };
const noChangeset = { '.changeset/README.md': '# Changesets\n' };
const report = 'packages/tiny/etc/index.api.md';

/** A repository with one package that was never released, and with a private one. */
function repository(files = {}): string {
  const root = workspace({
    ...noChangeset,
    'packages/tiny/package.json': '{ "name": "@x/tiny" }',
    'packages/secret/package.json': '{ "name": "@x/secret", "private": true }',
    [report]: 'one\n',
    ...files,
  });
  commit(root);
  return root;
}

/** The same after its release: the changesets are used up and the changelog has an entry. */
function released(): string {
  return repository({ 'packages/tiny/CHANGELOG.md': '## 0.1.0\n' });
}

const missing = [expect.stringMatching(/^@x\/tiny: packages\/tiny\/etc\/index\.api\.md changed .* pnpm changeset$/)];

test('a package that was never released needs a changeset', () => {
  expect(checkChangesets(repository())).toEqual(missing);
  expect(checkChangesets(repository(changeset))).toEqual([]);
});

test('after a release nothing is needed until the report changes', () => {
  const root = released();
  expect(checkChangesets(root)).toEqual([]);
  write(root, { [report]: 'two\n' });
  expect(checkChangesets(root)).toEqual(missing);
  commit(root);
  expect(checkChangesets(root)).toEqual(missing);
  write(root, changeset);
  expect(checkChangesets(root)).toEqual([]);
});

test('a changeset for another package does not count, nor one that releases nothing', () => {
  const root = released();
  write(root, { [report]: 'two\n', '.changeset/none.md': "---\n'@x/tiny': none\n---\n\nNothing.\n" });
  expect(checkChangesets(root)).toEqual(missing);
  write(root, { [report]: 'two\n', '.changeset/other.md': "---\n'@x/other': minor\n---\n\nMore.\n" });
  expect(checkChangesets(root)).toEqual(missing);
});

test('a branch brings a changeset of its own, although an older one waits for the release', () => {
  const root = released();
  write(root, { [report]: 'two\n', ...changeset });
  commit(root);
  git(root, 'switch', '--quiet', '--create', 'feature');
  expect(checkChangesets(root)).toEqual([]);
  write(root, { [report]: 'three\n' });
  commit(root);
  expect(checkChangesets(root)).toEqual(missing);
  write(root, { '.changeset/calm-dogs.md': "---\n'@x/tiny': minor\n---\n\nStill more.\n" });
  expect(checkChangesets(root)).toEqual([]);
});

test('a clone without a branch of its own judges as the original does', () => {
  const root = released();
  write(root, { [report]: 'two\n' });
  commit(root);
  const clone = workspace({});
  git(clone, 'clone', '--quiet', root, '.');
  expect(checkChangesets(clone)).toEqual(missing);
  git(clone, 'remote', 'remove', 'origin');
  expect(checkChangesets(clone)).toEqual(missing);
});

test('without a repository there is nothing to compare with', () => {
  expect(checkChangesets(workspace({ [report]: 'one\n' }))).toEqual([]);
});
