import { createSandbox } from '@x/sandbox';
import { createMpsAigc, downloadImage } from '@x/mps-aigc';
import { type RuntimeCase, expectSame } from './runtime-case.ts';

/** Our users' own tests: the sandbox in their process, in virtual time. */
export const sandboxCases: readonly RuntimeCase[] = [
  {
    name: 'the sandbox runs in process, in virtual time',
    row: 'sandbox in process',
    executed: [],
    async run() {
      const sandbox = await createSandbox({ time: 'virtual', taskDurationMs: 60_000 });
      const { images } = await createMpsAigc(sandbox.settings.mpsAigc).images.run({ prompt: 'cat' });
      const { mediaType } = await downloadImage(images[0], { fetch: sandbox.fetch });
      await sandbox.close();
      expectSame([mediaType, sandbox.executions.length], ['image/png', 1]);
    },
  },
];
