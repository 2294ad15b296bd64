import type { AnyTaskServiceError } from '../errors/any-task-service-error.ts';
import type { Operation } from '../events.ts';
import type { Call } from './call.ts';
import { sleep } from './sleep.ts';

const FIRST_PAUSE_MS = 1_000;

/**
 * The pause after the n-th failed attempt (from 1): full jitter under a doubling bound, so that clients do not march in
 * step; no shorter than the service asks.
 */
export async function pause(
  call: Call,
  operation: Operation,
  failures: number,
  error: AnyTaskServiceError,
): Promise<void> {
  const { clock, retry } = call.transport;
  const backoffMs = Math.random() * Math.min(retry.maxDelayMs, FIRST_PAUSE_MS * 2 ** (failures - 1));
  const delayMs = Math.max(backoffMs, error.retryAfterMs ?? 0);
  call.emit({ type: 'retry', operation, attempt: call.attempts, delayMs, error: error.code });
  await sleep(clock, delayMs, call.signal);
}
