import { existsSync, globSync, readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { dirname, join } from 'node:path';
import type { Problems } from './report.ts';

export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly private?: boolean;
  readonly exports?: Readonly<Record<string, string | { readonly types: string; readonly default: string }>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly publishConfig?: Readonly<Record<string, unknown>>;
  readonly [field: string]: unknown;
}

export function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
}

/** What a package may need at run time; packages that are not named are providers. */
const allowed: Readonly<Record<string, readonly string[] | undefined>> = {
  '@x/core': ['ky', 'valibot'],
  '@x/mps-aigc': ['@x/core', '@x/tencent-cloud', 'valibot'],
  '@x/vod-aigc': ['@x/core', '@x/tencent-cloud', 'valibot'],
};
const allowedForProviders = ['@x/core', 'valibot'];

/** The doors of a package: `.` and the subpaths that lead to code. */
export function doors(
  manifest: Manifest,
): readonly { readonly name: string; readonly types: string; readonly file: string }[] {
  return Object.entries(manifest.exports ?? {}).flatMap(([path, target]) =>
    typeof target === 'string' ? [] : [{ name: path.slice(2), types: target.types, file: target.default }],
  );
}

/** Whether the package runs anywhere; the sandbox is a server. */
export function isClient(manifest: Manifest): boolean {
  return manifest.name !== '@x/sandbox';
}

/** All published packages have the same form, so that what is true of one is true of all. */
export function checkManifest(folder: string): Problems {
  const manifest = readManifest(folder);
  const problems: string[] = [];
  const expect = (field: string, actual: unknown, wanted: unknown) => {
    if (!isDeepStrictEqual(actual, wanted)) {
      problems.push(`package.json: ${field} is ${JSON.stringify(actual)}, expected ${JSON.stringify(wanted)}`);
    }
  };

  expect('type', manifest['type'], 'module');
  expect('license', manifest['license'], 'MIT');
  expect('sideEffects', manifest['sideEffects'], false);
  expect('engines', manifest['engines'], { node: '>=22.12' });
  expect('files', manifest['files'], ['dist', 'README.md', 'CHANGELOG.md', 'LICENSE']);
  expect('publishConfig.access', manifest.publishConfig?.['access'], 'public');
  // It makes every publish outside the release workflow fail, and nothing can switch it off again.
  expect('publishConfig.provenance', manifest.publishConfig?.['provenance'], undefined);

  const entries = doors(manifest).map(({ name }) => name || 'index');
  const target = (name: string) => ({ types: `./dist/${name}.d.ts`, default: `./dist/${name}.js` });
  expect(
    'exports',
    JSON.stringify(manifest.exports),
    JSON.stringify({
      '.': target('index'),
      ...Object.fromEntries(entries.slice(1).map((name) => [`./${name}`, target(name)])),
      './package.json': './package.json',
    }),
  );
  // For resolvers that do not know `exports`.
  expect('main', manifest['main'], './dist/index.js');
  expect('types', manifest['types'], './dist/index.d.ts');
  const subpaths = entries.slice(1).map((name) => [name, [`./dist/${name}.d.ts`]]);
  expect(
    'typesVersions',
    manifest['typesVersions'],
    subpaths.length === 0 ? undefined : { '*': Object.fromEntries(subpaths) },
  );

  const permitted = isClient(manifest) ? (allowed[manifest.name] ?? allowedForProviders) : undefined;
  for (const [name, range] of Object.entries(manifest.dependencies ?? {})) {
    if (permitted ? !permitted.includes(name) : name.startsWith('@x/'))
      problems.push(`package.json: may not depend on ${name}`);
    if (name.startsWith('@x/')) expect(`dependencies.${name}`, range, 'workspace:^');
  }
  expect('peerDependencies', manifest.peerDependencies, undefined);

  for (const file of ['README.md']) if (!existsSync(join(folder, file))) problems.push(`${file} is missing`);
  return problems;
}

/** Folders of the published packages, `packages/core` and so on. */
export function publishedPackages(root: string): readonly string[] {
  return globSync('packages/*/package.json', { cwd: root })
    .map((file) => dirname(file).replaceAll('\\', '/'))
    .filter((folder) => readManifest(join(root, folder)).private !== true)
    .sort();
}
