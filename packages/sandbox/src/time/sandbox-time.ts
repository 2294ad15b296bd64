import type { Clock } from '../clock.ts';
import { createRealClock } from './real-clock.ts';
import { createVirtualClock } from './create-virtual-clock.ts';

/** The time of one sandbox. */
export interface SandboxTime {
  readonly clock: Clock;
  /** Keeps virtual time from moving while a request is open; real time does not care. */
  hold(): () => void;
  close(): void;
}

export function createSandboxTime(kind: 'real' | 'virtual'): SandboxTime {
  if (kind === 'real') return { clock: createRealClock(), hold: () => () => {}, close: () => {} };
  const clock = createVirtualClock();
  return { clock, hold: clock.hold, close: clock.close };
}
