import { join } from 'node:path';
import { must } from '../harness/processes.ts';
import { type Context, consumer, expectFinished } from './context.ts';

/** A NestJS application: compiled to CommonJS, started, and tested with ts-jest. */
export async function nestCases(context: Context): Promise<void> {
  const { report, here, env } = context;
  const modules = join(here, 'node_modules');
  const tsc = join(modules, 'typescript', 'bin', 'tsc');
  const jest = join(modules, 'jest', 'bin', 'jest.js');
  const cwd = await consumer(context, 'nest', ['@x/tensorslab']);
  const node = (...args: readonly string[]) => must(process.execPath, args, { cwd, env });
  await report.case('NestJS 11, module nodenext', async () => {
    await node(tsc);
    expectFinished(await node('dist/main.js'));
  });
  await report.case('NestJS 11, module commonjs with node10', async () => {
    await node(tsc, '-p', 'tsconfig.old.json');
    expectFinished(await node('dist-old/main.js'));
  });
  await report.case('NestJS 11, ts-jest that compiles our packages too', async () => {
    await node(jest, '--config', 'jest.config.cjs');
  });
  await report.case('NestJS 11, ts-jest, --experimental-vm-modules', async () => {
    await node('--experimental-vm-modules', jest, '--config', 'jest.modules.config.cjs');
  });
}
