import { existsSync, mkdirSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { doors, readManifest } from './manifest.ts';
import { execute, type Problems } from './report.ts';
import { pack, unpack } from './tarball.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** Puts the tarball and all it needs below `modules`: ours unpacked from tarballs too, others' linked from the workspace. */
function install(packageFolder: string, tarball: string, modules: string): void {
  const { name, dependencies = {} } = readManifest(packageFolder);
  unpack(tarball, join(modules, name));
  for (const dependency of Object.keys(dependencies)) {
    const target = join(modules, dependency);
    if (existsSync(target)) continue;
    const source = realpathSync(join(packageFolder, 'node_modules', dependency));
    mkdirSync(dirname(target), { recursive: true });
    if (dependency.startsWith('@x/')) install(source, pack(source), modules);
    else symlinkSync(source, target, 'junction');
  }
}

/** Loads every door of the installed package by `require()` and by `import()`, and compares what they give. */
const load = `
const { createRequire } = require('node:module');
(async () => {
  for (const door of process.argv.slice(2)) {
    const required = Object.keys(require(door)).filter((key) => key !== 'default' && key !== '__esModule').sort().join();
    const imported = Object.keys(await import(door)).filter((key) => key !== 'default' && key !== 'module.exports').sort().join();
    if (imported === '') throw new Error(door + ' exports nothing');
    if (required !== imported) throw new Error(door + ': require() gives ' + required + ', import() gives ' + imported);
  }
})().catch((error) => { console.error(error); process.exitCode = 1; });
`;

/** What a user does first, with what we would publish: install, then `require()` or `import`. */
export function checkConsumer(packageFolder: string, tarball: string): Problems {
  const folder = temporaryFolder();
  install(packageFolder, tarball, join(folder, 'node_modules'));
  writeFileSync(join(folder, 'load.cjs'), load);
  const manifest = readManifest(packageFolder);
  const names = doors(manifest).map(({ name }) => (name === '' ? manifest.name : `${manifest.name}/${name}`));
  const { code, output } = execute(process.execPath, [join(folder, 'load.cjs'), ...names], folder);
  return code === 0 && output.trim() === '' ? [] : [output];
}
