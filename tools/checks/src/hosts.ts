import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Problems } from './report.ts';

const lockfiles = '**/{pnpm-lock.yaml,package-lock.json,npm-shrinkwrap.json,yarn.lock,bun.lock,deno.lock}';
const settings = '**/{.npmrc,.yarnrc,.yarnrc.yml,bunfig.toml}';

/**
 * Nothing in the repository chooses a registry: a lockfile that names hosts installs from them, whatever the user has
 * configured, and a setting that names one takes the choice away. Tokens and provenance belong to the release workflow.
 */
export function checkHosts(root: string): Problems {
  return [
    ...lines(root, lockfiles, /:\/\/|tarball:/, 'names a host; install with the default registry settings'),
    ...lines(root, settings, /registry|_auth|token|provenance|:\/\//i, 'chooses how to install or publish'),
  ];
}

function lines(root: string, pattern: string, wrong: RegExp, message: string): Problems {
  const exclude = (path: string) => /(^|[\\/])(node_modules|dist|\.git)$/.test(path);
  return globSync(pattern, { cwd: root, exclude }).flatMap((file) =>
    readFileSync(join(root, file), 'utf8')
      .split('\n')
      .flatMap((line, index) => (wrong.test(line) ? [`${file}:${index + 1} ${message}: ${line.trim()}`] : [])),
  );
}
