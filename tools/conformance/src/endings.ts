import { isTaskServiceError } from '@x/core';
import { errorsBy } from '@x/test-helpers';

export { rejectionOf } from '@x/test-helpers';

/** How a promise ended. */
export type Ending<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly error: unknown };

export function endingOf<Value>(promise: Promise<Value>): Promise<Ending<Value>> {
  return promise.then(
    (value) => ({ ok: true, value }),
    (error: unknown) => ({ ok: false, error }),
  );
}

/** The error of ours with this code that a promise has to reject with. */
export const errorOf = errorsBy(isTaskServiceError);

/** Everything that an iterable brings, and how it ended. */
export async function collect<Value>(
  values: AsyncIterable<Value>,
): Promise<{ readonly values: readonly Value[]; readonly thrown?: { readonly error: unknown } }> {
  const collected: Value[] = [];
  try {
    for await (const value of values) collected.push(value);
  } catch (error) {
    return { values: collected, thrown: { error } };
  }
  return { values: collected };
}

/** Reads to the end, and rejects with what reading throws. */
export async function drained(values: AsyncIterable<unknown>): Promise<void> {
  const { thrown } = await collect(values);
  if (thrown !== undefined) throw thrown.error;
}
