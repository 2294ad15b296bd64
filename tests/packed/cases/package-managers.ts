import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { must } from '../harness/processes.ts';
import { type Context, expectFinished, tool, write } from './context.ts';
import { expectPackages, installedPackages, megabytes } from './installed.ts';
import { commonJsProgram, moduleProgram, type Provider, providers, tensorslab } from './providers.ts';

/** What a provider may weigh with all that comes with it. It is 2.5 MB today, 2 MB of them valibot and ky. */
const largestMegabytes = 3;

interface PackageManager {
  readonly name: string;
  readonly files?: Readonly<Record<string, string>> | undefined;
  /** The command that adds a package to an empty project. */
  readonly add: readonly [command: string, ...args: string[]];
  /** The names of what is there now; by default what `node_modules` holds. */
  readonly installed?: ((folder: string) => readonly string[]) | undefined;
  /** How programs are run; by default with `node`. */
  readonly node?: readonly [command: string, ...args: string[]] | undefined;
}

/** A stranger installs one provider into an empty project and runs a task, by `import` and by `require()`. */
export async function packageManagerCases(context: Context): Promise<void> {
  const { report, published } = context;
  const there = providers.filter(({ name }) => published.some((one) => one.name === name));
  const npm: PackageManager = { name: 'npm', add: ['npm', 'install'] };
  for (const provider of there) {
    await report.case(`npm installs ${provider.name}`, () => installAndRun(context, npm, provider));
  }
  for (const manager of otherManagers(context)) {
    await report.case(`${manager.name} installs ${tensorslab.name}`, () => installAndRun(context, manager, tensorslab));
  }
  await report.case('require() works on Node 22.12', () => requireOnOldestNode(context));
  await report.case('the command of @x/sandbox starts, and ends with Ctrl-C', () => sandboxCommand(context));
}

function otherManagers({ registry }: Context): readonly PackageManager[] {
  const berry = (linker: string) =>
    [
      `nodeLinker: ${linker}`,
      `npmRegistryServer: '${registry.url}'`,
      `unsafeHttpWhitelist: ['127.0.0.1']`,
      // It would refuse what was published today.
      `npmPreapprovedPackages: ['@x/*']`,
      'enableGlobalCache: false',
      'enableTelemetry: false',
      'enableImmutableInstalls: false',
    ].join('\n');
  return [
    { name: 'pnpm', add: ['pnpm', 'add'] },
    { name: 'yarn 1', add: ['yarn', '--non-interactive', 'add'] },
    {
      name: 'yarn 4 (node-modules)',
      files: { 'yarn.lock': '', '.yarnrc.yml': berry('node-modules') },
      add: ['yarn-berry', 'add'],
    },
    {
      name: "yarn 4 (plug'n'play)",
      files: { 'yarn.lock': '', '.yarnrc.yml': berry('pnp') },
      add: ['yarn-berry', 'add'],
      installed: (folder) =>
        [...readFileSync(join(folder, 'yarn.lock'), 'utf8').matchAll(/resolution: "(.+)@npm:/g)].map(
          ([, name]) => name!,
        ),
      node: ['yarn-berry', 'node'],
    },
  ];
}

async function installAndRun(context: Context, manager: PackageManager, provider: Provider): Promise<string> {
  const folder = join(context.temporary, `${manager.name}-${provider.name}`.replaceAll(/[^\w.]+/g, '-'));
  write(folder, {
    'package.json': { name: 'stranger', private: true },
    'program.mjs': moduleProgram(provider),
    'program.cjs': commonJsProgram(provider),
    ...manager.files,
  });
  const options = { cwd: folder, env: context.env };
  const [add, ...addArgs] = manager.add;
  await must(command(context, add), [...addArgs, provider.name], options);

  const modules = join(folder, 'node_modules');
  const names = manager.installed?.(folder) ?? installedPackages(modules);
  expectPackages(names, [provider.name, ...provider.brings]);
  const size = manager.installed === undefined ? megabytes(modules) : undefined;
  if (size !== undefined && size > largestMegabytes) throw new Error(`It weighs ${size.toFixed(1)} MB`);

  const [node, ...nodeArgs] = manager.node ?? ['node'];
  for (const program of ['program.mjs', 'program.cjs']) {
    const output = await must(command(context, node), [...nodeArgs, program], options);
    expectFinished(output);
    if (output.includes('Warning')) throw new Error(`${program} warns:\n${output}`);
  }
  return `${names.length} packages${size === undefined ? '' : `, ${size.toFixed(1)} MB`}`;
}

function command(context: Context, name: string): string {
  if (name === 'node') return process.execPath;
  if (name === 'yarn-berry') return join(context.here, 'node_modules', '@yarnpkg', 'cli-dist', 'bin', 'yarn.js');
  return tool(context, name);
}

/** The oldest version that `engines` allows; it works there, and Node says that it is an experiment. */
async function requireOnOldestNode(context: Context): Promise<string> {
  const folder = join(context.temporary, 'npm-x-tensorslab');
  const node = join(context.here, 'node_modules', 'node-22.12', 'bin', 'node');
  const output = await must(node, ['program.cjs'], { cwd: folder, env: context.env });
  expectFinished(output);
  return output.includes('ExperimentalWarning') ? 'with an ExperimentalWarning of Node' : 'silent';
}

async function sandboxCommand(context: Context): Promise<void> {
  const folder = join(context.temporary, 'sandbox');
  const interrupt = async (said: string): Promise<boolean> => {
    const url = /^Sandbox ready at (http:\/\/127\.0\.0\.1:\d+)$[^]*Press Ctrl-C/m.exec(said)?.[1];
    if (url === undefined) return false;
    // It answers: unknown to a stranger without a key, but there.
    await fetch(url);
    return true;
  };
  const command = join(folder, 'node_modules', '.bin', 'x-sandbox');
  await must(command, ['--port', '0'], { cwd: folder, env: context.env, interrupt });
}
