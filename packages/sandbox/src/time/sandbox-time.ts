import type { Clock } from '../clock.ts';
import { createRealClock } from './real-clock.ts';
import { createVirtualClock, usualStart } from './create-virtual-clock.ts';

/** The time of one sandbox. */
export interface SandboxTime {
  readonly clock: Clock;
  /** Whether the clock is another than the platform's. */
  readonly isVirtual: boolean;
  /** Keeps virtual time from moving while a request is open; real time does not care. */
  hold(): () => void;
  close(): void;
}

/** @param notBefore - what happened before the sandbox: virtual time goes on from the last of it, as real time does */
export function createSandboxTime(kind: 'real' | 'virtual', notBefore: readonly Date[]): SandboxTime {
  if (kind === 'real') {
    return { clock: createRealClock(), isVirtual: false, hold: () => () => {}, close: () => {} };
  }
  const clock = createVirtualClock({ startAt: new Date(Math.max(...[usualStart, ...notBefore].map(Number))) });
  return { clock, isVirtual: true, hold: clock.hold, close: clock.close };
}
