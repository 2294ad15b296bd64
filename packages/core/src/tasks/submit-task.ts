import type { SubmitOptions } from '../options.ts';
import type { Call } from '../requests/call.ts';
import { race } from '../requests/race.ts';
import { sendOnce } from '../requests/send-once.ts';
import type { TaskDefinition } from './task-definition.ts';
import type { TaskRef } from './task-ref.ts';

/** A paid request: checked, announced to the caller's outbox, sent once, and turned into a ref. */
export async function submitTask<Input>(
  { submit, classifySubmit }: Pick<TaskDefinition<Input, unknown, unknown>, 'submit' | 'classifySubmit'>,
  call: Call,
  input: Input,
  { onBeforeSend, timeoutMs }: Pick<SubmitOptions, 'onBeforeSend' | 'timeoutMs'>,
): Promise<TaskRef> {
  const { transport, signal } = call;
  const plan = submit(input, call);
  const { id, lookup, params } = plan;
  const refOf = (taskId: string): TaskRef => ({
    version: 1,
    provider: transport.provider,
    kind: 'image',
    id: taskId,
    params,
    submittedAt: new Date(transport.clock.now()).toISOString(),
  });
  signal?.throwIfAborted();
  await race(signal, onBeforeSend?.({ lookup, ref: id ? refOf(id) : undefined }));
  const { ok, requestId } = await sendOnce(call, plan, classifySubmit, timeoutMs ?? transport.timeoutMs.submit);
  const ref = refOf(ok);
  call.submission = 'accepted';
  call.ref = ref;
  call.emit({ type: 'submitted', ref, requestId });
  return ref;
}
