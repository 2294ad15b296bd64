import type { RunOutcome } from '@x/core';

/** What a caller has to know of one outcome of runAll: its index, how it ended, what may have been bought. */
export function gist(outcome: RunOutcome<unknown>): readonly unknown[] {
  if (outcome.ok) return [outcome.index, 'succeeded', outcome.snapshot.ref.id !== ''];
  const { index, error, submission, ref } = outcome;
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return [index, code, submission, ref !== undefined];
}
