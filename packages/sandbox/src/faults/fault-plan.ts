import { type SeededRandom, seededRandom } from '../seeded-random.ts';
import { checkFaults, type FaultRule } from './check-faults.ts';
import type { FaultName, FaultOperation, SandboxService, SupportedFaults } from './fault.ts';

/** The faults of one request. */
export interface RequestFaults {
  has(fault: FaultName): boolean;
}

interface CountedRule extends FaultRule {
  readonly random: SeededRandom;
  seen: number;
}

/**
 * "Done without a picture" can only hit a query of a task that is done, what is about notifications only an answer that
 * has some, and a wrong signature only what is signed: nothing else is counted.
 */
const countedWhenAsked: ReadonlySet<FaultName> = new Set<FaultName>([
  'no-picture',
  'bad-signature',
  'probe',
  'duplicate-callback',
  'lost-callback',
]);

/** Decides which request has which faults. */
export class FaultPlan {
  readonly #seed: number;
  readonly #supported: SupportedFaults;
  #rules: readonly CountedRule[] = [];
  #lists = 0;

  constructor(seed: number, supported: SupportedFaults) {
    this.#seed = seed;
    this.#supported = supported;
  }

  /** Replaces all faults; the counts begin anew. An invalid list changes nothing. */
  set(faults: unknown, path = 'faults'): void {
    const rules = checkFaults(faults, path, this.#supported);
    this.#lists += 1;
    this.#rules = rules.map((rule, index) => ({
      ...rule,
      random: seededRandom(this.#seed, 'faults', this.#lists, index),
      seen: 0,
    }));
  }

  clear(): void {
    this.#rules = [];
  }

  /** Counts a request that has arrived. */
  arrive(service: SandboxService, on: FaultOperation): RequestFaults {
    const rules = this.#rules.filter((rule) => rule.covers(service, on));
    const decided = new Map<FaultName, boolean>();
    const decide = (fault: FaultName): boolean => {
      let hit = false;
      for (const rule of rules) if (rule.fault === fault && strikes(rule)) hit = true;
      decided.set(fault, hit);
      return hit;
    };
    for (const { fault } of rules) if (!countedWhenAsked.has(fault) && !decided.has(fault)) decide(fault);
    return { has: (fault) => decided.get(fault) ?? decide(fault) };
  }
}

function strikes(rule: CountedRule): boolean {
  rule.seen += 1;
  return rule.nth === undefined ? rule.random.next() < rule.probability : rule.seen === rule.nth;
}
