import * as v from 'valibot';
import type { Clock } from '../clock.ts';
import { paceSchema, type PaceState } from '../pace.ts';
import { anyFunction, optionals, positive, rule, wholeNumber } from './rule.ts';

/** A path prefix is kept; what would get lost or leak (credentials, query, fragment) is refused. */
function isBaseUrl(value: unknown): boolean {
  const text = value instanceof URL ? value.href : value;
  return typeof text === 'string' && /^https?:\/\/[^?#@/]+(\/[^?#]*)?$/i.test(text) && URL.canParse(text);
}

function entries() {
  return {
    baseUrl: v.optional(rule(isBaseUrl, 'must be an http(s) URL without user and query')),
    timeoutMs: v.optional(v.strictObject(optionals(positive, 'submit', 'query'))),
    retry: v.optional(v.strictObject(optionals(wholeNumber, 'limit', 'maxDelayMs'))),
    pace: v.optional(
      rule(
        (value) =>
          v.safeParse(paceSchema(), value).success || typeof (Object(value) as PaceState).budget === 'function',
        'must be limits above 0, or of createPace()',
      ),
    ),
    wait: v.optional(v.strictObject(optionals(positive, 'timeoutMs', 'minIntervalMs', 'maxIntervalMs'))),
    ...optionals(anyFunction, 'fetch', 'onEvent'),
    userAgent: v.optional(
      rule((value) => typeof value === 'string' && /^[\x20-\x7e]+$/.test(value), 'must be printable ASCII'),
    ),
    clock: v.optional(
      rule((value) => {
        const { now, elapsed, setTimer } = Object(value) as Partial<Clock>;
        return [now, elapsed, setTimer].every((member) => typeof member === 'function');
      }, 'must have now(), elapsed() and setTimer()'),
    ),
  };
}

/** The entries that every client's settings schema begins with: `v.strictObject({ ...clientOptions, apiKey: … })`. */
export const clientOptions = /* @__PURE__ */ entries();
