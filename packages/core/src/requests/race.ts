/** Calls the listener once, when the signal aborts or at once where it has. The function that it returns lets go of the signal. */
export function onAbort(signal: AbortSignal | undefined, listener: () => void): () => void {
  if (signal?.aborted) listener();
  else signal?.addEventListener('abort', listener, { once: true });
  return () => signal?.removeEventListener('abort', listener);
}

/**
 * `value`, or `signal.reason` as soon as the signal aborts. What is left behind never becomes an unhandled
 * rejection, and no listener stays on the signal.
 */
export function race<Value>(signal: AbortSignal | undefined, value: Value | Promise<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    const letGo = onAbort(signal, () => reject(signal?.reason as Error));
    void Promise.resolve(value).then(resolve, reject).then(letGo);
  });
}

/**
 * Aborts a controller when a signal does; also one of another realm or a polyfill's, which `AbortSignal.any` does not
 * take. The function that it returns lets go of the signal.
 */
export function abortWith(controller: AbortController, signal: AbortSignal | undefined): () => void {
  return onAbort(signal, () => controller.abort(signal?.reason));
}
