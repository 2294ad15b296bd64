import type { Job } from '../jobs/job.ts';
import { textWidth } from '../terminal/text-width.ts';
import { placesOf } from './places-of.ts';

/** How many were done, against what they ran, and which pictures are missing although nothing failed. */
export function summaryLines(jobs: readonly Job[]): readonly string[] {
  const saved = jobs.filter(({ state }) => state === 'saved').length;
  const done = `${saved} of ${jobs.length} done:`;
  const places = placesOf(jobs);
  const short = `${done} ${places.join()}.`;
  const fits = places.length === 1 && textWidth(short) <= 80;
  const lines = fits ? [short] : [done, ...places.map((place) => `  ${place}`)];
  return [...lines, ...jobs.flatMap(missingPictures)];
}

/** Where a service makes fewer than were asked for, it takes that for a success. */
function missingPictures({ connection, wish: { count = 1 }, state, pictures }: Job): readonly string[] {
  if (state !== 'saved' || pictures.length >= count) return [];
  return [`${connection.service.name}: asked for ${count} pictures, the service made ${pictures.length}.`];
}
