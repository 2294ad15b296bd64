import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { must } from '../harness/processes.ts';
import { type Context, expectFinished, tool } from './context.ts';
import { filesBelow } from './installed.ts';

/** A house of many packages: one composes two providers, another uses what it made and a third package of ours. */
export async function monorepoCases(context: Context): Promise<void> {
  await context.report.case('pnpm monorepo with two providers', () =>
    composeTwo(context, 'pnpm-monorepo', [
      ['pnpm', 'install', '--no-frozen-lockfile'],
      ['pnpm', '--recursive', 'run', 'build'],
    ]),
  );
  await context.report.case('turbo monorepo (npm workspaces) with two providers', () =>
    composeTwo(context, 'turbo-monorepo', [
      ['npm', 'install'],
      ['turbo', 'run', 'build', '--no-daemon'],
    ]),
  );
}

async function composeTwo(context: Context, name: string, commands: readonly (readonly [string, ...string[]])[]) {
  const folder = join(context.work, name);
  cpSync(join(context.here, 'consumers', name), folder, { recursive: true });
  for (const [command, ...args] of commands) {
    await must(tool(context, command), args, { cwd: folder, env: context.env });
  }
  const cores = filesBelow(folder).filter((file) => /@x[/\\]core[/\\]package\.json$/.test(file));
  if (cores.length !== 1) throw new Error(`core is there ${cores.length} times:\n${cores.join('\n')}`);
  expectFinished(
    await must(process.execPath, ['dist/main.js'], { cwd: join(folder, 'packages', 'app'), env: context.env }),
  );
}
