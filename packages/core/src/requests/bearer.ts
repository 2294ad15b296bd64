import { ConfigurationError } from '../errors/configuration-error.ts';
import { rule } from '../schemas/rule.ts';
import { safeCause } from './redact.ts';
import type { Signed } from './transport.ts';

/** A secret, or a function that is asked for it at every attempt: for rotation. */
export type SecretSource = string | (() => string | Promise<string>);

const RULE = 'is required: printable ASCII without blanks, or a function';

function isHeaderSafe(value: unknown): value is string {
  return typeof value === 'string' && /^(Bearer +)?[\x21-\x7e]+$/i.test(value);
}

/** The settings entry of an API key. Its message never shows the value. */
export const secretSchema = /* @__PURE__ */ rule((value) => typeof value === 'function' || isHeaderSafe(value), RULE);

/**
 * Signs with `Authorization: Bearer KEY`, or with the bare key. A `Bearer ` that the user already wrote is not doubled.
 */
export function bearer(
  provider: string,
  setting: string,
  source: SecretSource,
  form: 'bearer' | 'plain' = 'bearer',
): () => Promise<Signed> {
  return async () => {
    const given = typeof source === 'function' ? await askFor(provider, setting, source) : source;
    if (!isHeaderSafe(given)) throw new ConfigurationError(`${provider}: ${setting}: ${RULE}`, { provider });
    const key = given.replace(/^Bearer +/i, '');
    return { headers: { authorization: form === 'plain' ? key : `Bearer ${key}` }, secrets: [key] };
  };
}

/** What the user's own function throws is the user's, but has to have a name. */
export async function askFor<Value>(
  provider: string,
  setting: string,
  source: () => Value | Promise<Value>,
): Promise<Value> {
  try {
    return await source();
  } catch (error) {
    throw new ConfigurationError(`${provider}: ${setting}: the function failed`, {
      provider,
      cause: safeCause(error, []),
    });
  }
}
