import type { ClientEvent } from '@x/core';
import { Job } from './job.ts';

/** What a client tells of its requests, noted at the job for which they were made. */
export function followEvents(event: ClientEvent): void {
  const job = event.context;
  if (!(job instanceof Job)) return;
  if (event.type === 'request') job.requests += 1;
  if (event.type === 'submission-unknown') job.mayExist = true;
}
