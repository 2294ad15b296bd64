import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { pnpmCommand } from '../../packed/harness/install-tools.ts';
import { must } from '../../packed/harness/processes.ts';

/** Packs what would be published, after a build, and installs the tarballs into a project of their own. */
export async function installPackages(
  repository: string,
  project: string,
  pnpm: ReturnType<typeof pnpmCommand>,
): Promise<string> {
  const tarballs = join(project, 'tarballs');
  mkdirSync(tarballs, { recursive: true });
  const [command, ...args] = pnpm;
  const { env } = process;
  await must(command, [...args, 'run', 'build', '--filter=./packages/*'], { cwd: repository, env, timeoutMs: 300_000 });
  for (const manifest of globSync('packages/*/package.json', { cwd: repository })) {
    const { private: isPrivate }: { readonly private?: boolean } = JSON.parse(
      readFileSync(join(repository, manifest), 'utf8'),
    );
    if (isPrivate === true) continue;
    const cwd = join(repository, dirname(manifest));
    await must(command, [...args, 'pack', '--pack-destination', tarballs], { cwd, env });
  }
  writeFileSync(join(project, 'package.json'), '{ "name": "cases", "private": true, "type": "module" }\n');
  const files = globSync('*.tgz', { cwd: tarballs }).map((file) => `./tarballs/${file}`);
  const flags = ['--no-package-lock', '--no-audit', '--no-fund', '--prefer-offline'];
  await must('npm', ['install', ...flags, ...files], { cwd: project, env });
  return `${files.length} packages`;
}
