import { isOutcome, type Call } from './call.ts';
import { sleep } from './sleep.ts';
import type { ApiFailure } from './verdict.ts';

/** What is known of a submission after an unknown verdict: its id, that it exists, or that it may be sent again. */
export type Recovered<Value> = { readonly ok: Value } | 'executed' | 'repeat' | 'give-up';

/** Called after each attempt of a call that has had an unknown verdict; `refusal` is there when this attempt was refused. */
export type Recover<Value> = (call: Call, refusal: ApiFailure | undefined) => Promise<Recovered<Value>>;

/**
 * Where a service tells a repeated submit from a second order: look, then repeat. `look` says what the service has
 * (`queryWithin` asks it within the call); an error of it means that it could not be told, and it is asked again after
 * a pause, so that nothing is repeated blindly.
 */
export function lookThenRepeat<Value>(options: {
  /** No repeat sooner than this after the attempt before; also the pause between two looks. */
  readonly afterMs: number;
  /** Looks per repeat before giving up. */
  readonly looks?: number;
  look(call: Call, refusal: ApiFailure | undefined): Promise<{ readonly ok: Value } | 'executed' | 'absent'>;
}): Recover<Value> {
  const { afterMs, looks = 3, look } = options;
  return async (call, refusal) => {
    for (let looked = 0; looked < looks; looked += 1) {
      if (looked > 0 || refusal === undefined) await sleep(call.transport.clock, afterMs, call.signal);
      const found = await look(call, refusal).catch((error: unknown) => {
        if (isOutcome(call, error)) return 'unclear' as const;
        throw error;
      });
      if (found === 'absent') return refusal === undefined || refusal.kind === 'rate-limit' ? 'repeat' : 'give-up';
      if (found !== 'unclear') return found;
    }
    return 'give-up';
  };
}
