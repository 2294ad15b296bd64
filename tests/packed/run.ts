// Publishes a copy of this repository to a registry of its own, then installs and uses it as strangers do.
// `node tests/packed/run.ts`, or with words that choose groups of cases: `node tests/packed/run.ts types next`.
// `--repository FOLDER` takes another checkout than the one it stands in.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Context } from './cases/context.ts';
import { monorepoCases } from './cases/monorepos.ts';
import { nestCases } from './cases/nest.ts';
import { nextCases } from './cases/next.ts';
import { packageManagerCases } from './cases/package-managers.ts';
import { bundlerCases } from './cases/bundlers.ts';
import { testRunnerCases } from './cases/test-runners.ts';
import { typeScriptCases } from './cases/typescript.ts';
import { checkTypes } from './harness/check-types.ts';
import { cleanUpAtExit } from './harness/clean-up.ts';
import { strangersEnvironment } from './harness/environment.ts';
import { installTools } from './harness/install-tools.ts';
import { must } from './harness/processes.ts';
import { Report } from './harness/report.ts';
import { copyRepository, type Published, publish } from './registry/publish-copy.ts';
import { startRegistry } from './registry/start-registry.ts';
import { startSandbox } from './registry/start-sandbox.ts';

const groups = {
  bundlers: bundlerCases,
  next: nextCases,
  nest: nestCases,
  'test-runners': testRunnerCases,
  monorepos: monorepoCases,
  types: typeScriptCases,
  managers: packageManagerCases,
};

const here = fileURLToPath(new URL('.', import.meta.url)).replace(/[/\\]$/, '');
const { values, positionals: chosen } = parseArgs({
  args: process.argv.slice(2).filter((argument) => argument !== '--'),
  options: { repository: { type: 'string', default: join(here, '..', '..') } },
  allowPositionals: true,
});
const unknown = chosen.filter((name) => !Object.hasOwn(groups, name));
if (unknown.length > 0)
  throw new Error(`No such group: ${unknown.join(', ')}; there are ${Object.keys(groups).join(', ')}`);

const report = new Report();
const temporary = mkdtempSync(join(tmpdir(), 'x-packed-'));
cleanUpAtExit(temporary);
const work = join(here, '.work');
rmSync(work, { recursive: true, force: true });
mkdirSync(work);
cleanUpAtExit(work);

await report.case('the tools of this folder are installed', () => installTools(here));
await report.case('the types of this folder hold', () => checkTypes(here));
// Asked before the environment becomes a stranger's: it may be named there.
const npmConfig = async (name: string): Promise<string> =>
  (await must('npm', ['config', 'get', name], { cwd: here, env: process.env })).trim().split('\n').at(-1) ?? '';
const cafile = await npmConfig('cafile');
const uplink = {
  url: await npmConfig('registry'),
  // Where a proxy of the house stands in between, npm is told whom to trust.
  ca: existsSync(cafile) ? readFileSync(cafile, 'utf8') : undefined,
};
const env = strangersEnvironment(join(here, 'node_modules', '.bin'));
const registry = await startRegistry(temporary, uplink);
const userconfig = join(temporary, '.npmrc');
writeFileSync(userconfig, registry.npmrc);

let published: readonly Published[] = [];
const copy = join(temporary, 'copy');
await report.case('a copy of the repository is made', () => copyRepository(values.repository, copy, env));
await report.case('changeset version, build, changeset publish', async () => {
  published = await publish(copy, registry, env);
  return published.map(({ name, version }) => `${name}@${version}`).join(' ');
});

if (report.failures.length === 0) {
  Object.assign(env, {
    npm_config_userconfig: userconfig,
    npm_config_cache: join(temporary, 'npm-cache'),
    // Where pnpm and yarn keep what they have fetched.
    XDG_CACHE_HOME: join(temporary, 'cache'),
    XDG_DATA_HOME: join(temporary, 'data'),
    XDG_STATE_HOME: join(temporary, 'state'),
    YARN_CACHE_FOLDER: join(temporary, 'yarn-cache'),
  });
  const sandbox = await startSandbox(join(temporary, 'sandbox'), env);
  env['SETTINGS'] = JSON.stringify(sandbox.settings);
  const context: Context = { report, registry, published, here, work, temporary, env };
  for (const [name, cases] of Object.entries(groups)) {
    if (chosen.length === 0 || chosen.includes(name)) await cases(context);
  }
  await sandbox.close();
}
await registry.close();
report.close();
process.exit();
