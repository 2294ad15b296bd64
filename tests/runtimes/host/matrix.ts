import type { MatrixWords } from './matrix-words.ts';

/** What came of one case on one runtime. */
export interface Result {
  readonly runtime: string;
  readonly row: string;
  readonly outcome: 'passed' | 'failed' | 'skipped' | 'limited';
  /** What stands in the cell instead of yes; under the table where it is a limit. */
  readonly text?: string | undefined;
}

/** All that was run, and on what. */
export interface Run {
  /** In the order of the columns. */
  readonly results: readonly Result[];
  /** What the runtimes said of themselves. */
  readonly versions: readonly string[];
}

const start = '<!-- runtimes:start -->';
const end = '<!-- runtimes:end -->';

/** A table of what was run: a row for each thing that users do, a column for each runtime. */
export function matrixOf({ results, versions }: Run, words: MatrixWords): string {
  const runtimes = [...new Set(results.map(({ runtime }) => runtime))];
  const rows = [...new Set(results.map(({ row }) => row))];
  const limits = [...new Set(results.flatMap(({ outcome, text = '' }) => (outcome === 'limited' ? [text] : [])))];
  const cell = (row: string, runtime: string): string => {
    const here = results.filter((result) => result.row === row && result.runtime === runtime);
    const of = (wanted: Result['outcome']) => here.find(({ outcome }) => outcome === wanted);
    if (here.length === 0) return '–';
    if (of('failed')) return words.fails;
    if (of('skipped')) return words.notRun;
    const limited = of('limited');
    if (limited) return `${words.no}<sup>${limits.indexOf(limited.text ?? '') + 1}</sup>`;
    const remark = here.find(({ text }) => text !== undefined)?.text;
    return remark === undefined ? words.yes : words.say(remark);
  };
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    line(['', ...runtimes]),
    line(['---', ...runtimes.map(() => '---')]),
    ...rows.map((row) => line([words.say(row), ...runtimes.map((runtime) => cell(row, runtime))])),
    '',
    ...limits.map((limit, index) => `${index + 1}. ${words.say(limit)}`),
    ...(limits.length > 0 ? [''] : []),
    words.runWith(versions.map((version) => words.say(version))),
  ].join('\n');
}

/** The text with the block between the markers replaced; undefined where it has no markers. */
export function placeMatrix(text: string, matrix: string): string | undefined {
  const [from, to] = [text.indexOf(start), text.indexOf(end)];
  if (from < 0 || to < from) return undefined;
  return `${text.slice(0, from + start.length)}\n\n${matrix}\n\n${text.slice(to)}`;
}
