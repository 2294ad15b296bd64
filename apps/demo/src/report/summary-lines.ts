import type { Job } from '../jobs/job.ts';
import { placesOf } from './places-of.ts';

/** How many were done, and against what they ran. */
export function summaryLines(jobs: readonly Job[]): readonly string[] {
  const saved = jobs.filter(({ state }) => state === 'saved').length;
  const done = `${saved} of ${jobs.length} done:`;
  const [place, ...others] = placesOf(jobs);
  return others.length === 0 ? [`${done} ${place}.`] : [done, ...[place, ...others].map((one) => `  ${one}`)];
}
