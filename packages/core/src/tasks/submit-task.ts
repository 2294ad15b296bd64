import type { AnyTaskServiceError } from '../errors/any-task-service-error.ts';
import { SubmissionUnknownError } from '../errors/submission-unknown-error.ts';
import type { SubmitOptions } from '../options.ts';
import type { Answer } from '../requests/answer.ts';
import { isOutcome, type Call } from '../requests/call.ts';
import { exchange } from '../requests/exchange.ts';
import { race } from '../requests/race.ts';
import { pause, takeSlot } from '../requests/throttle.ts';
import type { Verdict } from '../requests/verdict.ts';
import type { SubmitPlan, TaskDefinition } from './task-definition.ts';
import type { TaskRef } from './task-ref.ts';

/**
 * A paid request, executed at most once because of us. Sent again only after it provably did not leave, after a refusal
 * that a pause or a corrected clock cures, and, where the provider declares how (`repeat`), after an unknown verdict.
 */
export async function submitTask<Input>(
  definition: Pick<TaskDefinition<Input, unknown, unknown>, 'submit' | 'classifySubmit'>,
  call: Call,
  input: Input,
  options: Pick<SubmitOptions, 'onBeforeSend' | 'timeoutMs'>,
): Promise<TaskRef> {
  const { transport, signal } = call;
  const plan = definition.submit(input);
  const refOf = (id: string): TaskRef => ({
    version: 1,
    provider: transport.provider,
    kind: 'image',
    id,
    params: plan.params,
    submittedAt: new Date(transport.clock.now()).toISOString(),
  });
  const { id, lookup } = plan;
  signal?.throwIfAborted();
  await race(signal, Promise.resolve(options.onBeforeSend?.({ lookup, ref: id === undefined ? id : refOf(id) })));
  try {
    const timeoutMs = options.timeoutMs ?? transport.timeoutMs.submit;
    const { ok, requestId } = await sendUntilDecided(definition, call, plan, timeoutMs);
    const ref = refOf(ok);
    call.submission = 'accepted';
    call.ref = ref;
    call.emit({ type: 'submitted', ref, requestId });
    return ref;
  } catch (error) {
    if (call.submission === 'unknown') call.emit({ type: 'submission-unknown', lookup: lookupOf(call, plan) });
    throw error;
  }
}

/**
 * Unknown is sticky: once an attempt of this call may have been executed, no later refusal and no later fault makes it
 * "nothing happened"; the call ends with the id or with SubmissionUnknownError.
 */
async function sendUntilDecided(
  { classifySubmit }: Pick<TaskDefinition<never, unknown, unknown>, 'classifySubmit'>,
  call: Call,
  plan: SubmitPlan,
  timeoutMs: number,
): Promise<{ readonly ok: string; readonly requestId?: string | undefined }> {
  const { request, recover } = plan;
  const { limit } = call.transport.retry;
  let unknown: AnyTaskServiceError | undefined;
  try {
    for (let retries = 0; ;) {
      await takeSlot(call, 'submit');
      const sent = await exchange(call, request, (answer) => judge(answer, classifySubmit), {
        operation: 'submit',
        timeoutMs,
      });
      if ('ok' in sent) return sent;
      const { error, nothingDone, refused, cured } = sent;
      if (!nothingDone) unknown ??= error;
      if (unknown === undefined) call.submission = 'none';
      if (cured) continue;
      retries += 1;
      const found = unknown && recover && retries <= limit ? await recover(call, refused) : 'give-up';
      if (typeof found === 'object') return found;
      if (found === 'executed') throw unknownError(call, plan, unknown ?? error, true);
      const curable = unknown === undefined && (refused === undefined || refused.kind === 'rate-limit');
      if (retries > limit || !(found === 'repeat' || curable)) throw error;
      await pause(call, 'submit', retries, error);
    }
  } catch (error) {
    throw unknown && isOutcome(call, error) && error.code !== 'submission-unknown'
      ? unknownError(call, plan, unknown)
      : error;
  }
}

/** What no provider may judge otherwise: such an answer promises neither yes nor no. */
function judge(answer: Answer, classify: (answer: Answer) => Verdict<string>): Verdict<string> {
  const { status } = answer;
  return status === 202 || status === 408
    ? { unknown: [{ path: 'status', message: 'neither yes nor no' }] }
    : classify(answer);
}

/** What the submission can be searched by. */
function lookupOf({ sentAt }: Call, { lookup }: SubmitPlan, requestId?: string): Readonly<Record<string, string>> {
  return { ...lookup, ...(requestId === undefined ? {} : { requestId }), ...(sentAt === undefined ? {} : { sentAt }) };
}

function unknownError(
  call: Call,
  plan: SubmitPlan,
  { message, requestId, cause }: AnyTaskServiceError,
  executed?: boolean,
): SubmissionUnknownError {
  const { provider } = call.transport;
  call.submission = 'unknown';
  return new SubmissionUnknownError(`${message}; the submit may have been executed: look before you submit again`, {
    provider,
    lookup: lookupOf(call, plan, requestId),
    requestId,
    executed,
    cause,
  });
}
