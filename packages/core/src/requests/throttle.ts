import type { ApiError } from '../errors/api-error.ts';
import type { Operation } from '../events.ts';
import type { Budget, Ticket } from './budget.ts';
import type { Call } from './call.ts';
import { race } from './race.ts';
import { fallAsleep, getUp } from './sleep.ts';

/** Whoever is first and has not looked so long after its turn is not there any more. */
const PATIENCE_MS = 1_000;

function budgetOf({ transport }: Call, operation: Operation): Budget {
  return transport.pace.budget(operation, transport.definition.pace);
}

/** Tells all who sleep on something to look again. None of them depends on it. */
export function wakeAll(ticket: Ticket | undefined): void {
  for (const wake of ticket?.wakers ?? []) wake();
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

/** Whether it was there. */
function remove(queue: Ticket[], ticket: Ticket): boolean {
  const at = queue.indexOf(ticket, rankOf(queue, ticket));
  return at >= 0 && queue.splice(at, 1).length > 0;
}

/** About how long it takes until all who wait for a query have had their turn. */
export function turnMs(call: Call, now: number): number {
  const budget = budgetOf(call, 'query');
  return budget.queue.length * budget.spacingMs(now);
}

/**
 * Looks where a request stands, and goes on with what there is to wait: 0 when it may be sent now, and is counted.
 * Otherwise it has its place in the queue, what is wanted soonest being first, and has to look again when its turn
 * comes, about then. Who goes wakes the first; should that one have died without a word, the others go past it.
 */
export function takeTurn(
  call: Call,
  operation: Operation,
  ticket: Ticket,
  wantedAt: number,
  goOn: (delayMs: number) => Promise<unknown> | undefined,
): Promise<unknown> | undefined {
  const budget = budgetOf(call, operation);
  const { queue } = budget;
  const now = call.transport.clock.elapsed();
  const isNew = !remove(queue, ticket);
  ticket.turnAt = now;
  const turn = (delayMs: number): Promise<unknown> | undefined => {
    ticket.turnAt += delayMs;
    if (delayMs === 0) {
      remove(queue, ticket);
      wakeAll(queue[0]);
    } else if (isNew) call.emit({ type: 'throttled', operation, delayMs, by: 'pace' });
    return goOn(delayMs);
  };
  const firstAt = queue[0]?.turnAt ?? now;
  if (firstAt < now - PATIENCE_MS) queue.shift();
  // Later by a hair than all who wait: of those that are wanted at one moment the first is first, and stays it.
  if (isNew || wantedAt < ticket.dueAt - 1) ticket.dueAt = wantedAt + queue.length / 1e6;
  const rank = rankOf(queue, ticket);
  const taken = rank > 0 ? Math.max(1, firstAt - now) + rank * budget.spacingMs(now) : budget.take(now);
  // It keeps its place while a shared budget is asked: the next one asks when it is the first.
  if (taken !== 0) queue.splice(rank, 0, ticket);
  // Only the first was given it by the budget, which may take its time.
  return rank > 0 ? turn(taken as number) : race(call.signal, taken).then(turn);
}

/** Gives up the turn, and the place in the queue where there is one. */
export function giveUpTurn(call: Call, operation: Operation, ticket: Ticket): void {
  const { queue } = budgetOf(call, operation);
  ticket.turnAt = -Infinity;
  if (remove(queue, ticket)) wakeAll(queue[0]);
  wakeAll(ticket);
}

/** Waits for the pace, bounded by the signal; in the order of when it is wanted: now, or sooner than others. */
export async function takeSlot(call: Call, operation: Operation, wantedAt?: number): Promise<void> {
  const { clock } = call.transport;
  const now = clock.elapsed();
  const ticket = { signal: call.signal, wakers: new Set<() => void>(), dueAt: now, turnAt: now };
  const sleepFirst = (delayMs: number): Promise<boolean> | undefined =>
    delayMs > 0 ? fallAsleep(clock, delayMs, ticket).then(() => true) : undefined;
  try {
    do getUp(ticket);
    while (await takeTurn(call, operation, ticket, wantedAt ?? now, sleepFirst));
  } finally {
    giveUpTurn(call, operation, ticket);
  }
}

/** A refusal for rate slows the budget that it hit, for everybody; a refusal for quota never does. */
export function slowDown(call: Call, operation: Operation, { kind, retryAfterMs: delayMs = 0 }: ApiError): void {
  if (kind !== 'rate-limit') return;
  budgetOf(call, operation).slowDown(call.transport.clock.elapsed(), delayMs);
  call.emit({ type: 'throttled', operation, delayMs, by: delayMs > 0 ? 'retry-after' : kind });
}
