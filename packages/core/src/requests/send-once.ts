import type { AnyTaskServiceError } from '../errors/any-task-service-error.ts';
import { SubmissionUnknownError } from '../errors/submission-unknown-error.ts';
import type { Answer } from './answer.ts';
import type { Call } from './call.ts';
import { exchange } from './exchange.ts';
import type { Recover } from './repeat.ts';
import type { RequestSpec } from './request-spec.ts';
import { pause } from './pause.ts';
import { takeSlot } from './throttle.ts';
import type { Verdict } from './verdict.ts';

/** A request that must not be executed twice. */
export interface Order<Value> {
  /** The submit itself; the same for a repeat. */
  readonly request: RequestSpec;
  /** What it can be searched by when its answer is lost. */
  readonly lookup: Readonly<Record<string, string>>;
  /**
   * Where the service recognises a repeated order (`lookThenRepeat`): what to do after an unknown verdict. Without it
   * nothing is ever sent again after one.
   */
  readonly recover?: Recover<Value> | undefined;
}

/**
 * Sends an order, executed at most once because of us: again only after it provably did not leave, after a refusal that
 * a pause or a corrected clock cures, and, where there is a way (`recover`), after an unknown verdict.
 *
 * Unknown is sticky: once an attempt of this call may have been executed, no later refusal and no later fault makes it
 * "nothing happened"; the call ends with the value or with SubmissionUnknownError.
 */
export async function sendOnce<Value>(
  call: Call,
  order: Order<Value>,
  classify: (answer: Answer) => Verdict<Value>,
  timeoutMs: number,
): Promise<{ readonly ok: Value; readonly requestId?: string | undefined }> {
  const { request, recover, lookup } = order;
  const { limit } = call.transport.retry;
  let unknown: AnyTaskServiceError | undefined;
  let executed: true | undefined;
  try {
    for (let retries = 0; ;) {
      await takeSlot(call, 'submit');
      const sent = await exchange(call, request, classify, { operation: 'submit', timeoutMs });
      if ('ok' in sent) return sent;
      const { error, nothingDone, refused, cured } = sent;
      if (!nothingDone) unknown ??= error;
      if (unknown === undefined) call.submission = 'none';
      if (cured) continue;
      retries += 1;
      // Also after the last attempt: a look costs nothing, and may find what was bought.
      const found = unknown && (await recover?.(call, refused));
      if (typeof found === 'object') return found;
      if (found === 'executed') executed = true;
      const curable = unknown === undefined && (refused === undefined || refused.kind === 'rate-limit');
      if (retries > limit || !(found === 'repeat' || curable)) throw error;
      await pause(call, 'submit', retries, error);
    }
  } catch (error) {
    const { sentAt, transport, signal } = call;
    const requestId = unknown?.requestId;
    const known = { ...lookup, ...(requestId && { requestId }), ...(sentAt && { sentAt }) };
    if (call.submission === 'unknown') call.emit({ type: 'submission-unknown', lookup: known });
    // Also where the attempt ended a moment sooner: its error knows of nothing but itself.
    signal?.throwIfAborted();
    if (unknown === undefined) throw error;
    throw new SubmissionUnknownError(`${unknown.message}; it may have been executed: look first`, {
      provider: transport.provider,
      lookup: known,
      requestId,
      executed,
      cause: unknown.cause,
    });
  }
}
