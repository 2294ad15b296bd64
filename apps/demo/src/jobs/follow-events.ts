import type { ClientEvent } from '@x/core';
import { Job } from './job.ts';

/** What a client tells of its calls, noted at the job for which they were made: it is the context of all of them. */
export function followEvents(event: ClientEvent): void {
  const job = event.context;
  if (!(job instanceof Job)) return;
  if (event.type === 'request') job.requests += 1;
  if (event.type === 'submission-unknown') job.mayExist = true;
  if (event.type === 'warning') job.warnings.push([event.path, event.message].filter(Boolean).join(' '));
}
