import type { Job } from '../jobs/job.ts';
import { type Column, formatTable } from '../terminal/format-table.ts';
import { printable } from '../terminal/printable.ts';
import { textWidth } from '../terminal/text-width.ts';

const TASK: readonly Column[] = [{ title: 'service' }, { title: 'task id' }];
const OUTCOME: readonly Column[] = [
  { title: 'seconds', align: 'right' },
  { title: 'requests', align: 'right' },
  { title: 'file', shrinksTo: 23 },
  { title: 'pixels', align: 'right' },
];

/**
 * Lines of the table of results: a row for each picture, or for a job without one. Ids and names of files are there to
 * be copied, and some have 60 characters: where not everything fits on one line, a task has two.
 */
export function resultsTable(jobs: readonly Job[], width: number): readonly string[] {
  const rows = jobs.flatMap(rowsOf);
  const lines = formatTable([...TASK, ...OUTCOME], rows, Infinity);
  if (lines.every((line) => textWidth(line) <= width)) return lines;
  return formatTable([...TASK, ...OUTCOME.map((column) => ({ ...column, below: true }))], rows, width);
}

function rowsOf({ connection, ref, seconds, requests, state, pictures }: Job): readonly (readonly string[])[] {
  const task = [connection.service.name, printable(ref?.id ?? ''), seconds.toFixed(1), String(requests)];
  if (state !== 'saved') return [[...task, `(${state})`, '-']];
  return pictures.map(({ file, pixels }, index) => [
    ...(index === 0 ? task : task.map(() => '')),
    file,
    // Not the sign for "times": where Chinese is at home, it may take two columns.
    pixels === undefined ? '?' : `${pixels.width}x${pixels.height}`,
  ]);
}
