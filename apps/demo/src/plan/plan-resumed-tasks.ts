import { connectReal } from '../connections/connect-real.ts';
import { openSandbox, type OpenSandbox } from '../connections/open-sandbox.ts';
import { Job } from '../jobs/job.ts';
import type { StoredRecord } from '../records/record-store.ts';
import type { TaskRecord } from '../records/task-record.ts';
import { lookupText } from '../report/failure-lines.ts';
import { placesOf } from '../report/places-of.ts';
import { type DemoService, placeVariables, requiredVariables } from '../services/demo-service.ts';
import { services } from '../services/index.ts';
import { printable } from '../terminal/printable.ts';
import type { Plan, PlanSurroundings } from './plan.ts';

/** What may come of one stored record. */
interface Readable {
  readonly path: string;
  readonly record: TaskRecord;
  readonly service: DemoService;
}

/** Tasks that earlier processes submitted and did not finish with. Nothing is submitted. */
export async function planResumedTasks({ env, sandbox, store }: PlanSurroundings): Promise<Plan> {
  const jobs: Job[] = [];
  const introduction: string[] = [];
  const problems: string[] = [];
  const sandboxes: OpenSandbox[] = [];
  const readable = store.list().flatMap((stored) => {
    const found = readStored(stored);
    if ('problem' in found) problems.push(found.problem);
    return 'problem' in found ? [] : [found];
  });

  for (const one of readable.filter(({ record }) => record.at === 'real')) {
    const { path, record, service } = one;
    const problem = whyNotReal(one, env);
    const real = service.real(env);
    if (problem !== undefined || real === undefined) problems.push(problem ?? service.id);
    else jobs.push(new Job({ connection: connectReal(service, real), wish: record, path, record }));
  }

  const inSandbox = readable.filter(({ record }) => record.at === 'sandbox');
  for (const { path } of inSandbox.filter(({ record }) => record.sandbox === undefined)) {
    // Never accepted, or not known to be: the sandbox ended with its process, and nothing was paid.
    store.remove(path);
    introduction.push('A sandbox task that was not yet accepted is forgotten; nothing was paid.');
  }
  for (const [seed, group] of bySeed(inSandbox)) {
    const savedTasks = group.flatMap(({ record }) => (record.sandbox === undefined ? [] : [record.sandbox.task]));
    try {
      const opened = await openSandbox({ ...sandbox, seed, savedTasks });
      sandboxes.push(opened);
      const resumed = group.map(
        ({ path, record, service }) => new Job({ connection: opened.connect(service), wish: record, path, record }),
      );
      jobs.push(...resumed);
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      problems.push(...group.map(({ path }) => `${path} cannot be used (${error.message}); delete it.`));
    }
  }
  const close = async (): Promise<void> => {
    await Promise.all(sandboxes.map((opened) => opened.close()));
  };
  if (jobs.length > 0)
    introduction.push('Going on, submitting nothing:', ...placesOf(jobs).map((place) => `  ${place}`));
  return { jobs, introduction, problems, close };
}

function readStored(stored: StoredRecord): Readable | { readonly problem: string } {
  const { path, record } = stored;
  if (record === undefined) return { problem: `${path} cannot be read (${stored.problem}); delete it.` };
  const service = services.find(({ id }) => id === record.service);
  return service === undefined
    ? { problem: `${path} is of an unknown service; delete it.` }
    : { path, record, service };
}

/** Why a task of the real service cannot be gone on with, and what to do. */
function whyNotReal({ path, record, service }: Readable, env: PlanSurroundings['env']): string | undefined {
  const what = `A ${service.name} task (${printable(record.model)}, sent ${printable(record.startedAt)})`;
  if (record.ref === undefined && record.intendedRef === undefined) {
    return (
      `${what} has no answer on record: it may exist and may have been paid for. Look for ${lookupText(record.lookup)} ` +
      `at ${service.console}, then delete ${path}.`
    );
  }
  const real = service.real(env);
  if (real === undefined) return `${what} needs ${requiredVariables(service)} in the environment.`;
  if (real.address === record.address) return undefined;
  const elsewhere = `is at ${printable(record.address)}, not at ${real.address}`;
  return `${what} ${elsewhere}: set ${placeVariables(service)} as it was then.`;
}

function bySeed(records: readonly Readable[]): ReadonlyMap<number, readonly Readable[]> {
  const groups = new Map<number, Readable[]>();
  for (const one of records) {
    const seed = one.record.sandbox?.seed;
    if (seed !== undefined) groups.set(seed, [...(groups.get(seed) ?? []), one]);
  }
  return groups;
}
