import type { Hono } from 'hono';
import type { Fetch } from '../fetch.ts';
import type { SandboxTime } from '../time/sandbox-time.ts';
import { openRequest, type SandboxEnvironment } from './connection.ts';
import { connectionRefused, connectionReset, fetchFailed } from './fetch-failed.ts';
import { unlessAborted } from './unless-aborted.ts';

interface InProcess {
  readonly app: Hono<SandboxEnvironment>;
  readonly time: SandboxTime;
  /** The origins that are the sandbox. */
  origins(): readonly string[];
  /** Aborted when the sandbox closes. */
  readonly closing: AbortSignal;
}

const mostRedirects = 20;

/** A `fetch` that reaches the sandbox and nothing else, without a network, and fails as Node's does. */
export function createInProcessFetch(inProcess: InProcess): Fetch {
  return (request) => follow(inProcess, request, mostRedirects);
}

async function follow(inProcess: InProcess, request: Request, hopsLeft: number): Promise<Response> {
  const response = await send(inProcess, request);
  const location = response.headers.get('location');
  if (response.status < 300 || response.status >= 400 || location === null || request.redirect === 'manual')
    return response;
  if (request.redirect === 'error') throw fetchFailed('ERR_REDIRECT', 'unexpected redirect');
  if (hopsLeft === 0) throw fetchFailed('ERR_REDIRECT', 'redirect count exceeded');
  // A 307 would repeat the body too; the only one here leads to a closed port, where no body is ever sent.
  const { headers, method, signal, redirect } = request;
  const next = new Request(new URL(location, request.url), {
    headers,
    method: response.status === 303 && method !== 'HEAD' ? 'GET' : method,
    signal,
    redirect,
  });
  return follow(inProcess, next, hopsLeft - 1);
}

async function send({ app, time, origins, closing }: InProcess, request: Request): Promise<Response> {
  // Some runtimes give a request no signal unless its maker did.
  const signal: AbortSignal | undefined = request.signal;
  signal?.throwIfAborted();
  const url = new URL(request.url);
  if (!origins().includes(url.origin)) throw unreachable(url, origins());
  if (closing.aborted) throw connectionRefused(url);

  let broken = false;
  const gone = signal === undefined ? closing : AbortSignal.any([signal, closing]);
  const { connection, end } = openRequest(time, {
    target: url.pathname + url.search,
    gone,
    reset() {
      broken = true;
    },
  });
  const answer = async (): Promise<Response> => {
    try {
      // Answers have their whole body with them: it is read within a few macrotasks, which a virtual clock waits for
      // anyway, so an answer that nobody reads cannot stop time.
      const response = await app.fetch(request, { connection });
      if (broken || closing.aborted) throw connectionReset();
      return response;
    } finally {
      end();
    }
  };
  return signal === undefined ? answer() : unlessAborted(answer(), signal);
}

function unreachable(url: URL, origins: readonly string[]): TypeError {
  if (['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname)) return connectionRefused(url);
  const message = `sandbox.fetch reaches ${origins.join(' and ')}, not ${url.origin}`;
  return fetchFailed('ENOTFOUND', message, { errno: -3008, syscall: 'getaddrinfo', hostname: url.hostname });
}
