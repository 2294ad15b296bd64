import type { Job } from '../jobs/job.ts';
import { formatTable, type Column } from '../terminal/format-table.ts';
import { printable } from '../terminal/printable.ts';

const COLUMNS: readonly Column[] = [
  { title: 'service', shrinksTo: 12 },
  { title: 'task id', shrinksTo: 11 },
  { title: 'seconds', align: 'right' },
  { title: 'requests', align: 'right' },
  { title: 'file', shrinksTo: 23 },
  { title: 'pixels', align: 'right' },
];

/** Lines of the table of results: a row for each picture, or for a job without one. */
export function resultsTable(jobs: readonly Job[], width: number): readonly string[] {
  return formatTable(COLUMNS, jobs.flatMap(rowsOf), width);
}

function rowsOf(job: Job): readonly (readonly string[])[] {
  const { connection, ref, seconds, requests, state, pictures } = job;
  const start = [connection.service.id, printable(ref?.id ?? '-'), seconds.toFixed(1), String(requests)];
  if (state !== 'saved') return [[...start, `(${state})`, '-']];
  return pictures.map(({ file, pixels }, index) => [
    ...(index === 0 ? start : start.map(() => '')),
    file,
    // Not the sign for "times": where Chinese is at home, it may take two columns.
    pixels === undefined ? '?' : `${pixels.width}x${pixels.height}`,
  ]);
}
