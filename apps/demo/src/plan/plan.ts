import type { SeededSandboxOptions } from '../connections/open-sandbox.ts';
import type { Job } from '../jobs/job.ts';
import type { RecordStore } from '../records/record-store.ts';

/** What is going to run. */
export interface Plan {
  readonly jobs: readonly Job[];
  /** To be read before anything is sent. */
  readonly introduction: readonly string[];
  /** What cannot run, and what to do about it. With any of them the demo ends with 1, whatever becomes of the jobs. */
  readonly problems: readonly string[];
  close(): Promise<void>;
}

/** What plans are made from, beside the options. */
export interface PlanSurroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** How a new sandbox is made. */
  readonly sandbox: SeededSandboxOptions;
  readonly store: RecordStore;
}
