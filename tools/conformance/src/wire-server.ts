import { Agent, createServer, request as httpRequest, type IncomingMessage } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import type { Fetch } from '@x/core';

/** One request, as it came out of the wire. */
export interface WireRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

/** A server on 127.0.0.1 that every host leads to, through its agent, at the protocol's own port. */
export interface WireServer {
  readonly requests: readonly WireRequest[];
  /** For clients on `node:http`: whatever host they name, and without a port in it. */
  readonly agent: Agent;
  /** The same for clients on `fetch`. */
  readonly fetch: Fetch;
  close(): Promise<void>;
}

async function textOf(message: IncomingMessage): Promise<string> {
  message.setEncoding('utf8');
  let text = '';
  for await (const chunk of message) text += String(chunk);
  return text;
}

/** Answers every request with what `answer` says of its action. */
export async function createWireServer(answer: (action: string) => object): Promise<WireServer> {
  const requests: WireRequest[] = [];
  const server = createServer((message, response) => {
    void textOf(message).then((body) => {
      const headers = message.headers as WireRequest['headers'];
      requests.push({ method: message.method ?? '', path: message.url ?? '', headers, body });
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(answer(headers['x-tc-action'] ?? '')));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const agent = new Agent();
  agent.createConnection = () => connect(port, '127.0.0.1');

  return {
    requests,
    agent,
    fetch: fetchThrough(agent),
    close: () => new Promise((resolve) => void server.close(() => resolve())),
  };
}

function fetchThrough(agent: Agent): Fetch {
  return async (request) => {
    const { url, method, headers } = request;
    const body = await request.text();
    return new Promise((resolve, reject) => {
      const outgoing = httpRequest(url, { agent, method, headers: Object.fromEntries(headers) }, (incoming) => {
        void textOf(incoming).then((text) => resolve(new Response(text, { status: incoming.statusCode ?? 0 })));
      });
      outgoing.on('error', reject);
      outgoing.end(body);
    });
  };
}
