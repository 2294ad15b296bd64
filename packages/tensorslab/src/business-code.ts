import { type ApiFailure, kindOfStatus } from '@x/core/provider';

/**
 * What a refusal means. 9000 is an empty balance, on whatever status. 9999 is "an error" of any kind and other codes
 * are not documented: there the HTTP status tells, where it says anything.
 */
export function failureOf(
  status: number,
  body: { readonly code?: number | undefined; readonly msg?: string | undefined } | undefined,
): ApiFailure {
  return {
    kind: body?.code === 9000 ? 'quota' : kindOfStatus(status),
    providerCode: body?.code?.toString(),
    message: body?.msg,
  };
}
