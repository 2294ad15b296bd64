// The test command: builds, then runs every test with coverage. With arguments (`pnpm test pace`) it runs only the
// files that match them, without coverage.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findSecrets } from './find-secrets.ts';
import { build, root, runAndListen } from './turbo.ts';

const reports = join(root, '.reports');
const details = join(reports, 'tests.json');
/** One line, `N passed, N failed`, for those who want the numbers without reading the output. */
const summary = join(reports, 'tests.txt');

interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly {
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string }[];
  }[];
}

function totals(): string {
  // vitest did not come as far as running a test.
  if (!existsSync(details)) return '0 passed, 1 failed';
  const { numPassedTests, numFailedTests, testResults }: Report = JSON.parse(readFileSync(details, 'utf8'));
  // A file that cannot even be loaded has no failed test in it, and is a failure all the same.
  const broken = testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && assertionResults.every((result) => result.status !== 'failed'),
  );
  return `${numPassedTests} passed, ${numFailedTests + broken.length} failed`;
}

const filters = process.argv.slice(2).filter((argument) => argument !== '--');
rmSync(reports, { recursive: true, force: true });
mkdirSync(reports);

let code = build();
if (code === 0) {
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${details}`];
  const selection = filters.length === 0 ? ['--coverage'] : filters;
  const ran = await runAndListen('vitest', ['run', ...reporters, ...selection]);
  ({ code } = ran);
  writeFileSync(summary, `${totals()}\n`);
  const secrets = await findSecrets(ran.output + (existsSync(details) ? readFileSync(details, 'utf8') : ''));
  for (const secret of secrets) console.error(`The output of the tests shows ${secret}.`);
  if (secrets.length > 0) code = 1;
  console.log(`\nTests: ${totals()}`);
}
process.exitCode = code;
