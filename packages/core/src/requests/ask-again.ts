import type { Answer } from './answer.ts';
import type { Call } from './call.ts';
import { exchange } from './exchange.ts';
import type { RequestSpec } from './request-spec.ts';
import { pause } from './pause.ts';
import { takeSlot } from './throttle.ts';
import type { Verdict } from './verdict.ts';

/**
 * A request that may be made as often as one likes: passing faults (network, time-out, 429, 5xx) are retried up to
 * `retry.limit`.
 *
 * @throws the last fault
 */
export async function askAgain<Value>(
  call: Call,
  spec: RequestSpec,
  read: (answer: Answer) => Verdict<Value>,
  timeoutMs: number,
): Promise<{ readonly ok: Value; readonly requestId: string | undefined }> {
  for (let failures = 0; ;) {
    await takeSlot(call, 'query');
    const asked = await exchange(call, spec, read, { operation: 'query', timeoutMs });
    if ('ok' in asked) return asked;
    if (asked.cured) continue;
    failures += 1;
    if (failures > call.transport.retry.limit || !asked.error.retryable) throw asked.error;
    await pause(call, 'query', failures, asked.error);
  }
}
