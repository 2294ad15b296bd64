import type { Job } from '../jobs/job.ts';
import { progressLine } from './progress-line.ts';
import type { Progress } from './progress.ts';

/** For files and pipes: one line for each change, nothing but text. */
export function plainProgress(print: (line: string) => void): Progress {
  return async (jobs, run) => {
    for (const job of jobs) job.onChange = () => print(progressLine(job, jobs, details(job)));
    await Promise.all(jobs.map(run));
  };
}

/** What the line is the first to tell. */
function details({ state, wish, ref, intendedRef, pictures }: Job): string {
  switch (state) {
    case 'submitting':
      return wish.prompt;
    case 'looking':
      return intendedRef?.id ?? '';
    case 'accepted':
    case 'resuming':
      return ref?.id ?? '';
    case 'saved':
      return pictures.map(({ file }) => file).join(', ');
    default:
      return '';
  }
}
