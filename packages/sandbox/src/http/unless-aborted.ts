/** The caller is told at once; what has begun goes on, as it would in a service. */
export function unlessAborted<Value>(working: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason as Error);
    signal.addEventListener('abort', abort);
    if (signal.aborted) abort();
    working.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
