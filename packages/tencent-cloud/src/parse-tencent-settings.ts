import { anyFunction, clientOptions, optionals, parseSettings, rule } from '@x/core/provider';
import * as v from 'valibot';

const printable = rule(
  (value) => typeof value === 'string' && /^[\x21-\x7e]+$/.test(value),
  'must be printable ASCII without blanks',
);
const excluded = rule(() => false, 'is not taken beside credentials');

const fixedKeys = { secretId: printable, secretKey: printable, ...optionals(printable, 'token') };
const askedKeys = { credentials: anyFunction, ...optionals(excluded, 'secretId', 'secretKey', 'token') };
const optionalFunction = optionals(anyFunction, 'credentials');

/** Entry of a region such as `ap-guangzhou`, for the settings schemas of Tencent's clients. */
export const regionSchema = rule(
  (value) => typeof value === 'string' && /^[a-z\d]+(-[a-z\d]+)*$/.test(value),
  'must be a region such as ap-guangzhou',
);

/**
 * Strict with the settings of a client of Tencent's: core's client options, the keys (fixed ones, or a function), and
 * the entries of the client's own. Returns them as they are.
 *
 * @throws ConfigurationError naming the setting, never its value
 */
export function parseTencentSettings<Settings>(
  provider: string,
  entries: v.ObjectEntries,
  settings: Settings,
): Settings {
  const { credentials } = Object(settings) as { readonly credentials?: unknown };
  const auth = credentials === undefined ? { ...fixedKeys, ...optionalFunction } : askedKeys;
  return parseSettings(provider, v.strictObject({ ...clientOptions, ...auth, ...entries }), settings);
}

/** What a `credentials` function returned; members that we do not know are let be. */
export const givenCredentialsSchema = v.object({
  credentials: v.object({
    ...fixedKeys,
    expiresAt: v.optional(
      rule((value) => value instanceof Date && Number.isFinite(value.getTime()), 'must be a valid Date'),
    ),
  }),
});
