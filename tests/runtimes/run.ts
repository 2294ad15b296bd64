// Runs the cases, with packages as they would be published, on every runtime that we promise.
// `node tests/runtimes/run.ts`, or with words that choose runtimes: `node tests/runtimes/run.ts bun workerd`.
// `--write` puts the matrix into the pages that show it; without it they must say what was run.
// `--repository FOLDER` takes another checkout than the one it stands in.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { cleanUpAtExit } from '../packed/harness/clean-up.ts';
import { installTools, pnpmCommand } from '../packed/harness/install-tools.ts';
import { checkTypes } from '../packed/harness/check-types.ts';
import { must } from '../packed/harness/processes.ts';
import { Report } from '../packed/harness/report.ts';
import { matrixOf, placeMatrix } from './host/matrix.ts';
import { chinese, english, type MatrixWords } from './host/matrix-words.ts';

const here = fileURLToPath(new URL('.', import.meta.url)).replace(/[/\\]$/, '');
const { values, positionals: chosen } = parseArgs({
  args: process.argv.slice(2).filter((argument) => argument !== '--'),
  options: {
    repository: { type: 'string', default: join(here, '..', '..') },
    write: { type: 'boolean', default: false },
  },
  allowPositionals: true,
});

/** The pages that show the matrix, each in its language. */
const pages: Readonly<Record<string, MatrixWords>> = {
  'docs/runtimes.md': english,
  'README.md': english,
  'README.zh-CN.md': chinese,
};

const report = new Report();
const project = join(here, '.work');
rmSync(project, { recursive: true, force: true });
mkdirSync(project);
cleanUpAtExit(project);

const isReady =
  (await report.case('the runtimes are installed', () => installTools(here))) &&
  (await report.case('the packages are built, packed, installed', async () => {
    const { installPackages } = await import('./host/install-packages.ts');
    return installPackages(values.repository, project, pnpmCommand());
  }));
if (isReady) {
  await report.case('the types of the cases hold', () => checkTypes(here));
  // Only now: what it imports has just been installed.
  const { runEverywhere } = await import('./run-everywhere.ts');
  const ran = await runEverywhere({ report, here, project, chosen });
  if (ran !== undefined) {
    for (const [page, words] of Object.entries(pages)) {
      await report.case(`${page} says what was run`, () => placeIn(join(here, '..', '..', page), matrixOf(ran, words)));
    }
  }
}
report.close();
process.exit();

async function placeIn(page: string, matrix: string): Promise<string | undefined> {
  if (!existsSync(page)) return 'there is no such page';
  const text = readFileSync(page, 'utf8');
  const placed = placeMatrix(text, matrix);
  if (placed === undefined) throw new Error('It has no markers <!-- runtimes:start --> and <!-- runtimes:end -->');
  if (values.write) {
    writeFileSync(page, placed);
    const root = join(here, '..', '..');
    const prettier = join(root, 'node_modules', 'prettier', 'bin', 'prettier.cjs');
    await must(process.execPath, [prettier, '--write', page], { cwd: root, env: process.env });
  }
  // Formatted by prettier since: only the words count.
  else if (wordsOf(placed) !== wordsOf(text)) throw new Error(`Run with --write; the matrix is now\n${matrix}`);
  return undefined;
}

function wordsOf(text: string): string {
  return text.replaceAll(/[\s|-]+/g, ' ');
}
