/** What `fetch` of Node rejects with when the network fails: a TypeError whose cause says why. */
export function fetchFailed(code: string, message: string, details: Readonly<Record<string, unknown>> = {}): TypeError {
  const cause = Object.assign(new Error(message), { code, ...details });
  return new TypeError('fetch failed', { cause });
}

/** The other side broke an established connection: the request may have been executed. */
export function connectionReset(): TypeError {
  return fetchFailed('ECONNRESET', 'read ECONNRESET', { errno: -104, syscall: 'read' });
}

/** Nobody listens there: the request was never sent. */
export function connectionRefused({ hostname, port }: URL): TypeError {
  const address = `${hostname}:${port === '' ? '80' : port}`;
  return fetchFailed('ECONNREFUSED', `connect ECONNREFUSED ${address}`, { errno: -111, syscall: 'connect' });
}
