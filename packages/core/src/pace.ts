import * as v from 'valibot';
import { type Budget, createBudget } from './requests/budget.ts';
import type { Operation } from './events.ts';
import { parseSettings } from './schemas/parse-input.ts';
import { optionals, positive, wholeNumber } from './schemas/rule.ts';

/** An account's limits. Two budgets: submits never wait behind queries, nor queries behind submits. */
export interface PaceOptions {
  /** Submits per second that the account may send. 0.95 of it is used, evenly spaced. Default: the service's limit. */
  readonly submitPerSecond?: number | undefined;
  /** Queries per second that the account may send. 0.95 of it is used, evenly spaced. Default: the service's limit. */
  readonly queryPerSecond?: number | undefined;
  /** Milliseconds of waiting that one query is worth. Default 100; 0 uses the whole budget. */
  readonly queryCostMs?: number | undefined;
}

/** A budget of requests. Opaque: make it with `createPace` and give it to all clients of one key. */
export interface Pace {
  /** What it is recognised by; made by `createPace` alone. */
  readonly '~pace': 1;
}

/** What one client's service documents; used where the user gave no limit. */
export interface PaceDefaults {
  /** Of submits; 0.95 of it is used. */
  readonly submitPerSecond: number;
  /** Of queries; 0.95 of it is used. */
  readonly queryPerSecond: number;
}

/** What is behind a `Pace`. */
export interface PaceState extends Pace {
  /** Milliseconds of waiting that one query is worth. */
  readonly queryCostMs: number;
  /** The budget that requests of this kind are paid from; what is neither submit nor query is not limited. */
  budget(operation: Operation, defaults: PaceDefaults): Budget;
}

const DEFAULT_QUERY_COST_MS = 100;

/** Limits as users give them. A function, so that bundles without `createPace` leave it out. */
export const paceSchema = (): v.GenericSchema =>
  v.strictObject({
    ...optionals(positive, 'submitPerSecond', 'queryPerSecond'),
    ...optionals(wholeNumber, 'queryCostMs'),
  });

/**
 * One request budget to share among the clients of one key: pass it as their `pace`. Holds no timer. Without limits of its own
 * it has those of the services, and a budget for each limit: queries of MPS and VOD, of one Tencent key, do not take each
 * other's, for 20 and 100 per second are documented.
 *
 * @throws ConfigurationError naming the limit
 */
export function createPace(options: PaceOptions = {}): Pace {
  return newPace(parseSettings('core', paceSchema(), options));
}

function newPace(options: PaceOptions): PaceState {
  const budgets: Record<string, Budget> = {};
  return {
    '~pace': 1,
    queryCostMs: options.queryCostMs ?? DEFAULT_QUERY_COST_MS,
    budget(operation, defaults) {
      const limit = `${operation}PerSecond` as keyof PaceDefaults;
      const perSecond = options[limit] ?? defaults[limit] ?? Infinity;
      // Services of one key that document different limits have budgets of their own.
      return (budgets[limit + perSecond] ??= createBudget(perSecond));
    },
  };
}

/** Settings hold limits (checked with them) or a shared pace. */
export function toPaceState(pace: PaceOptions | Pace = {}): PaceState {
  return '~pace' in pace ? (pace as PaceState) : newPace(pace);
}
