import { request as httpRequest } from 'node:http';
import { type Answer, read } from './tensorslab-requests.ts';

/** Sends a request over HTTP with a target that is written as it stands: `fetch` escapes and resolves what it sends. */
export async function sendRaw(request: Request, target: string): Promise<Answer> {
  const { method, headers } = request;
  const { hostname, port } = new URL(request.url);
  const body = await request.text();
  const response = await new Promise<Response>((resolve, reject) => {
    const options = { hostname, port, method, path: target, headers: Object.fromEntries(headers) };
    const sent = httpRequest(options, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () => resolve(new Response(Buffer.concat(chunks), { status: answer.statusCode ?? 0 })));
    });
    sent.on('error', reject);
    sent.end(body);
  });
  return read(response);
}
