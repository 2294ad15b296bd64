import { type ApiFailure, kindOfStatus } from '@x/core/provider';

/** The service's error object, beside a refused request as in a failed task. */
export interface ServiceError {
  readonly code?: string | undefined;
  readonly message?: string | undefined;
}

// TODO: the service's codes that mean more than their HTTP status. Of an account that is used up: `quota`, never
// `rate-limit`, or it would be asked again and again.
const KINDS: ReadonlyMap<string, ApiFailure['kind']> = new Map([
  ['insufficient_credits', 'quota'],
  ['content_policy_violation', 'content-policy'],
]);

/** What a refusal means: the service's code first, the HTTP status second. */
export function toApiFailure(status: number, error: ServiceError | undefined): ApiFailure {
  const kind = KINDS.get(error?.code ?? '') ?? kindOfStatus(status);
  return { kind, providerCode: error?.code, message: error?.message };
}
