import { type IncomingMessage, createServer, request as forward } from 'node:http';

/** Stands before a sandbox, and never answers the first request that fits. */
export interface HoldingProxy {
  readonly url: string;
  /** Resolves when that request is there. */
  readonly held: Promise<void>;
  close(): void;
}

export async function startHoldingProxy(
  target: string,
  fits: (request: IncomingMessage) => boolean,
): Promise<HoldingProxy> {
  const { promise: held, resolve: hold } = Promise.withResolvers<void>();
  let isHolding = false;
  const server = createServer((incoming, answer) => {
    if (!isHolding && fits(incoming)) {
      isHolding = true;
      hold();
      return;
    }
    // With the headers as they are: the host is signed.
    const { method, headers, url } = incoming;
    const outgoing = forward(new URL(url ?? '/', target), { method: method ?? 'GET', headers }, (response) => {
      answer.writeHead(response.statusCode ?? 502, response.headers);
      response.pipe(answer);
    });
    outgoing.on('error', () => answer.destroy());
    incoming.pipe(outgoing);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`,
    held,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
