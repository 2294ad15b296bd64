import type { Clock } from '../../clock.ts';
import { rateLimitError } from './wxpay-error.ts';

/** Keeps how often the one merchant calls an endpoint. [I] In whole seconds of the clock, each with a count of its own. */
export class MerchantLimit {
  readonly #clock: Clock;
  readonly #perSecond: number;
  #second = -1;
  #calls = 0;

  constructor(clock: Clock, perSecond: number) {
    this.#clock = clock;
    this.#perSecond = perSecond;
  }

  /**
   * Counts a call.
   *
   * @throws WxpayError `RATELIMIT_EXCEEDED`
   */
  count(): void {
    const second = Math.floor(this.#clock.now() / 1_000);
    if (second !== this.#second) this.#calls = 0;
    this.#second = second;
    this.#calls += 1;
    if (this.#calls > this.#perSecond) throw rateLimitError();
  }
}
