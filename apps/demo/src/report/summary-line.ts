import type { Job } from '../jobs/job.ts';
import { placesOf } from './places-of.ts';

/** How many were done, and against what they ran. */
export function summaryLine(jobs: readonly Job[]): string {
  const saved = jobs.filter(({ state }) => state === 'saved').length;
  return `${saved} of ${jobs.length} done: ${placesOf(jobs)}.`;
}
