import type { ApiErrorKind } from '@x/core';
import { type ApiFailure, correctClock, kindOfStatus } from '@x/core/provider';

/** What codes mean, by the whole code or by its first part. */
export type CodeKinds = Readonly<Record<string, ApiErrorKind>>;

/**
 * Codes of every product, by the most specific of: whole code, first part. Kinds from Tencent's page of common errors,
 * what is not there is inferred.
 */
const KINDS: CodeKinds = {
  RequestLimitExceeded: 'rate-limit',
  LimitExceeded: 'quota',
  AuthFailure: 'authentication',
  'AuthFailure.UnauthorizedOperation': 'permission',
  UnauthorizedOperation: 'permission',
  OperationDenied: 'permission',
  IpInBlacklist: 'permission',
  IpNotInWhitelist: 'permission',
  InvalidParameter: 'invalid-request',
  InvalidParameterValue: 'invalid-request',
  MissingParameter: 'invalid-request',
  UnknownParameter: 'invalid-request',
  InvalidRequest: 'invalid-request',
  RequestSizeLimitExceeded: 'invalid-request',
  ResponseSizeLimitExceeded: 'invalid-request',
  InvalidAction: 'invalid-request',
  ActionOffline: 'invalid-request',
  NoSuchProduct: 'invalid-request',
  NoSuchVersion: 'invalid-request',
  UnsupportedOperation: 'invalid-request',
  UnsupportedProtocol: 'invalid-request',
  UnsupportedRegion: 'invalid-request',
  ResourceNotFound: 'not-found',
  // Nothing left on their side: later there may be.
  ResourceInsufficient: 'server',
  ResourcesSoldOut: 'server',
};

/** Codes that say that something went wrong on the way, and not what became of the request. */
const PASSING = /^(InternalError.*|(ServiceUnavailable|ResourceUnavailable)(\..*)?|FailedOperation(\.NetWorkError)?)$/i;

/**
 * Whether the code says neither yes nor no: after a submit the request may have been executed, a query is worth
 * another try.
 */
export function leavesUnknown(code: string): boolean {
  return PASSING.test(code) && !isEmptyPurse(code);
}

/**
 * What a code means, for queries and for refused submits. `kinds` holds what a product means by codes of its own; the
 * HTTP status, 200 as a rule, tells only where the code does not.
 */
export function failureOf(
  code: string,
  message: string | undefined,
  status: number,
  kinds: CodeKinds = {},
): ApiFailure {
  const kind = lookUp(kinds, code) ?? kindOf(code) ?? kindOfStatus(status);
  const failure = { kind, providerCode: code, message };
  return code === 'AuthFailure.SignatureExpire' ? { ...failure, cure: correctClock } : failure;
}

function kindOf(code: string): ApiErrorKind | undefined {
  if (isEmptyPurse(code)) return 'quota';
  // Written both ways by the service.
  if (/\.(Violation|Voilation)Content$/.test(code)) return 'content-policy';
  if (leavesUnknown(code)) return 'server';
  const [first = ''] = code.split('.');
  return lookUp(KINDS, code) ?? lookUp(KINDS, first);
}

/** The code comes from outside: `constructor` is none of ours. */
function lookUp(kinds: CodeKinds, code: string): ApiErrorKind | undefined {
  return Object.hasOwn(kinds, code) ? kinds[code] : undefined;
}

/** Several products name an unpaid bill below a code that otherwise says something else. */
function isEmptyPurse(code: string): boolean {
  return /\.(User|In)?Arrears$|InsufficientBalance$/.test(code);
}
