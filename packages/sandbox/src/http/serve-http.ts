import type { Hono } from 'hono';
import { importAtRuntime } from '../import-at-runtime.ts';
import type { SandboxTime } from '../time/sandbox-time.ts';
import { openRequest, type SandboxEnvironment } from './connection.ts';

/** A sandbox that listens. */
export interface HttpServer {
  readonly port: number;
  close(): Promise<void>;
}

interface Serving {
  readonly app: Hono<SandboxEnvironment>;
  readonly time: SandboxTime;
  /** 0 for any free port. */
  readonly port: number;
  /** Aborted when the sandbox closes. */
  readonly closing: AbortSignal;
}

/** Longer than clients keep idle connections: a request must not meet a closing one unless a fault says so. */
const keepAliveMs = 120_000;

/** Listens on 127.0.0.1 and on no other address. */
export async function serveHttp({ app, time, port, closing }: Serving): Promise<HttpServer> {
  const { createAdaptorServer } = await importAtRuntime<typeof import('@hono/node-server')>('@hono/node-server');
  const server = createAdaptorServer({
    overrideGlobalObjects: false,
    fetch: async (request, { incoming, outgoing }) => {
      const gone = new AbortController();
      outgoing.once('close', () => gone.abort());
      const { connection, end } = openRequest(time, {
        // Whoever takes the sandbox for a proxy sends the whole URL.
        target: (incoming.url ?? '/').replace(/^https?:\/\/[^/?]*/iu, ''),
        gone: AbortSignal.any([gone.signal, closing]),
        reset() {
          const { socket } = outgoing;
          // With a TCP reset where the runtime can: that is what a broken connection looks like to its other end.
          if (typeof socket?.resetAndDestroy === 'function') socket.resetAndDestroy();
          else outgoing.destroy();
          gone.abort();
        },
      });
      try {
        const response = await app.fetch(request, { connection });
        return gone.signal.aborted ? nobodyThere() : response;
      } finally {
        end();
      }
    },
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  if ('keepAliveTimeout' in server) server.keepAliveTimeout = keepAliveMs;
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        if ('closeAllConnections' in server) server.closeAllConnections();
      }),
  };
}

/** Tells the adaptor to write nothing. */
function nobodyThere(): Response {
  return new Response(null, { headers: { 'x-hono-already-sent': 'true' } });
}
