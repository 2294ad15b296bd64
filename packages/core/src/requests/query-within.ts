import type { Answer } from './answer.ts';
import type { Call } from './call.ts';
import { exchange } from './exchange.ts';
import type { RequestSpec } from './request-spec.ts';
import { takeSlot } from './throttle.ts';
import type { Verdict } from './verdict.ts';

/** Sooner than any task's question is wanted, and later than what goes ahead of all. */
const BEFORE_OTHERS = -1e10;

/**
 * One query within a call that is already under way: its signal, its events, the query budget; its time, where it is a further
 * question of another query.
 *
 * @throws whatever the exchange ends with
 */
export async function queryWithin<Value>(
  call: Call,
  spec: RequestSpec,
  read: (answer: Answer) => Verdict<Value>,
): Promise<Value> {
  // A further question goes ahead, of tasks of any age: its time is running.
  await takeSlot(call, 'query', call.until && BEFORE_OTHERS);
  const { transport, until = Infinity } = call;
  const timeoutMs = Math.min(transport.timeoutMs.query, until - transport.clock.elapsed());
  const found = await exchange(call, spec, read, { operation: 'query', timeoutMs });
  if ('error' in found) throw found.error;
  return found.ok;
}
