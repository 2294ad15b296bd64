import type { RunOutcome } from '../options.ts';
import type { Call } from '../requests/call.ts';
import { abortWith, race } from '../requests/race.ts';
import { leaveAtOnce } from './leave-at-once.ts';
import type { SucceededSnapshot } from './task.ts';

/** Runs one input. The call tells what was bought when the run rejects with the user's own reason. */
type RunOne<Input, Output, Raw> = (
  input: Input,
  item: { readonly index: number; readonly input: Input },
  signal: AbortSignal,
) => { readonly call: Pick<Call, 'submission' | 'ref'>; readonly snapshot: Promise<SucceededSnapshot<Output, Raw>> };

/** The inputs one at a time, however many ask: sources need not be ready for several questions at once. */
async function* oneByOne<Input>(inputs: Iterable<Input> | AsyncIterable<Input>): AsyncGenerator<Input> {
  yield* inputs;
}

/**
 * Pulls inputs as slots free, yields in order of completion. An outcome keeps its slot until it was taken, so that a
 * slow reader slows the submits. Leaving the loop aborts what is in flight.
 */
export function runAllTasks<Input, Output, Raw>(
  inputs: Iterable<Input> | AsyncIterable<Input>,
  options: { readonly concurrency: number; readonly signal?: AbortSignal | undefined },
  runOne: RunOne<Input, Output, Raw>,
): AsyncGenerator<RunOutcome<Input, Output, Raw>, void, undefined> {
  const left = new AbortController();
  return leaveAtOnce(outcomes(inputs, options, runOne, left), left);
}

async function* outcomes<Input, Output, Raw>(
  inputs: Iterable<Input> | AsyncIterable<Input>,
  { concurrency, signal }: { readonly concurrency: number; readonly signal?: AbortSignal | undefined },
  runOne: RunOne<Input, Output, Raw>,
  left: AbortController,
): AsyncGenerator<RunOutcome<Input, Output, Raw>, void, undefined> {
  signal?.throwIfAborted();
  const letGo = abortWith(left, signal);
  const source = oneByOne(inputs);
  const done: RunOutcome<Input, Output, Raw>[] = [];
  let slots = 0;
  let pulled = 0;
  let fault: { readonly error: unknown } | undefined;
  let wake = (): void => undefined;

  const fillSlot = async (): Promise<void> => {
    slots += 1;
    try {
      // Before an input is pulled of which nothing would come.
      left.signal.throwIfAborted();
      const { done: exhausted, value } = await race(left.signal, source.next());
      if (exhausted === true) slots -= 1;
      else {
        const item = { index: pulled++, input: value };
        const { call, snapshot } = runOne(value, item, left.signal);
        if (slots < concurrency) void fillSlot();
        done.push(
          await snapshot.then(
            (succeeded) => ({ ...item, ok: true, snapshot: succeeded }),
            (error: unknown) => ({ ...item, ok: false, error, submission: call.submission, ref: call.ref }),
          ),
        );
      }
    } catch (error) {
      slots -= 1;
      fault ??= { error };
    }
    wake();
  };

  try {
    void fillSlot();
    while (slots > 0) {
      const outcome = done.shift();
      if (outcome === undefined) await new Promise<void>((resolve) => (wake = resolve));
      else {
        yield outcome;
        slots -= 1;
        void fillSlot();
      }
    }
    signal?.throwIfAborted();
    if (fault !== undefined && !left.signal.aborted) throw fault.error;
  } finally {
    letGo();
    left.abort();
    source.return(undefined).catch(() => undefined);
  }
}
