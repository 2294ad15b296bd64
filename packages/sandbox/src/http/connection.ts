import type { SandboxTime } from '../time/sandbox-time.ts';

/** What a route knows of the connection that its request came by. */
export interface Connection {
  /**
   * Path and query as they were sent, which is what callers sign. The request's URL is not that: to make one is to escape
   * a `'`, and to resolve `/./`.
   */
  readonly target: string;
  /** Aborted when the caller has gone or the sandbox closes. */
  readonly gone: AbortSignal;
  /** Lets sandbox time pass before the answer; ends early when nobody waits for it any more, or when it is told to. */
  sleep(delayMs: number, early?: AbortSignal): Promise<void>;
  /** Breaks the connection: whatever the route answers, the caller sees a reset. */
  reset(): void;
}

/** The environment of the application's routes. */
export interface SandboxEnvironment {
  readonly Bindings: { readonly connection: Connection };
}

/** One request from its arrival to its answer. */
export interface OpenRequest {
  readonly connection: Connection;
  /** Virtual time may move again as far as this request is concerned. */
  end(): void;
}

/** Holds virtual time for a request, but for the pauses that it makes on purpose. */
export function openRequest(time: SandboxTime, arrived: Omit<Connection, 'sleep'>): OpenRequest {
  const { gone } = arrived;
  let release = time.hold();
  return {
    connection: {
      ...arrived,
      sleep: (delayMs, early) =>
        new Promise((resolve) => {
          const signals = early === undefined ? [gone] : [gone, early];
          let isAwake = false;
          const wake = (): void => {
            if (isAwake) return;
            isAwake = true;
            cancel();
            for (const signal of signals) signal.removeEventListener('abort', wake);
            release = time.hold();
            resolve();
          };
          release();
          const cancel = time.clock.setTimer(delayMs, wake);
          for (const signal of signals) signal.addEventListener('abort', wake);
          if (signals.some(({ aborted }) => aborted)) wake();
        }),
    },
    end: () => release(),
  };
}
