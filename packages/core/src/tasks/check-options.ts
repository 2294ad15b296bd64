import * as v from 'valibot';
import { parseInput } from '../schemas/parse-input.ts';
import { anyFunction, optionals, positive, rule } from '../schemas/rule.ts';

/**
 * Strict with the options of a call: a time-out of NaN would never end, one of '5' would end at once, and one that is
 * misspelt would never be heard of. One list for all calls, so that an object of options can be passed to several.
 */
const callOptionsSchema = v.strictObject({
  ...optionals(positive, 'timeoutMs', 'requestTimeoutMs', 'minIntervalMs', 'maxIntervalMs'),
  ...optionals(anyFunction, 'onUpdate', 'onSubmitted', 'onBeforeSend'),
  concurrency: v.optional(
    rule((value) => Number.isInteger(value) && Number(value) > 0, 'must be a whole number from 1'),
  ),
  // Given back in the call's events, whatever it is.
  context: v.optional(rule(() => true, '')),
  // Not instanceof: signals of other realms and polyfills are as good.
  signal: v.optional(
    rule((value) => typeof (Object(value) as AbortSignal).throwIfAborted === 'function', 'must be an AbortSignal'),
  ),
});

/**
 * Checks what all calls' options have in common.
 *
 * @throws InputError
 */
export function checkOptions<Options extends object>(provider: string, options: Options): Options {
  return parseInput(provider, callOptionsSchema, options);
}
