import type { Job } from '../jobs/job.ts';
import { printable } from '../terminal/printable.ts';
import { unbroken, wrapText } from '../terminal/wrap-text.ts';
import { RESUME_COMMAND } from './commands.ts';

/** What is left when a signal ended the demo. */
export function interruptionLines(jobs: readonly Job[]): readonly string[] {
  const interrupted = jobs.filter(({ state }) => state === 'interrupted');
  const inFlight = interrupted.filter(({ ref }) => ref !== undefined);
  const unknown = interrupted.filter((job) => job.ref === undefined && job.mayExist && job.connection.at === 'real');
  const lines = unknown.flatMap(({ connection: { service }, wish, intendedRef }) => {
    const what = `A ${service.name} task (${printable(wish.model)}) was just being submitted and may exist`;
    const how = intendedRef === undefined ? `look at ${service.console}` : `${unbroken(RESUME_COMMAND)} asks for it`;
    return wrapText(`${what}: ${how}.`, 80);
  });
  if (inFlight.length === 0) return ['Interrupted. No task is in flight.', ...lines];
  const tasks = inFlight.length === 1 ? '1 task is' : `${inFlight.length} tasks are`;
  return [
    `Interrupted. ${tasks} in flight and can be waited for later:`,
    '',
    `  ${RESUME_COMMAND}`,
    ...(lines.length === 0 ? [] : ['', ...lines]),
  ];
}
