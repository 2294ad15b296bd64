import { type AnyTaskServiceError, type ErrorCode, isTaskServiceError } from '@x/core';
import { expect } from 'vitest';

/** How a promise ended. */
export type Ending<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly error: unknown };

export function endingOf<Value>(promise: Promise<Value>): Promise<Ending<Value>> {
  return promise.then(
    (value) => ({ ok: true, value }),
    (error: unknown) => ({ ok: false, error }),
  );
}

/** What a promise that has to reject rejected with. */
export async function rejectionOf(promise: Promise<unknown>): Promise<unknown> {
  const ending = await endingOf(promise);
  expect(ending, 'should have rejected').toMatchObject({ ok: false });
  return ending.ok ? undefined : ending.error;
}

/** The error of ours with this code that a promise has to reject with. */
export async function errorOf<Code extends ErrorCode>(
  promise: Promise<unknown>,
  code: Code,
): Promise<Extract<AnyTaskServiceError, { readonly code: Code }>> {
  const error = await rejectionOf(promise);
  expect(isTaskServiceError(error), `an error of ours, not ${String(error)}`).toBe(true);
  expect(error).toMatchObject({ code });
  // The line above is the reason.
  return error as Extract<AnyTaskServiceError, { readonly code: Code }>;
}

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
