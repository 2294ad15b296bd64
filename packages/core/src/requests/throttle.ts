import type { ApiError } from '../errors/api-error.ts';
import type { AnyTaskServiceError } from '../errors/any-task-service-error.ts';
import type { Operation } from '../events.ts';
import type { Budget, Ticket } from './budget.ts';
import type { Call } from './call.ts';
import { race, sleep } from './race.ts';

const FIRST_PAUSE_MS = 1_000;
/** Whoever is first and has not looked so long after its turn is not there any more. */
const PATIENCE_MS = 1_000;

function budgetOf({ transport }: Call, operation: Operation): Budget {
  return transport.pace.budget(operation, transport.definition.pace);
}

/** About how long it takes until all who wait for a query have had their turn. */
export function turnMs(call: Call): number {
  const { queue, spacingMs } = budgetOf(call, 'query');
  return queue.length * spacingMs(call.transport.clock.elapsed());
}

/** What else may end the queueing of a poll. */
export interface Gate {
  /** When the poll is wanted, as `clock.elapsed()`. May become sooner. */
  dueAt(): number;
  /** When it is late enough to look at `dueAt` again. */
  readonly hurryAt: number;
  readonly until: number;
  readonly wakers: Set<() => void>;
  /** Told about when its turn will be, as often as that is reckoned. */
  onTurn(at: number): void;
  /** Asked after each sleep: whether the request is still worth it. */
  isWanted(): boolean;
}

/** How many are wanted sooner. O(log n). */
function rankOf(queue: readonly Ticket[], { dueAt }: Ticket): number {
  let low = 0;
  for (let high = queue.length; low < high;) {
    const middle = (low + high) >> 1;
    if ((queue[middle] as Ticket).dueAt < dueAt) low = middle + 1;
    else high = middle;
  }
  return low;
}

function leave(queue: Ticket[], ticket: Ticket): void {
  const at = queue.indexOf(ticket, rankOf(queue, ticket));
  if (at >= 0) queue.splice(at, 1);
}

/**
 * Waits for the pace, bounded by the signal, and by the gate where there is one. False when the request is not wanted
 * any more.
 *
 * What is wanted soonest goes first. Each sleeps until about its own turn and then looks where it stands. Who goes wakes
 * the first; should that one have died without a word, the others go past it.
 */
export async function takeSlot(call: Call, operation: Operation, gate?: Gate): Promise<boolean> {
  const { clock } = call.transport;
  const budget = budgetOf(call, operation);
  const { queue } = budget;
  const arrivedAt = clock.elapsed();
  // Of those who are wanted at one moment the first is first.
  const laterBy = queue.length / 1e6;
  const ticket: Ticket = { dueAt: Infinity, turnAt: arrivedAt, wakers: gate?.wakers ?? new Set() };
  try {
    for (let told = false; ; told = true) {
      const now = clock.elapsed();
      leave(queue, ticket);
      if (gate !== undefined && (now >= gate.until || !gate.isWanted())) return false;
      if ((queue[0]?.turnAt ?? now) < now - PATIENCE_MS) queue.shift();
      ticket.dueAt = (gate?.dueAt() ?? arrivedAt) + laterBy;
      const rank = rankOf(queue, ticket);
      const delayMs =
        rank > 0
          ? Math.max(0, (queue[0]?.turnAt ?? now) - now) + rank * budget.spacingMs(now)
          : await race(call.signal, budget.take(now));
      if (delayMs === 0 && rank === 0) return true;
      ticket.turnAt = now + delayMs;
      queue.splice(rankOf(queue, ticket), 0, ticket);
      gate?.onTurn(ticket.turnAt);
      if (!told) call.emit({ type: 'throttled', operation, delayMs, by: 'pace' });
      const { hurryAt = Infinity, until = Infinity } = gate ?? {};
      const next = Math.min(ticket.turnAt, until, hurryAt > now ? hurryAt : Infinity);
      await sleep(clock, next - now, call.signal, ticket.wakers);
    }
  } finally {
    leave(queue, ticket);
    for (const wake of queue[0]?.wakers ?? []) wake();
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
