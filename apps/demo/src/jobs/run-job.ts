import {
  ApiError,
  isTaskServiceError,
  type SucceededSnapshot,
  type Task,
  type TaskRef,
  type WaitOptions,
} from '@x/core';
import { savePicture } from '../pictures/save-picture.ts';
import type { RecordStore } from '../records/record-store.ts';
import type { TaskRecord } from '../records/task-record.ts';
import type { Job } from './job.ts';

/** What all jobs share. */
export interface JobSurroundings {
  readonly store: RecordStore;
  /** The folder for pictures. */
  readonly output: string;
  readonly signal: AbortSignal;
}

/** Runs a job to its end, whatever that is. Never throws: how it ended is in the job. */
export async function runJob(job: Job, surroundings: JobSurroundings): Promise<void> {
  const { store, output, signal } = surroundings;
  const { connection, wish } = job;
  try {
    const { ref, images } = await picturesOf(job, surroundings);
    job.enter('downloading');
    for (const [index, image] of images.entries()) {
      const origin = { service: ref.provider, model: wish.model, taskId: ref.id, number: index + 1 };
      job.pictures.push(savePicture(output, origin, await connection.download(image, signal)));
    }
    // Not a moment sooner: until the last picture is on disk, the record is the only way back to it.
    store.remove(job.path);
    job.enter('saved');
  } catch (error) {
    job.error = error;
    if (!isWorthKeeping(job)) store.remove(job.path);
    job.enter(signal.aborted && error === signal.reason ? 'interrupted' : 'failed');
  }
}

async function picturesOf(job: Job, surroundings: JobSurroundings): Promise<SucceededSnapshot> {
  const { store, signal } = surroundings;
  const { connection, wish } = job;
  if (job.ref === undefined && job.intendedRef !== undefined) await look(job, job.intendedRef, surroundings);
  const waiting: WaitOptions = { signal, context: job, onUpdate: ({ status }) => enterPending(job, status) };
  if (job.ref !== undefined) {
    job.enter('resuming');
    return connection.client.resume(job.ref).wait(waiting);
  }
  job.enter('submitting');
  let record: TaskRecord | undefined;
  return connection.client.run(wish, {
    ...waiting,
    // Before the first byte leaves: should this process end before the answer is here, the next one knows of it.
    onBeforeSend({ lookup, ref }) {
      job.intendedRef = ref;
      record = newRecord(job, lookup);
      store.save(job.path, record);
    },
    // Between acceptance and wait: from here on the task can be resumed.
    onSubmitted({ ref }: Task) {
      job.ref = ref;
      const sandbox = connection.saveTask?.(ref.id);
      store.save(job.path, { ...(record ?? newRecord(job, {})), ref, ...(sandbox === undefined ? {} : { sandbox }) });
      job.enter('accepted');
    },
  });
}

/** Asks for a task whose submit has no answer on record. */
async function look(job: Job, ref: TaskRef, { store, signal }: JobSurroundings): Promise<void> {
  job.enter('looking');
  try {
    await job.connection.client.resume(ref).refresh({ signal, context: job });
  } catch (error) {
    if (error instanceof ApiError && error.kind === 'not-found') job.mayExist = false;
    throw error;
  }
  job.ref = ref;
  if (job.record !== undefined) store.save(job.path, { ...job.record, ref });
}

function enterPending(job: Job, status: string): void {
  if (status === 'queued' || status === 'running') job.enter(status);
}

function newRecord({ connection, wish, intendedRef }: Job, lookup: Readonly<Record<string, string>>): TaskRecord {
  const { service, at, address } = connection;
  const { model, prompt, count } = wish;
  const startedAt = new Date().toISOString();
  return { version: 1, service: service.id, at, address, model, prompt, count, startedAt, lookup, intendedRef };
}

/** Whether there is something to go on with, or to look for. */
function isWorthKeeping({ ref, error, mayExist, connection }: Job): boolean {
  if (ref !== undefined) return !(isTaskServiceError(error) && error.code === 'task-failed');
  // A sandbox ends with this process, and what it was not asked to keep costs nobody anything.
  return mayExist && connection.at === 'real';
}
