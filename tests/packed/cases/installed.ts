import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** The names of all packages in a `node_modules`, nested ones too, whichever package manager laid it out. */
export function installedPackages(modules: string): readonly string[] {
  const manifests = filesBelow(modules)
    .filter((file) => basename(file) === 'package.json')
    .map((file) => dirname(file))
    .filter((folder) => /[/\\]node_modules[/\\](@[^/\\]+[/\\])?[^/\\@.][^/\\]*$/.test(folder));
  const names = manifests.map((folder): string => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).name);
  return [...new Set(names)].sort();
}

/** What the files of a folder weigh. */
export function megabytes(folder: string): number {
  return filesBelow(folder).reduce((sum, file) => sum + lstatSync(file).size, 0) / 1e6;
}

/** Links are not followed, so that nothing counts twice. */
export function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesBelow(path);
    return entry.isFile() ? [path] : [];
  });
}

/** Throws unless exactly these packages are there, in whatever order. */
export function expectPackages(actual: readonly string[], expected: readonly string[]): void {
  const [are, should] = [actual, expected].map((names) => [...names].sort().join(', '));
  if (are !== should) throw new Error(`installed: ${are}\nexpected:  ${should}`);
}
