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
 * slow reader slows the submits. Leaving the loop aborts what is in flight.
 */
export async function* runAllTasks<Input, Output, Raw>(
  inputs: Iterable<Input> | AsyncIterable<Input>,
  options: { readonly concurrency: number; readonly signal?: AbortSignal | undefined },
  runOne: RunOne<Input, Output, Raw>,
): AsyncGenerator<RunOutcome<Input, Output, Raw>, void, undefined> {
  const { concurrency, signal } = options;
  const source = Symbol.asyncIterator in inputs ? inputs[Symbol.asyncIterator]() : inputs[Symbol.iterator]();
  const left = new AbortController();
  const done: RunOutcome<Input, Output, Raw>[] = [];
  let inFlight = 0;
  let pulled = 0;
  let pulling = false;
  let exhausted = false;
  let fault: { readonly error: unknown } | undefined;
  let wake = (): void => undefined;

  const run = async (input: Input): Promise<void> => {
    const item = { index: pulled++, input };
    const { call, snapshot } = runOne(input, item, left.signal);
    inFlight += 1;
    done.push(
      await snapshot.then(
        (succeeded) => ({ ...item, ok: true, snapshot: succeeded }),
        (error: unknown) => ({ ...item, ok: false, error, submission: call.submission, ref: call.ref }),
      ),
    );
    inFlight -= 1;
    wake();
  };
  const pull = async (): Promise<void> => {
    pulling = true;
    try {
      const next = await source.next();
      exhausted = next.done === true;
      if (next.done !== true && !left.signal.aborted) void run(next.value);
    } catch (error) {
      exhausted = true;
      fault = { error };
    }
    pulling = false;
    wake();
  };

  const onAbort = (): void => {
    left.abort(signal?.reason);
    wake();
  };
  signal?.throwIfAborted();
  signal?.addEventListener('abort', onAbort, { once: true });
  try {
    for (;;) {
      const outcome = done.shift();
      const { aborted } = left.signal;
      if (outcome !== undefined) yield outcome;
      else if (inFlight === 0 && (aborted || exhausted)) break;
      else {
        // Before the pull: inputs that throw at once wake at once.
        const woken = new Promise<void>((resolve) => (wake = resolve));
        if (!aborted && !exhausted && !pulling && inFlight < concurrency) void pull();
        await woken;
      }
    }
    signal?.throwIfAborted();
    if (fault !== undefined) throw fault.error;
  } finally {
    signal?.removeEventListener('abort', onAbort);
    left.abort();
    if (!exhausted) new Promise((resolve) => resolve(source.return?.())).catch(() => undefined);
  }
}
