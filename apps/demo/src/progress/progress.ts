import type { Job } from '../jobs/job.ts';

/** Runs all jobs at once and shows how they get on. Resolves when the last one has ended and nothing is to be shown. */
export type Progress = (jobs: readonly Job[], run: (job: Job) => Promise<void>) => Promise<void>;
