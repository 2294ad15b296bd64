import type { Job } from '../jobs/job.ts';
import { placesOf } from './places-of.ts';

/** How many were done, against what they ran, and which pictures are missing although nothing failed. */
export function summaryLines(jobs: readonly Job[]): readonly string[] {
  const saved = jobs.filter(({ state }) => state === 'saved').length;
  const done = `${saved} of ${jobs.length} done:`;
  const [place, ...others] = placesOf(jobs);
  const lines = others.length === 0 ? [`${done} ${place}.`] : [done, ...[place, ...others].map((one) => `  ${one}`)];
  return [...lines, ...jobs.flatMap(missingPictures)];
}

/** Where a service makes fewer than were asked for, it takes that for a success. */
function missingPictures({ connection, wish: { count = 1 }, state, pictures }: Job): readonly string[] {
  if (state !== 'saved' || pictures.length >= count) return [];
  return [`${connection.service.name}: asked for ${count} pictures, the service made ${pictures.length}.`];
}
