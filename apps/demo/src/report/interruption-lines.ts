import type { Job } from '../jobs/job.ts';
import { printable } from '../terminal/printable.ts';
import { RESUME_COMMAND, RESUME_COMMAND_NPX } from './commands.ts';

/** What is left when a signal ended the demo. */
export function interruptionLines(jobs: readonly Job[]): readonly string[] {
  const interrupted = jobs.filter(({ state }) => state === 'interrupted');
  const inFlight = interrupted.filter(({ ref }) => ref !== undefined);
  const unknown = interrupted.filter((job) => job.ref === undefined && job.mayExist && job.connection.at === 'real');
  const lines = unknown.map(
    ({ connection: { service }, wish, intendedRef }) =>
      `A ${service.name} task (${printable(wish.model)}) was just being submitted and may exist: ` +
      (intendedRef === undefined ? `look at ${service.console}.` : `${RESUME_COMMAND} asks for it.`),
  );
  if (inFlight.length === 0) return ['Interrupted. No task is in flight.', ...lines];
  const tasks = inFlight.length === 1 ? '1 task is' : `${inFlight.length} tasks are`;
  return [
    `Interrupted. ${tasks} in flight and can be waited for later:`,
    '',
    `  ${RESUME_COMMAND}     (without pnpm: ${RESUME_COMMAND_NPX})`,
    ...(lines.length === 0 ? [] : ['', ...lines]),
  ];
}
