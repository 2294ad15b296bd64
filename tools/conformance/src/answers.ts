import type { Clock } from '@x/core';
import type { Step } from './traffic.ts';

/** Words of a page that is no answer of the service: they must not turn up anywhere. */
export const PAGE_TEXT = 'Welcome to the hotel network';

/** An HTML page, as of a proxy or a captive portal. */
export const htmlPage =
  (status = 200): Step =>
  () =>
    new Response(`<!doctype html><title>Sign in</title><p>${PAGE_TEXT}</p>`, {
      status,
      headers: { 'content-type': 'text/html; charset=utf-8' },
    });

/** A bare status, without a body. */
export const bareStatus =
  (status: number, headers: Readonly<Record<string, string>> = {}): Step =>
  () =>
    new Response(null, { status, headers });

/** A body that says nothing. */
export const saying =
  (body: string, status = 200): Step =>
  () =>
    new Response(body, { status, headers: { 'content-type': 'application/json' } });

/** The service does what was asked; then its answer is lost and this one comes instead. */
export const onceExecuted =
  (answer: Step): Step =>
  async (request, pass) => {
    await (await pass(request.clone())).arrayBuffer();
    return answer(request, pass);
  };

/** The sandbox's own answer under another status. */
export const withStatus =
  (status: number): Step =>
  async (request, pass) => {
    const { headers, body } = await pass(request);
    return new Response(body, { status, headers });
  };

/** The answer with one header more. */
export const withHeader =
  (answer: Step, name: string, value: string): Step =>
  async (request, pass) => {
    const { status, headers, body } = await answer(request, pass);
    const more = new Headers(headers);
    more.set(name, value);
    return new Response(body, { status, headers: more });
  };

/** The first half of the answer. */
export const cut =
  (answer: Step): Step =>
  async (request, pass) => {
    const whole = await answer(request, pass);
    const bytes = await whole.arrayBuffer();
    const headers = new Headers(whole.headers);
    headers.delete('content-length');
    return new Response(bytes.slice(0, bytes.byteLength >> 1), { status: whole.status, headers });
  };

/** The answer comes this much later; a caller who goes away gets his reason at once, as from a real `fetch`. */
export const late =
  (clock: Clock, delayMs: number, answer: Step): Step =>
  async (request, pass) => {
    const { signal } = request;
    await new Promise<void>((resolve, reject) => {
      const cancel = clock.setTimer(delayMs, resolve);
      signal.addEventListener('abort', () => {
        cancel();
        reject(signal.reason as Error);
      });
    });
    return answer(request, pass);
  };

/** No answer, ever, and no ear for the signal either. */
export const deaf: Step = () => new Promise<never>(() => undefined);

/** Headers and the beginning of a body that never goes on. */
export const stalledBody: Step = () =>
  new Response(new ReadableStream({ start: (controller) => controller.enqueue(new TextEncoder().encode('{"code":')) }));

/** A body in the middle of which the connection breaks. */
export const brokenBody: Step = () => {
  let parts = 0;
  const pull = (controller: ReadableStreamDefaultController): void => {
    parts += 1;
    if (parts === 1) controller.enqueue(new TextEncoder().encode('{"code":'));
    else controller.error(new TypeError('terminated', { cause: systemError('UND_ERR_SOCKET', 'other side closed') }));
  };
  return new Response(new ReadableStream({ pull }, { highWaterMark: 0 }));
};

/** A body without an end; every service's answers are far below its 1 MiB parts. */
export const endlessBody: Step = () =>
  new Response(new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(1 << 20)) }));

/** `fetch` rejects with this. */
export const throwing =
  (error: unknown): Step =>
  () =>
    Promise.reject(error as Error);

/** What the runtime's `fetch` rejects with: a TypeError whose cause has the code. */
export function fetchFailed(code: string, details: Readonly<Record<string, unknown>> = {}): TypeError {
  return new TypeError('fetch failed', { cause: systemError(code, `it was ${code}`, details) });
}

/** The other side broke the connection: it may have done what was asked. */
export const reset: Step = throwing(fetchFailed('ECONNRESET', { syscall: 'read' }));

/** Nobody listens there: the request never left. */
export const connectionRefused: Step = throwing(fetchFailed('ECONNREFUSED', { syscall: 'connect' }));

/** An error as the system reports it. */
export function systemError(code: string, message: string, details: Readonly<Record<string, unknown>> = {}): Error {
  return Object.assign(new Error(message), { code, ...details });
}
