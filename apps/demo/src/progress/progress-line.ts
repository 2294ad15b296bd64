import type { Job } from '../jobs/job.ts';
import { padText } from '../terminal/pad-text.ts';
import { printable } from '../terminal/printable.ts';
import { textWidth } from '../terminal/text-width.ts';

const STATE_WIDTH = 'downloading'.length;

/** One job on one line: service, model, state, seconds, requests, details. Aligned with the lines of the others. */
export function progressLine(job: Job, jobs: readonly Job[], details: string): string {
  const { connection, state, seconds, requests } = job;
  const widest = (textOf: (one: Job) => string): number => Math.max(...jobs.map((one) => textWidth(textOf(one))));
  const model = (one: Job): string => printable(one.wish.model);
  const line = [
    padText(
      connection.service.id,
      widest((one) => one.connection.service.id),
    ),
    padText(model(job), widest(model)),
    padText(state, STATE_WIDTH),
    padText(`${seconds.toFixed(1)} s`, 6, 'right'),
    padText(`${requests} ${requests === 1 ? 'request' : 'requests'}`, '10 requests'.length),
    printable(details),
  ];
  return line.join('  ').trimEnd();
}
