import type { Context } from 'hono';
import type { SandboxEnvironment } from '../http/connection.ts';
import type { SandboxContext } from '../service-module.ts';
import type { RequestFaults } from './fault-plan.ts';
import type { FaultOperation, SandboxService } from './fault.ts';

/** One operation of a service. */
export interface Operation {
  readonly service: SandboxService;
  readonly on: FaultOperation;
  /** How the service says "too many requests"; `Retry-After` is added where the fault wants it. */
  rateLimited(): Response;
  /** Answers; sees to the faults that are about what the answer says. */
  answer(context: Context<SandboxEnvironment>, faults: RequestFaults): Response | Promise<Response>;
}

const latencyMs = 30_000;
const retryAfterSeconds = 2;
/** A port that belongs to no service in use; lower ones are forbidden to `fetch` altogether. */
const closedOrigin = 'http://127.0.0.1:2';

/** A route that answers an operation, with the faults that are about the transport. */
export function withFaults(sandbox: SandboxContext, operation: Operation) {
  return async (context: Context<SandboxEnvironment>): Promise<Response> => {
    const faults = sandbox.faults.arrive(operation.service, operation.on);
    const { connection } = context.env;
    if (faults.has('reset-before-body')) {
      connection.reset();
      return new Response(null);
    }
    const answer =
      unexecuted(context, operation, faults) ??
      (await replaced(await operation.answer(context, faults), sandbox, faults));
    if (faults.has('latency')) await connection.sleep(latencyMs);
    if (faults.has('reset-after-body')) connection.reset();
    return answer;
  };
}

function unexecuted(context: Context, operation: Operation, faults: RequestFaults): Response | undefined {
  if (faults.has('redirect')) return redirect(307, closedOrigin + new URL(context.req.url).pathname);
  const hasRetryAfter = faults.has('rate-limit-retry-after');
  if (!hasRetryAfter && !faults.has('rate-limit')) return undefined;
  const answer = operation.rateLimited();
  if (hasRetryAfter) answer.headers.set('retry-after', String(retryAfterSeconds));
  return answer;
}

async function replaced(answer: Response, sandbox: SandboxContext, faults: RequestFaults): Promise<Response> {
  if (faults.has('server-error')) return new Response('Internal Server Error', { status: 500 });
  if (faults.has('html')) {
    return new Response(page, { headers: { 'content-type': 'text/html; charset=utf-8' } });
  }
  if (faults.has('see-other')) return redirect(303, `${sandbox.origin()}/moved`);
  if (faults.has('truncated')) return truncated(answer);
  return answer;
}

const page = `<!doctype html>
<html><head><title>Please wait</title></head>
<body><h1>Please wait</h1><p>The service will be back in a moment.</p></body></html>
`;

function redirect(status: number, location: string): Response {
  return new Response(null, { status, headers: { location } });
}

async function truncated(answer: Response): Promise<Response> {
  const body = await answer.arrayBuffer();
  const headers = new Headers(answer.headers);
  headers.delete('content-length');
  return new Response(body.slice(0, body.byteLength >> 1), { status: answer.status, headers });
}
