import { isLoopback } from '../connections/is-loopback.ts';
import type { Job } from '../jobs/job.ts';

/** How many jobs run where, a text for each place: `4 tasks against the sandbox in this process (nothing is paid)`. */
export function placesOf(jobs: readonly Job[]): readonly string[] {
  return [...new Set(jobs.map(placeOf))].map((place) => {
    const count = jobs.filter((job) => placeOf(job) === place).length;
    return `${count} ${count === 1 ? 'task' : 'tasks'} against ${place}`;
  });
}

function placeOf({ connection: { at, address, service } }: Job): string {
  if (at === 'sandbox') return `${address} (nothing is paid)`;
  return isLoopback(address)
    ? `${service.name} at ${address}, on this machine`
    : `the real ${service.name} at ${address}`;
}
