import { cpSync, existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { must } from '../harness/processes.ts';
import type { Registry } from './start-registry.ts';

/** A published package: its name and its version. */
export interface Published {
  readonly name: string;
  readonly version: string;
}

/** Copies what git knows and what it would take in, as it is now in the working tree, into a repository of its own. */
export async function copyRepository(root: string, copy: string, env: NodeJS.ProcessEnv): Promise<string> {
  const list = await must('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: root, env });
  const files = list.split('\0').filter((file) => file !== '' && existsSync(join(root, file)));
  for (const file of files) {
    mkdirSync(dirname(join(copy, file)), { recursive: true });
    cpSync(join(root, file), join(copy, file), { verbatimSymlinks: true });
  }
  const git = (...args: readonly string[]) => must('git', ['-c', 'core.autocrlf=false', ...args], { cwd: copy, env });
  await git('init', '--quiet', '--initial-branch=main');
  await git('config', 'user.name', 'packed');
  await git('config', 'user.email', 'packed@localhost');
  await git('config', 'commit.gpgsign', 'false');
  await git('add', '--all');
  await git('commit', '--quiet', '--message=copy');
  return `${files.length} files`;
}

/** What CI does for a release: install, changelogs and versions, build, publish. */
export async function publish(copy: string, registry: Registry, env: NodeJS.ProcessEnv): Promise<readonly Published[]> {
  // Given by a file outside the copy: nothing of the registry can end up in what is published.
  const userconfig = `${copy}.npmrc`;
  writeFileSync(userconfig, registry.publisherNpmrc);
  const options = { cwd: copy, env: { ...env, CI: 'true', npm_config_userconfig: userconfig }, timeoutMs: 600_000 };
  await must('pnpm', ['install', '--frozen-lockfile', '--prefer-offline'], options);
  await must('pnpm', ['run', 'version-packages'], options);
  await must('pnpm', ['run', 'build'], options);
  await must('pnpm', ['exec', 'changeset', 'publish'], options);

  const manifests = globSync('packages/*/package.json', { cwd: copy });
  return manifests
    .map((file): Published & { readonly private?: boolean } => JSON.parse(readFileSync(join(copy, file), 'utf8')))
    .filter((manifest) => manifest.private !== true)
    .map(({ name, version }) => ({ name, version }));
}
