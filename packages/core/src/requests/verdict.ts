import type { ApiErrorKind } from '../errors/api-error.ts';
import type { Issue } from '../errors/task-service-error.ts';
import type { Answer } from './answer.ts';
import type { Call } from './call.ts';

/** A service's "no", as its client reads it. */
export interface ApiFailure {
  /** Decides what happens next. */
  readonly kind: ApiErrorKind;
  /** The service's own code. */
  readonly providerCode?: string | undefined;
  /** The service's own words; cut and searched for secrets before they are shown. */
  readonly message?: string | undefined;
  /** What the service tells beyond code and message. */
  readonly detail?: unknown;
  /** What may take the reason away, so that another attempt is worth it at once: `correctClock`. */
  readonly cure?: ((call: Call, answer: Answer) => boolean) | undefined;
}

/**
 * What an answer says, as its client reads it.
 *
 * - `ok`: what was asked for
 * - `refused`: the service says no and did nothing
 * - `unknown`: anything else; `issues` name what is missing. After a submit: it may have been executed.
 */
export type Verdict<Value> =
  { readonly ok: Value } | { readonly refused: ApiFailure } | { readonly unknown: readonly Issue[] };

/** The verdict on an answer without what it had to have. */
export function missing(path: string): { readonly unknown: readonly Issue[] } {
  return { unknown: [{ path, message: 'is missing' }] };
}

const KIND_OF_STATUS: Readonly<Record<number, ApiErrorKind>> = {
  401: 'authentication',
  402: 'quota',
  403: 'permission',
  404: 'not-found',
  408: 'server',
  410: 'not-found',
  429: 'rate-limit',
};

/** What an HTTP status alone says; for where the service's code says nothing. */
export function kindOfStatus(status: number): ApiErrorKind {
  return KIND_OF_STATUS[status] ?? (status >= 500 ? 'server' : status >= 400 ? 'invalid-request' : 'unknown');
}
