import type { Clock } from '../../clock.ts';
import { CloudError } from './cloud-error.ts';

interface Calls {
  /** When those of the last second were accepted, the oldest first. */
  readonly acceptedAt: number[];
  /** How many have been refused since. */
  refused: number;
}

/**
 * Keeps how often each action may be called, for the one account of the sandbox. [I] In any second, wherever it begins:
 * a client that keeps within that keeps within seconds of the clock and buckets of tokens too.
 */
export class RequestLimit {
  readonly #clock: Clock;
  readonly #calls = new Map<string, Calls>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * Counts a call.
   *
   * @throws CloudError `RequestLimitExceeded`
   */
  count(action: string, perSecond: number): void {
    const now = this.#clock.elapsed();
    const calls = this.#calls.get(action) ?? { acceptedAt: [], refused: 0 };
    this.#calls.set(action, calls);
    const { acceptedAt } = calls;
    while (acceptedAt[0] !== undefined && now - acceptedAt[0] >= 1_000) acceptedAt.shift();
    if (acceptedAt.length < perSecond) {
      acceptedAt.push(now);
      calls.refused = 0;
      return;
    }
    calls.refused += 1;
    throw requestLimitExceeded(perSecond, perSecond + calls.refused);
  }
}

/** What the service says to the call that is one too many. */
export function requestLimitExceeded(perSecond: number, calls = perSecond + 1): CloudError {
  return new CloudError(
    'RequestLimitExceeded',
    `Your current request times equals to \`${calls}\` in a second, which exceeds the frequency limit \`${perSecond}\` for a second. Please reduce the frequency of calls.`,
  );
}
