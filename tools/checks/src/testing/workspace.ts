import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll } from 'vitest';
import { execute } from '../report.ts';
import { removeTemporaryFolders, temporaryFolder } from '../temporary-folder.ts';

afterAll(removeTemporaryFolders);

/** Texts by path. */
export type Files = Readonly<Record<string, string>>;

/** Makes a folder of its own that holds `files`; it is gone when the tests are over. */
export function workspace(files: Files): string {
  const root = temporaryFolder();
  write(root, files);
  return root;
}

export function write(root: string, files: Files): void {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
}

/** Commits all that is in `root`, which becomes a repository with its first commit. */
export function commit(root: string): void {
  const identity = ['-c', 'user.name=test', '-c', 'user.email=test@example.com', '-c', 'commit.gpgsign=false'];
  git(root, 'init', '--quiet', '--initial-branch=main');
  git(root, 'add', '--all');
  git(root, ...identity, 'commit', '--quiet', '--allow-empty', '--message=test');
}

export function git(root: string, ...args: readonly string[]): void {
  const { code, output } = execute('git', args, root);
  if (code !== 0) throw new Error(`git ${args.join(' ')}: ${output}`);
}
