import { type EndingSignal, Interruption } from './interruption.ts';

/** One key press can arrive twice, when a program between the terminal and this one passes it on. */
const SAME_KEY_PRESS_MS = 300;

/** The process, as far as signals go. */
export interface SignalSurroundings {
  onSignal(signal: EndingSignal, listener: () => void): void;
  elapsedMs(): number;
  exit(code: number): void;
}

/** The first signal aborts what is going on and lets the demo say how to go on; a second one does not wait for that. */
export function interruptOnSignals({ onSignal, elapsedMs, exit }: SignalSurroundings): AbortSignal {
  const controller = new AbortController();
  let first: Interruption | undefined;
  let firstMs = 0;
  const interrupt = (signal: EndingSignal): void => {
    if (first === undefined) {
      first = new Interruption(signal);
      firstMs = elapsedMs();
      controller.abort(first);
      return;
    }
    // The terminal closing after a Ctrl-C is no second request.
    if (signal !== 'SIGHUP' && elapsedMs() - firstMs >= SAME_KEY_PRESS_MS) exit(first.exitCode);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) onSignal(signal, () => interrupt(signal));
  return controller.signal;
}
