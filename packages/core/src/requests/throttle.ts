import type { ApiError } from '../errors/api-error.ts';
import type { AnyTaskServiceError } from '../errors/any-task-service-error.ts';
import type { Operation } from '../events.ts';
import type { Budget } from './budget.ts';
import type { Call } from './call.ts';
import { sleep } from './race.ts';

const FIRST_PAUSE_MS = 1_000;

function budgetOf({ transport }: Call, operation: Operation): Budget {
  return transport.pace.budget(operation, transport.definition.pace);
}

/** What else may end the queueing of a poll. */
export interface Gate {
  /** As `clock.elapsed()`. */
  readonly until: number;
  readonly wakers: Set<() => void>;
  /** Told the time of the slot as soon as it is known. */
  onSlot(slot: number): void;
  /** Asked after the queue: whether the request is still worth it. */
  isWanted(): boolean;
}

/**
 * Waits for the pace, bounded by the signal, and by the gate where there is one. False when the request is not wanted
 * any more. Whoever goes away gives the slot back.
 */
export async function takeSlot(call: Call, operation: Operation, gate?: Gate): Promise<boolean> {
  const { clock } = call.transport;
  const budget = budgetOf(call, operation);
  for (;;) {
    const now = clock.elapsed();
    const slot = budget.take(now);
    let used = false;
    try {
      gate?.onSlot(slot);
      if (slot > now) {
        call.emit({ type: 'throttled', operation, delayMs: slot - now, by: 'pace' });
        await sleep(clock, Math.min(slot, gate?.until ?? slot) - now, call.signal, gate?.wakers);
      }
      const awake = clock.elapsed();
      if (gate !== undefined && (awake < slot || awake >= gate.until || !gate.isWanted())) return false;
      // A Retry-After that came meanwhile holds everybody: queue again.
      used = budget.stands(awake);
      if (used) return true;
    } finally {
      if (!used) budget.giveBack(slot);
    }
  }
}

/** A refusal for rate slows the budget that it hit, for everybody; a refusal for quota never does. */
export function slowDown(call: Call, operation: Operation, { kind, retryAfterMs: delayMs = 0 }: ApiError): void {
  if (kind !== 'rate-limit') return;
  budgetOf(call, operation).slowDown(call.transport.clock.elapsed(), delayMs);
  call.emit({ type: 'throttled', operation, delayMs, by: delayMs > 0 ? 'retry-after' : kind });
}

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
