// The test command: builds, then runs every test with coverage. With arguments (`pnpm test pace`) it runs only the
// files that match them, without coverage.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, root, run } from './turbo.ts';

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
  code = run('vitest', ['run', ...reporters, ...(filters.length === 0 ? ['--coverage'] : filters)]);
  writeFileSync(summary, `${totals()}\n`);
  console.log(`\nTests: ${totals()}`);
}
process.exitCode = code;
