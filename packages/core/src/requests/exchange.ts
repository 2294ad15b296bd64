import type { AnyTaskServiceError } from '../errors/any-task-service-error.ts';
import { ApiError } from '../errors/api-error.ts';
import { describeIssues } from '../errors/input-error.ts';
import { ResponseError } from '../errors/response-error.ts';
import type { Answer } from './answer.ts';
import { attempt, type AttemptOptions } from './attempt.ts';
import { errorFields, type Call } from './call.ts';
import type { RequestSpec } from './request-spec.ts';
import { retryAfterMs } from './retry-after.ts';
import { slowDown } from './throttle.ts';
import type { ApiFailure, Verdict } from './verdict.ts';

/** One attempt, judged. */
export type Exchanged<Value> =
  | { readonly ok: Value; readonly requestId: string | undefined }
  | {
      readonly error: AnyTaskServiceError;
      /** Whether the service certainly did nothing: it never saw the request, or it refused. */
      readonly nothingDone: boolean;
      readonly refused?: ApiFailure;
      /** The reason of the refusal is gone: worth another attempt at once. */
      readonly cured?: boolean | undefined;
    };

/** The service's own words in a message of ours are cut to this. */
const LONGEST_MESSAGE = 300;

/** Sends one request and judges what becomes of it. `read` never sees what promises nothing: 1xx, 3xx. */
export async function exchange<Value>(
  call: Call,
  spec: RequestSpec,
  read: (answer: Answer) => Verdict<Value>,
  options: AttemptOptions,
): Promise<Exchanged<Value>> {
  const { provider } = call.transport;
  const outcome = await attempt(call, spec, options);
  if ('error' in outcome) return outcome;
  const { answer, requestId } = outcome;
  const { status } = answer;
  const verdict = judge(answer, read, options);
  if ('ok' in verdict) return { ...verdict, requestId };
  const fields = { ...errorFields(call), requestId };
  if ('unknown' in verdict) {
    const message = `${provider}: unreadable answer (HTTP ${status}): ${describeIssues(verdict.unknown)}`;
    const error = new ResponseError(message, { ...fields, issues: verdict.unknown });
    return { error, nothingDone: false };
  }
  const { refused } = verdict;
  const { kind, providerCode, message, detail } = refused;
  const said = [`${provider}: refused (HTTP ${status}, ${kind})`, providerCode, message?.slice(0, LONGEST_MESSAGE)];
  const error = new ApiError(said.filter(Boolean).join(' '), {
    ...fields,
    status,
    kind,
    providerCode,
    detail,
    retryable: kind === 'rate-limit' || kind === 'server',
    retryAfterMs: retryAfterMs(answer.headers, call.transport.clock.now()),
  });
  slowDown(call, options.operation, error);
  return { error, nothingDone: true, refused, cured: refused.cure?.(call, answer) };
}

/**
 * What no client may judge otherwise: a redirect says nothing that could be read, 202 and 408 promise a submit neither yes
 * nor no, and a reader that stumbles has not understood the answer.
 */
function judge<Value>(
  answer: Answer,
  read: (answer: Answer) => Verdict<Value>,
  { operation }: AttemptOptions,
): Verdict<Value> {
  const { status } = answer;
  const says = status >= 200 && (status < 300 || status >= 400);
  try {
    if (says && !(operation === 'submit' && (status === 202 || status === 408))) return read(answer);
  } catch {
    // An author's mistake must not cost a paid task.
  }
  return { unknown: [{ path: 'answer', message: 'cannot be read' }] };
}
