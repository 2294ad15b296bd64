import { rejectionOf } from './rejection-of.ts';

/**
 * Makes what finds the error of ours with a code that a promise has to reject with. Which errors are ours is the
 * caller's to say: core's own tests use this too, so nothing here may depend on core.
 */
export function errorsBy<Ours extends { readonly code: string }>(isOurs: (error: unknown) => error is Ours) {
  return async <Code extends Ours['code']>(
    promise: Promise<unknown>,
    code: Code,
  ): Promise<Extract<Ours, { readonly code: Code }>> => {
    const error = await rejectionOf(promise);
    // The condition is the reason.
    if (isOurs(error) && error.code === code) return error as never;
    throw new Error(`not an error of code ${code}: ${String(error)}`, { cause: error });
  };
}
