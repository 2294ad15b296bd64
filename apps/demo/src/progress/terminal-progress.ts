import { Listr, ListrLogger, ProcessOutput } from 'listr2';
import { progressLine } from './progress-line.ts';
import type { Progress } from './progress.ts';

const REFRESH_MS = 100;

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
        title: progressLine(job, jobs, job.wish.prompt),
        task: async (_, line) => {
          const show = (): void => {
            line.title = progressLine(job, jobs, job.wish.prompt);
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
