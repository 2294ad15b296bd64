import type { Job } from '../jobs/job.ts';

/** How many jobs run where: `4 tasks against the sandbox in this process (nothing is paid)`. */
export function placesOf(jobs: readonly Job[]): string {
  const places = [...new Set(jobs.map(placeOf))].map((place) => {
    const count = jobs.filter((job) => placeOf(job) === place).length;
    return `${count} ${count === 1 ? 'task' : 'tasks'} against ${place}`;
  });
  return places.join(', ');
}

function placeOf({ connection: { at, address, service } }: Job): string {
  return at === 'sandbox' ? `${address} (nothing is paid)` : `the real ${service.name} at ${address}`;
}
