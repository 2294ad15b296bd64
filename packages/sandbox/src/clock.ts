/** Where a sandbox, or a client, takes its time from. It is structurally the `Clock` of the clients. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z: what signatures and dates are made of. */
  now(): number;
  /** Milliseconds since some fixed moment, never going backwards: what pauses and deadlines are measured by. */
  elapsed(): number;
  /**
   * Calls `callback` once, `delayMs` milliseconds from now.
   *
   * @returns a function that cancels the timer; after it has fired, and the second time, it does nothing
   */
  setTimer(delayMs: number, callback: () => void): () => void;
}
