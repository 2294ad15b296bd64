import type { CaseResult } from '../cases/run-case.ts';
import type { Settings } from '../cases/runtime-case.ts';

/** A case that only one kind of runtime has. */
export interface OwnCase {
  readonly name: string;
  readonly row: string;
  run(): Promise<string | void>;
}

/** A JavaScript runtime that runs cases, one at a time. */
export interface Runner {
  /** What was found, as the page says it: the same until a lockfile changes. */
  readonly version: string;
  /**
   * Set where the runtime itself sends a request again whose kept connection broke, whatever it was: no client can
   * prevent it there.
   */
  readonly repeats?: string | undefined;
  run(caseName: string, settings: Settings): Promise<CaseResult>;
  readonly own?: readonly OwnCase[] | undefined;
  close(): Promise<void>;
}
