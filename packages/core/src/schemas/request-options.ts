import * as v from 'valibot';
import { optionals, positive, rule } from './rule.ts';

function entries() {
  return {
    ...optionals(positive, 'timeoutMs'),
    // Not instanceof: signals of other realms and polyfills are as good.
    signal: v.optional(
      rule((value) => typeof (Object(value) as AbortSignal).throwIfAborted === 'function', 'must be an AbortSignal'),
    ),
    // Given back in the call's events, whatever it is.
    context: v.optional(rule(() => true, '')),
  };
}

/** The entries that every call's options begin with: `v.strictObject({ ...requestOptions, region: … })`. */
export const requestOptions = /* @__PURE__ */ entries();
