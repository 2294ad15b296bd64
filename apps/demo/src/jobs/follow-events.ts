import { AsyncLocalStorage } from 'node:async_hooks';
import type { ClientEvent } from '@x/core';
import { Job } from './job.ts';

/** Whose work it is: a client's warnings about an input come without the context of the call. */
const currentJob = new AsyncLocalStorage<Job>();

/** Does the work of a job, so that all that a client tells meanwhile is noted at it. */
export function onBehalfOf<Result>(job: Job, work: () => Result): Result {
  return currentJob.run(job, work);
}

/** What a client tells of its requests, noted at the job for which they were made. */
export function followEvents(event: ClientEvent): void {
  const job = event.context ?? currentJob.getStore();
  if (!(job instanceof Job)) return;
  if (event.type === 'request') job.requests += 1;
  if (event.type === 'submission-unknown') job.mayExist = true;
  if (event.type === 'warning') job.warnings.push([event.path, event.message].filter(Boolean).join(' '));
}
