import type { Job } from '../jobs/job.ts';
import { padText } from '../terminal/pad-text.ts';
import { printable } from '../terminal/printable.ts';
import { textWidth } from '../terminal/text-width.ts';

const STATE_WIDTH = 'downloading'.length;
const GAP = '  ';
/** What is cut to less than this tells nothing. */
const SHORTEST_DETAILS = 14;

/**
 * One job on one line: service, model, state, seconds, requests, details. Aligned with the lines of the others. Details
 * for which so many columns have no room worth it are left out; others may be cut by whoever shows the line.
 */
export function progressLine(job: Job, jobs: readonly Job[], details: string, columns = Infinity): string {
  const { connection, state, seconds, requests } = job;
  const widest = (textOf: (one: Job) => string): number => Math.max(...jobs.map((one) => textWidth(textOf(one))));
  const service = (one: Job): string => one.connection.service.name;
  const model = (one: Job): string => printable(one.wish.model);
  const line = [
    padText(connection.service.name, widest(service)),
    padText(model(job), widest(model)),
    padText(state, STATE_WIDTH),
    padText(`${seconds.toFixed(1)} s`, 6, 'right'),
    padText(`${requests} ${requests === 1 ? 'request' : 'requests'}`, '10 requests'.length),
  ].join(GAP);
  const told = printable(details);
  const room = columns - textWidth(line + GAP);
  return (room < Math.min(SHORTEST_DETAILS, textWidth(told)) ? line : line + GAP + told).trimEnd();
}
