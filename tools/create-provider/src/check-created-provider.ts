// Walks the first steps of docs/adding-a-provider.md in a copy of the repository: makes a provider, runs its tests and
// every gate on it. Minutes, so it is a step of `pnpm check` and no test.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../../scripts/turbo.ts';
import { countAuthorLines } from './author-lines.ts';

/** A name that nothing in the repository has. */
const id = 'checked-provider';
const mostLines = 150;

const copy = mkdtempSync(join(tmpdir(), 'x-created-provider-'));
process.on('exit', () => rmSync(copy, { recursive: true, force: true }));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(1));

copyRepository();
step('pnpm install', 'pnpm', 'install', '--frozen-lockfile', '--prefer-offline');
step('pnpm create:provider', 'pnpm', 'run', 'create:provider', id);
step('its tests', 'pnpm', 'exec', 'vitest', 'run', '--project', id, '--reporter=dot');
step('every gate', 'pnpm', 'run', 'gates');

const lines = countAuthorLines(join(copy, 'packages', id));
console.log(`${lines <= mostLines ? '✓' : '✗'} created provider: ${lines} lines of its author, at most ${mostLines}`);
if (lines > mostLines) process.exitCode = 1;

/** The working tree as it is, in a checkout of its own: some gates ask git. */
function copyRepository(): void {
  execute(root, 'git', 'clone', '--quiet', '--shared', '--no-checkout', root, copy);
  execute(copy, 'git', 'reset', '--quiet');
  const listed = execute(root, 'git', 'ls-files', '-z', '--cached', '--others', '--exclude-standard').split('\0');
  for (const path of listed) {
    // What is deleted and not committed is listed too.
    if (path !== '' && existsSync(join(root, path))) cpSync(join(root, path), join(copy, path));
  }
}

/** One command of an author's, in the copy. */
function step(name: string, command: string, ...args: readonly string[]): void {
  execute(copy, command, ...args);
  console.log(`✓ created provider: ${name}`);
}

/** Runs a command to its end and returns what it says. If it fails that is shown, and nothing comes after it. */
function execute(cwd: string, command: string, ...args: readonly string[]): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    maxBuffer: Infinity,
    shell: process.platform === 'win32',
    // What was built for the repository is the same here.
    env: { ...process.env, TURBO_CACHE_DIR: join(root, '.turbo', 'cache') },
  });
  if (status === 0) return stdout;
  console.log(`✗ created provider: ${[command, ...args].join(' ')}\n${error?.message ?? ''}${stdout}${stderr}`);
  process.exit(1);
}
