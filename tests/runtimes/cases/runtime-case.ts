import type { Fault, SandboxService, SandboxSettings } from '@x/sandbox';

/** Keys and addresses of a sandbox that listens on this machine, as JSON carries them. */
export type Settings = { readonly [Name in keyof SandboxSettings]: Omit<SandboxSettings[Name], 'fetch' | 'clock'> };

/** One thing that must work on every runtime. It runs there; its sandbox runs in a Node process beside. */
export interface RuntimeCase {
  readonly name: string;
  /** Its row of the matrix: what a user would call it. */
  readonly row: string;
  /** What goes wrong in its sandbox. */
  readonly faults?: readonly Fault[] | undefined;
  /** How long its tasks take; 300 by default. */
  readonly taskDurationMs?: number | undefined;
  /** What its sandbox must have executed in the end: nothing is bought twice, on any runtime. */
  readonly executed: readonly SandboxService[];
  /** Shows the remark in the matrix, instead of yes. */
  readonly shows?: 'remark' | undefined;
  /** Throws where something is wrong; what it returns is shown behind its name. */
  run(settings: Settings): Promise<string | void>;
}

/** The remark where a runtime sent again by itself what we had sent once. */
export const repeated = 'the runtime itself sent it again';

/** Polls soon and often: what waits here are tests. */
export const impatient = { minIntervalMs: 50, maxIntervalMs: 200 } as const;

/** Throws unless both are the same when written down. */
export function expectSame(actual: unknown, expected: unknown): void {
  const [is, should] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (is !== should) throw new Error(`is ${is}, should be ${should}`);
}

/** What a promise was rejected with. */
export async function rejection(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error('It was not rejected');
}
