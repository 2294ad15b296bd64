import type { Clock } from '../../clock.ts';
import { CloudError } from './cloud-error.ts';

interface Bucket {
  tokens: number;
  filledAt: number;
  refused: number;
}

/** Keeps how often each action may be called, for the one account of the sandbox: a bucket of tokens per action. */
export class RequestLimit {
  readonly #clock: Clock;
  readonly #buckets = new Map<string, Bucket>();

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
    const bucket = this.#buckets.get(action) ?? { tokens: perSecond, filledAt: now, refused: 0 };
    this.#buckets.set(action, bucket);
    bucket.tokens = Math.min(perSecond, bucket.tokens + ((now - bucket.filledAt) / 1_000) * perSecond);
    bucket.filledAt = now;
    // A little less than one: a thousandth of a second, added fifty times, is not quite a twentieth.
    if (bucket.tokens > 0.999_999) {
      bucket.tokens = Math.max(0, bucket.tokens - 1);
      bucket.refused = 0;
      return;
    }
    bucket.refused += 1;
    throw requestLimitExceeded(perSecond, perSecond + bucket.refused);
  }
}

/** What the service says to the call that is one too many. */
export function requestLimitExceeded(perSecond: number, calls = perSecond + 1): CloudError {
  return new CloudError(
    'RequestLimitExceeded',
    `Your current request times equals to \`${calls}\` in a second, which exceeds the frequency limit \`${perSecond}\` for a second. Please reduce the frequency of calls.`,
  );
}
