import { join } from 'node:path';
import { must, run } from '../harness/processes.ts';
import { type Context, consumer, tool } from './context.ts';

const flags = '--experimental-vm-modules';

/** The tests of our users: Vitest as it comes, Jest with the settings of the documentation. */
export async function testRunnerCases(context: Context): Promise<void> {
  const { report, here } = context;
  const node22 = join(here, 'node_modules', 'node-22.12', 'bin', 'node');
  await report.case('Vitest, with the sandbox in virtual time', async () => {
    const folder = await consumer(context, 'vitest', ['@x/tensorslab', '@x/sandbox']);
    await must(tool(context, 'vitest'), ['run', '--root', '.'], { cwd: folder, env: context.env });
  });

  const folder = await consumer(context, 'jest', ['@x/tensorslab', '@x/sandbox']);
  const jest = join(here, 'node_modules', 'jest', 'bin', 'jest.js');
  const test = (node: string, configuration: string, ...nodeFlags: readonly string[]) =>
    run(node, [...nodeFlags, jest, '--config', configuration], { cwd: folder, env: context.env });
  const mustPass = async (...given: Parameters<typeof test>) => {
    const { code, output } = await test(...given);
    if (code !== 0) throw new Error(output);
  };
  await report.case('Jest 30, require(), @swc/jest, Node 24', () => mustPass(process.execPath, 'transform.config.cjs'));
  await report.case('Jest 30, require(), @swc/jest, Node 22.12', () => mustPass(node22, 'transform.config.cjs'));
  await report.case(`Jest 30, import and require(), ${flags}, Node 24`, () =>
    mustPass(process.execPath, 'modules.config.cjs', flags),
  );
  await report.case('Jest 30, require() without configuration', async () => {
    const { code, output } = await test(process.execPath, 'plain.config.cjs');
    if (code === 0 || !/Must use import to load ES Module|Cannot use import statement/.test(output)) {
      throw new Error(`It used to be refused; has Jest learnt it?\n${output}`);
    }
    return 'refused, as documented';
  });
}
