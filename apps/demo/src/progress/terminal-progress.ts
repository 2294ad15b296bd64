import { Listr, ListrLogger, ProcessOutput } from 'listr2';
import type { Job } from '../jobs/job.ts';
import { progressLine } from './progress-line.ts';
import type { Progress } from './progress.ts';

const REFRESH_MS = 100;
/** What the renderer takes of each line: the sign before it, and a margin. */
const RENDERER_COLUMNS = 4;

/** For terminals: a line for each job that changes in its place. */
export function terminalProgress(stdout: NodeJS.WriteStream, stderr: NodeJS.WriteStream): Progress {
  return async (jobs, run) => {
    const logger = new ListrLogger({
      useIcons: true,
      toStderr: [],
      processOutput: new ProcessOutput(stdout, stderr, { leaveEmptyLine: false }),
    });
    const list = new Listr(
      jobs.map((job) => ({
        title: lineOf(job, jobs, stdout),
        task: async (_, line) => {
          const show = (): void => {
            line.title = lineOf(job, jobs, stdout);
          };
          const timer = setInterval(show, REFRESH_MS);
          await run(job).finally(() => clearInterval(timer));
          show();
          if (job.state === 'interrupted') line.skip();
          // Only for the sign before the line: the error itself is reported below.
          if (job.state === 'failed') throw new Error(job.state);
        },
      })),
      {
        concurrent: true,
        exitOnError: false,
        // Signals are ours: the first one ends the waits, it does not end the process.
        registerSignalListeners: false,
        renderer: 'default',
        rendererOptions: {
          logger,
          formatOutput: 'truncate',
          showErrorMessage: false,
          showSkipMessage: false,
          suffixSkips: false,
        },
      },
    );
    await list.run();
  };
}

/** For a terminal that may change its size, or not know it: 0 columns. */
function lineOf(job: Job, jobs: readonly Job[], { columns }: NodeJS.WriteStream): string {
  return progressLine(job, jobs, job.wish.prompt, (columns || 80) - RENDERER_COLUMNS);
}
