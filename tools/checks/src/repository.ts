// The gates of the repository as a whole.
import { globSync, readFileSync } from 'node:fs';
import { root } from '../../scripts/turbo.ts';
import { type Problems, report } from './report.ts';

function files(pattern: string): readonly string[] {
  return globSync(pattern, { cwd: root, exclude: (path) => /(^|[\\/])(node_modules|dist)$/.test(path) });
}

function lines(pattern: string, wrong: RegExp): Problems {
  return files(pattern).flatMap((file) =>
    readFileSync(`${root}${file}`, 'utf8')
      .split('\n')
      .flatMap((line, index) => (wrong.test(line) ? [`${file}:${index + 1}: ${line.trim()}`] : [])),
  );
}

await report('repository', {
  // A lockfile that names hosts installs from them, whatever registry the user has configured.
  'lockfiles name no hosts': () => lines('**/pnpm-lock.yaml', /:\/\/|tarball:/),
  'no .npmrc chooses a registry or holds a token': () => lines('**/.npmrc', /registry|_auth|:\/\//i),
});
