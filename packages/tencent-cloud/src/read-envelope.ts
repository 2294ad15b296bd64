import { type Answer, kindOfStatus, looseObject, looseText, missing, type Verdict } from '@x/core/provider';
import { type CodeKinds, failureOf, leavesUnknown } from './error-codes.ts';

/** What an action answered: its own members, and `RequestId`. */
export type ActionResponse = Readonly<Record<string, unknown>>;

/** How an envelope is read. */
export interface EnvelopeOptions {
  /** Whether the request must not be executed twice (`submit`), or may be repeated at will (`query`). */
  readonly operation: 'submit' | 'query';
  /** What a product means by codes of its own, by the whole code. */
  readonly kinds?: CodeKinds | undefined;
}

const LONGEST_MESSAGE = 300;
const errorSchema = /* @__PURE__ */ looseObject({ Code: looseText, Message: looseText });

/**
 * The verdict on an answer: `{ Response: { … } }`, or `{ Response: { Error: { Code, Message } } }`, which comes with
 * HTTP 200. Without a `Response` it is not the service that speaks, but something before it: there the status decides.
 */
export function readEnvelope<Value>(
  { status, json }: Answer,
  { operation, kinds }: EnvelopeOptions,
  readResponse: (response: ActionResponse) => Verdict<Value>,
): Verdict<Value> {
  const response = responseOf(json);
  const sent = response?.['Error'];
  const error = errorSchema(sent);
  // Something else in its place, with something in it, is no "yes" either.
  if (error || (Array.isArray(sent) ? sent.length > 0 : sent)) {
    const { Code: code = '', Message: message = '' } = error ?? {};
    if (code === '') return missing('Response.Error.Code');
    if (operation === 'submit' && leavesUnknown(code)) {
      return { unknown: [{ path: 'Response.Error', message: `${code} ${message}`.trim().slice(0, LONGEST_MESSAGE) }] };
    }
    return { refused: failureOf(code, message, status, kinds) };
  }
  if (response !== undefined && status < 300) return readResponse(response);
  if (status >= 400 && (status < 500 || operation === 'query')) return { refused: { kind: kindOfStatus(status) } };
  return missing('Response');
}

/** The id by which the service's support finds the request. */
export function requestIdOf({ json }: Answer): string | undefined {
  const id = responseOf(json)?.['RequestId'];
  return typeof id === 'string' && id !== '' ? id : undefined;
}

function responseOf(json: unknown): ActionResponse | undefined {
  const response = (Object(json) as { readonly Response?: unknown }).Response;
  return typeof response === 'object' && response !== null && !Array.isArray(response)
    ? (response as ActionResponse)
    : undefined;
}
