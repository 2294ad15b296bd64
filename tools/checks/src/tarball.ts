import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Manifest, doors, readManifest } from './manifest.ts';
import { execute, type Problems } from './report.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** Packs a package as it would be published and returns the tarball's path. */
export function pack(packageFolder: string): string {
  const destination = temporaryFolder();
  const { code, output } = execute('pnpm', ['pack', '--pack-destination', destination], packageFolder);
  const [file] = readdirSync(destination);
  if (code !== 0 || file === undefined) throw new Error(`pnpm pack failed in ${packageFolder}:\n${output}`);
  return join(destination, file);
}

export function unpack(tarball: string, folder: string): void {
  mkdirSync(folder, { recursive: true });
  const { code, output } = execute('tar', ['-xzf', tarball, '-C', folder, '--strip-components=1'], folder);
  if (code !== 0) throw new Error(`${tarball} does not unpack:\n${output}`);
}

/** What is in the tarball, and nothing else: the build, the manifest and the papers. */
export function checkContents(tarball: string): Problems {
  const folder = temporaryFolder();
  unpack(tarball, folder);
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    );
  const manifest: Manifest = readManifest(folder);
  const needed = [
    'package.json',
    'LICENSE',
    'README.md',
    ...doors(manifest).flatMap(({ types, file }) => [types.slice(2), file.slice(2)]),
  ];
  return [
    ...needed.filter((file) => !files.includes(file)).map((file) => `${file} is not in the tarball`),
    ...files
      .filter(
        (file) =>
          !/^(dist\/.+|package\.json|README\.md|CHANGELOG\.md|LICENSE)$/.test(file) ||
          /\.(test|test-d|bench)\./.test(file),
      )
      .map((file) => `${file} does not belong in the tarball`),
    ...Object.entries(manifest.dependencies ?? {})
      .filter(([, range]) => /^(workspace|catalog|link|file):/.test(range))
      .map(([name, range]) => `${name} is published as ${range}`),
  ];
}
