import { optionals, requestOptions, rule, trueOrFalse } from '@x/core/provider';
import * as v from 'valibot';
import { regionSchema } from './parse-tencent-settings.ts';

/** They would go out as `{}`, whatever is in them. */
const isCollection = (value: object): boolean => value instanceof Map || value instanceof Set;

/** What is passed to `call`. */
export const callSchema = v.object({
  action: rule(
    (value) => typeof value === 'string' && /^[A-Za-z]\w*$/.test(value),
    'must be the name of an action, such as DescribeZones',
  ),
  payload: rule(
    (value) => typeof value === 'object' && value !== null && !Array.isArray(value) && !isCollection(value),
    'must be an object',
  ),
  options: v.strictObject({
    ...requestOptions,
    ...optionals(trueOrFalse, 'idempotent'),
    ...optionals(regionSchema, 'region'),
  }),
});
