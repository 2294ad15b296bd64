import { allCases } from './all-cases.ts';
import type { Settings } from './runtime-case.ts';

/** How a case ended, as JSON carries it. */
export interface CaseResult {
  readonly remark?: string | undefined;
  readonly error?: string | undefined;
}

/** Runs one case on this runtime. */
export async function runCase(name: string, settings: Settings): Promise<CaseResult> {
  try {
    const found = allCases.find((one) => one.name === name);
    if (found === undefined) throw new Error(`There is no case ${name}`);
    return { remark: (await found.run(settings)) ?? undefined };
  } catch (error) {
    return { error: describe(error) };
  }
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? '' : `\ncaused by ${describe(error.cause)}`;
  // Firefox and Safari leave the message out of the stack.
  const stack = error.stack ?? '';
  return `${stack.includes(error.message) ? '' : `${error.message}\n`}${stack}${cause}`;
}
