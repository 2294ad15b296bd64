import type { Job } from '../jobs/job.ts';
import { type Column, formatTable } from '../terminal/format-table.ts';
import { printable } from '../terminal/printable.ts';
import { textWidth } from '../terminal/text-width.ts';

const SERVICE: Column = { title: 'service', shrinksTo: 10 };
const TASK_ID: Column = { title: 'task id' };
const OTHERS: readonly Column[] = [
  { title: 'seconds', align: 'right' },
  { title: 'requests', align: 'right' },
  { title: 'file', shrinksTo: 23 },
  { title: 'pixels', align: 'right' },
];

/**
 * Lines of the table of results: a row for each picture, or for a job without one. Ids are there to be copied, and some
 * have 60 characters: where not everything fits on one line, each is unbroken on a line of its own.
 */
export function resultsTable(jobs: readonly Job[], width: number): readonly string[] {
  const lines = formatTable(
    [SERVICE, TASK_ID, ...OTHERS],
    jobs.flatMap((job) => rowsOf(job, 0)),
    Infinity,
  );
  if (lines.every((line) => textWidth(line) <= width)) return lines;
  return formatTable(
    [SERVICE, { ...TASK_ID, below: true }, ...OTHERS],
    jobs.flatMap((job) => rowsOf(job, job.pictures.length - 1)),
    width,
  );
}

/** The id is in the row of the picture with this index. */
function rowsOf(job: Job, idAt: number): readonly (readonly string[])[] {
  const { connection, ref, seconds, requests, state, pictures } = job;
  const service = connection.service.id;
  const id = printable(ref?.id ?? '');
  const numbers = [seconds.toFixed(1), String(requests)];
  if (state !== 'saved') return [[service, id, ...numbers, `(${state})`, '-']];
  return pictures.map(({ file, pixels }, index) => [
    index === 0 ? service : '',
    index === idAt ? id : '',
    ...(index === 0 ? numbers : numbers.map(() => '')),
    file,
    // Not the sign for "times": where Chinese is at home, it may take two columns.
    pixels === undefined ? '?' : `${pixels.width}x${pixels.height}`,
  ]);
}
