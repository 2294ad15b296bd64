import type { Clock } from '../clock.ts';

/**
 * A clock whose time stands still until nothing is going on, and then jumps to the next timer. A test that waits for
 * minutes of it takes milliseconds, and sees exact times.
 */
export interface VirtualClock extends Clock {
  /** How many timers are set and have neither fired nor been cancelled. */
  readonly pending: number;
  /**
   * Stops time for work that the clock cannot see: files, sockets, compression, child processes. Several holds add up.
   *
   * @returns a function that ends this hold; calling it again does nothing
   */
  hold(): () => void;
  /** Holds time until `promise` is settled, and gives it back. */
  track<T>(promise: Promise<T>): Promise<T>;
  /** Stops counting WebCrypto operations. Timers that are set go on. */
  close(): void;
}
