// The gates of one published package, run in its folder after its build.
import { fileURLToPath } from 'node:url';
import { checkApiReport } from './api-report.ts';
import { checkBrowserBundle } from './browser-bundle.ts';
import { checkConsumer } from './consumer.ts';
import { checkManifest, isClient, readManifest } from './manifest.ts';
import { report } from './report.ts';
import { checkSizes } from './sizes.ts';
import { checkPublint, checkTypesResolve } from './tarball-tools.ts';
import { checkContents, pack } from './tarball.ts';
import { checkValueExports } from './value-exports.ts';

const folder = process.cwd();
const here = fileURLToPath(new URL('../', import.meta.url));

const manifest = readManifest(folder);
const tarball = pack(folder);

await report(manifest.name, {
  manifest: () => checkManifest(folder),
  'public surface is reported and documented': () => checkApiReport(folder),
  'contents of the tarball': () => checkContents(tarball),
  publint: () => checkPublint(tarball),
  'types resolve (attw)': () => checkTypesResolve(tarball),
  'installs, require() and import() agree': () => checkConsumer(folder, tarball),
  'types and code export the same values': () => checkValueExports(folder),
  ...(isClient(manifest) && { 'bundles for browsers, alone': () => checkBrowserBundle(folder) }),
  'size budget': () => checkSizes(folder, here),
});
