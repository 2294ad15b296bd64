import { type Answer, jsonRequest, missing, parseInput, type SubmitPlan, type Verdict } from '@x/core/provider';
import { type NewProviderImageInput, imageInputSchema, submitAnswerSchema } from './new-provider-schemas.ts';
import { PROVIDER } from './new-provider-settings.ts';
import { toApiFailure } from './api-failure.ts';

/** `POST /v1/images`. */
// TODO: the service's path and its own names for the input.
export function submitImage(input: NewProviderImageInput): SubmitPlan {
  const { model, prompt, seed } = parseInput(PROVIDER, imageInputSchema, input);
  return {
    request: jsonRequest('POST', '/v1/images', { model, prompt, seed }),
    params: { model },
    // What a lost task can be looked for by. TODO: add `recover: lookThenRepeat(…)` if, and only if, the service tells a
    // repeated submit from a second order.
    lookup: { model },
  };
}

/**
 * Accepted is 2xx with an id. Refused is 4xx: the service did nothing. Everything else is unknown: it may have been
 * bought.
 */
// TODO: move an answer from unknown to refused only where a page of the service or an observation proves that nothing
// was bought. 202, 3xx and 408 never come here: they are unknown.
export function classifySubmit({ status, json }: Answer): Verdict<string> {
  const body = submitAnswerSchema(json);
  if (status >= 400 && status < 500) return { refused: toApiFailure(status, body?.error) };
  if (status < 300 && body?.id) return { ok: body.id };
  return missing('id');
}
