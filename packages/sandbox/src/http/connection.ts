import type { SandboxTime } from '../time/sandbox-time.ts';

/** What a route knows of the connection that its request came by. */
interface Connection {
  /** Lets sandbox time pass before the answer; ends early when the caller has gone or the sandbox closes. */
  sleep(delayMs: number): Promise<void>;
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
export function openRequest(time: SandboxTime, gone: AbortSignal, reset: () => void): OpenRequest {
  let release = time.hold();
  return {
    connection: {
      reset,
      sleep: (delayMs) =>
        new Promise((resolve) => {
          const wake = (): void => {
            cancel();
            gone.removeEventListener('abort', wake);
            release = time.hold();
            resolve();
          };
          release();
          const cancel = time.clock.setTimer(delayMs, wake);
          gone.addEventListener('abort', wake);
          if (gone.aborted) wake();
        }),
    },
    end: () => release(),
  };
}
