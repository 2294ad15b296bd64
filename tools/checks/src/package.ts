// The gates of one published package, run in its folder after its build.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkBrowserBundle } from './browser-bundle.ts';
import { checkConsumer } from './consumer.ts';
import { checkManifest, isClient, readManifest } from './manifest.ts';
import { judge, report } from './report.ts';
import { checkSizes } from './sizes.ts';
import { checkContents, pack } from './tarball.ts';

const folder = process.cwd();
/** The tools are dependencies of the checks, not of each package. */
const here = fileURLToPath(new URL('../', import.meta.url));
const tool = (name: string) => join(here, 'node_modules', '.bin', name);

const manifest = readManifest(folder);
const tarball = pack(folder);

await report(manifest.name, {
  manifest: () => checkManifest(folder),
  'contents of the tarball': () => checkContents(tarball),
  publint: () => judge(tool('publint'), ['run', tarball, '--strict'], folder),
  'types resolve (attw)': () =>
    judge(tool('attw'), [tarball, '--profile', 'esm-only', '--no-color', '--no-emoji'], folder),
  'installs, require() and import() agree': () => checkConsumer(folder, tarball),
  ...(isClient(manifest) && { 'bundles for browsers, alone': () => checkBrowserBundle(folder) }),
  'size budget': () => checkSizes(folder, here),
});
