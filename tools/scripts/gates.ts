// All that must hold besides the tests. Every gate runs, also after one has failed.
import { run } from './turbo.ts';

const gates: Readonly<Record<string, readonly [command: string, ...args: string[]]>> = {
  format: ['prettier', '--check', '--log-level', 'warn', '.'],
  'unused code': ['knip', '--no-config-hints'],
  repository: ['node', 'tools/checks/src/repository.ts'],
  'build, lint, types, packages': [
    ...(['turbo', 'run', 'build', 'lint', 'lint:root', 'typecheck', 'typecheck:root', 'pkg'] as const),
    '--continue=dependencies-successful',
    '--output-logs=errors-only',
  ],
  // After the build, at which all three look: the tests themselves run on the sources.
  'conformance of what is published': [
    ...(['vitest', 'run', '--mode', 'built', '--typecheck.enabled=false', 'conformance', 'official-sdk'] as const),
  ],
  'snippets of the pages': ['node', 'tools/checks/src/snippets-gate.ts'],
  'reference of the API': ['typedoc', '--logLevel', 'Warn'],
};

const failed = Object.entries(gates).flatMap(([name, [command, ...args]]) => {
  console.log(`\n— ${name}`);
  return run(command, args) === 0 ? [] : [name];
});

console.log(failed.length === 0 ? '\nAll gates passed.' : `\nFailed: ${failed.join('; ')}.`);
process.exitCode = failed.length === 0 ? 0 : 1;
