import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseChangesetFile } from '@changesets/parse';
import { reportFolder } from './api-report.ts';
import { publishedPackages, readManifest } from './manifest.ts';
import { execute, type Problems } from './report.ts';

/** A commit, or nothing at all: before the first release. */
type Base = string | undefined;

/**
 * A package whose surface has changed says so in a changeset. "Changed" means since the merge base with the target of
 * a pull request or with `main`; on `main` itself, or where there is no other branch, since the last release of the
 * package, which is the last commit that touched its changelog. No remote and no tag is needed, and a package that was
 * never released has changed as a whole.
 */
export function checkChangesets(root: string): Problems {
  if (git(root, 'rev-parse', '--verify', 'HEAD') === undefined) {
    console.log('  not a git checkout: there is nothing to compare the API reports with');
    return [];
  }
  const branch = branchBase(root);
  return publishedPackages(root).flatMap((folder) => {
    const base = branch ?? lastRelease(root, folder);
    const changed = changedReports(root, folder, base);
    const { name } = readManifest(join(root, folder));
    if (changed.length === 0 || namedPackages(root, base).has(name)) return [];
    const since = base === undefined ? 'it was never released' : `since ${base.slice(0, 8)}`;
    return [`${name}: ${changed.join(', ')} changed (${since}) and no changeset says so. Describe it: pnpm changeset`];
  });
}

/** Where the work on this branch began; undefined on the main branch and where there is no other. */
function branchBase(root: string): Base {
  const target = process.env['GITHUB_BASE_REF'] || 'main';
  const head = git(root, 'rev-parse', 'HEAD');
  for (const branch of [`origin/${target}`, target]) {
    const base = git(root, 'merge-base', 'HEAD', branch);
    if (base !== undefined && base !== head) return base;
  }
  return undefined;
}

function lastRelease(root: string, folder: string): Base {
  return git(root, 'log', '-1', '--format=%H', '--', `${folder}/CHANGELOG.md`) || undefined;
}

function changedReports(root: string, folder: string, base: Base): readonly string[] {
  const directory = `${folder}/${reportFolder}`;
  const now = existsSync(join(root, directory)) ? readdirSync(join(root, directory)) : [];
  const before = base === undefined ? '' : (git(root, 'ls-tree', '--name-only', base, `${directory}/`) ?? '');
  const files = new Set([
    ...now.map((file) => `${directory}/${file}`),
    ...before.split('\n').filter((file) => file !== ''),
  ]);
  return [...files].filter((file) => isChanged(root, file, base));
}

/** The packages named by changesets that are new, or not what they were. */
function namedPackages(root: string, base: Base): ReadonlySet<string> {
  const files = readdirSync(join(root, '.changeset')).filter((file) => file.endsWith('.md') && file !== 'README.md');
  const fresh = files.map((file) => `.changeset/${file}`).filter((file) => isChanged(root, file, base));
  const releases = fresh.flatMap((file) => parseChangesetFile(readFileSync(join(root, file), 'utf8')).releases);
  return new Set(releases.filter(({ type }) => type !== 'none').map(({ name }) => name));
}

/** Whether a file of the working tree is another than it was at `base`. */
function isChanged(root: string, file: string, base: Base): boolean {
  const now = existsSync(join(root, file))
    ? readFileSync(join(root, file), 'utf8').replaceAll('\r\n', '\n')
    : undefined;
  const before = base === undefined ? undefined : git(root, 'show', `${base}:${file}`);
  return now?.trim() !== before;
}

/** What git answers, without the blanks around it; undefined where it fails. */
function git(root: string, ...args: readonly string[]): string | undefined {
  const { code, stdout } = execute('git', args, root);
  return code === 0 ? stdout.trim() : undefined;
}
