import type { RunOutcome } from '../options.ts';
import type { Call } from '../requests/call.ts';
import type { SucceededSnapshot } from './task.ts';

/** Runs one input. The call tells what was bought when the run rejects with the user's own reason. */
type RunOne<Input, Output, Raw> = (
  input: Input,
  item: { readonly index: number; readonly input: Input },
  signal: AbortSignal,
) => { readonly call: Pick<Call, 'submission' | 'ref'>; readonly snapshot: Promise<SucceededSnapshot<Output, Raw>> };

/**
 * Pulls inputs as slots free, yields in order of completion. An outcome keeps its slot until it was taken, so that a
 * slow reader slows the submits.
 */
export async function* runAllTasks<Input, Output, Raw>(
  inputs: Iterable<Input> | AsyncIterable<Input>,
  options: { readonly concurrency: number; readonly signal?: AbortSignal | undefined },
  runOne: RunOne<Input, Output, Raw>,
): AsyncGenerator<RunOutcome<Input, Output, Raw>, void, undefined> {
  const source = iterate(inputs);
  const left = new AbortController();
  const done: RunOutcome<Input, Output, Raw>[] = [];
  let inFlight = 0;
  let pulled = 0;
  let pulling = false;
  let exhausted = false;
  let sourceFault: { readonly error: unknown } | undefined;
  let wake = (): void => undefined;

  const start = async (index: number, input: Input): Promise<void> => {
    inFlight += 1;
    const { call, snapshot } = runOne(input, { index, input }, left.signal);
    try {
      done.push({ index, input, ok: true, snapshot: await snapshot });
    } catch (error) {
      done.push({ index, input, ok: false, error, submission: call.submission, ref: call.ref });
    }
    inFlight -= 1;
    wake();
  };

  const pull = async (): Promise<void> => {
    pulling = true;
    try {
      const next = await source.next();
      if (next.done === true) exhausted = true;
      else if (!left.signal.aborted) void start(pulled++, next.value);
    } catch (error) {
      exhausted = true;
      sourceFault = { error };
    }
    pulling = false;
    wake();
  };

  const onAbort = (): void => {
    left.abort(options.signal?.reason);
    wake();
  };
  try {
    if (options.signal?.aborted === true) throw options.signal.reason;
    options.signal?.addEventListener('abort', onAbort, { once: true });
    for (;;) {
      const outcome = done.shift();
      if (outcome !== undefined) {
        yield outcome;
        continue;
      }
      const aborted = left.signal.aborted;
      if (inFlight === 0 && aborted) throw options.signal?.reason;
      if (inFlight === 0 && exhausted) break;
      if (!aborted && !exhausted && !pulling && inFlight < options.concurrency) void pull();
      await new Promise<void>((resolve) => (wake = resolve));
    }
    if (sourceFault !== undefined) throw sourceFault.error;
  } finally {
    options.signal?.removeEventListener('abort', onAbort);
    left.abort();
    if (!exhausted) void Promise.resolve(source.return?.()).catch(() => undefined);
  }
}

function iterate<Input>(inputs: Iterable<Input> | AsyncIterable<Input>): Iterator<Input> | AsyncIterator<Input> {
  return Symbol.asyncIterator in inputs ? inputs[Symbol.asyncIterator]() : inputs[Symbol.iterator]();
}
