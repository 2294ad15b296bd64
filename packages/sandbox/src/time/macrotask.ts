// Taken when the module loads: test tools that replace timers later must not stop the virtual clock.
// Which of them a runtime has, its types do not say.
const { navigator, setImmediate, setTimeout, MessageChannel } = globalThis as unknown as {
  readonly navigator?: { readonly userAgent?: string } | undefined;
  readonly setImmediate?: ((callback: () => void) => unknown) | undefined;
  readonly setTimeout: (callback: () => void, delayMs: number) => unknown;
  readonly MessageChannel?: typeof globalThis.MessageChannel | undefined;
};

/** There a message comes before what the runtime has ready. */
const isWorkerd = navigator?.userAgent === 'Cloudflare-Workers';

/**
 * Resolves in a later macrotask: everything that was already on its way as microtasks, and whatever the runtime had
 * ready (answers of its worker threads, closed streams), runs before.
 */
export function macrotask(): Promise<void> {
  return new Promise((resolve) => {
    if (setImmediate !== undefined) setImmediate(resolve);
    else if (MessageChannel !== undefined && !isWorkerd) throughChannel(new MessageChannel(), resolve);
    else setTimeout(resolve, 0);
  });
}

// Browsers raise nested time-outs to 4 ms; messages are not slowed down.
function throughChannel({ port1, port2 }: MessageChannel, resolve: () => void): void {
  port1.onmessage = () => {
    port1.close();
    resolve();
  };
  port2.postMessage(undefined);
}
