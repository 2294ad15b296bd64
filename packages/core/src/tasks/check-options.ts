import * as v from 'valibot';
import { parseInput } from '../schemas/parse-input.ts';
import { requestOptions } from '../schemas/request-options.ts';
import { anyFunction, optionals, positive, rule } from '../schemas/rule.ts';
import type { TaskRef } from './task-ref.ts';

/**
 * Strict with the options of a call: a time-out of NaN would never end, one of '5' would end at once, and one that is
 * misspelt would never be heard of. One list for all calls, so that an object of options can be passed to several.
 */
const callOptionsSchema = v.strictObject({
  ...requestOptions,
  ...optionals(positive, 'requestTimeoutMs', 'minIntervalMs', 'maxIntervalMs'),
  ...optionals(anyFunction, 'onUpdate', 'onSubmitted', 'onBeforeSend'),
  concurrency: v.optional(
    rule((value) => Number.isInteger(value) && Number(value) > 0, 'must be a whole number from 1'),
  ),
});

/**
 * Checks what all calls' options have in common.
 *
 * @throws InputError
 */
export function checkOptions<Options extends object>(provider: string, options: Options, ref?: TaskRef): Options {
  return parseInput(provider, callOptionsSchema, options, '', ref);
}
