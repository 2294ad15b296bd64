import type { Clock } from '../clock.ts';
import type { Fetch } from '../options.ts';

/** One request, as the service saw it. */
interface SeenRequest {
  readonly kind: RequestKind;
  readonly method: string;
  readonly url: string;
  readonly headers: Headers;
  readonly redirect: string;
  readonly body: string;
  readonly signal: AbortSignal;
  /** `clock.elapsed()` when it was handed to `fetch`. */
  readonly at: number;
}

type RequestKind = 'submit' | 'query' | 'look';

/** What the service does with one request. */
export type Step = (request: SeenRequest) => Response | Promise<Response>;

/** A service of which each answer is written down beforehand. */
export interface FakeService {
  readonly fetch: Fetch;
  readonly requests: readonly SeenRequest[];
  of(kind: RequestKind): readonly SeenRequest[];
  /** What comes next, one step for each request; after them what `always` says. */
  next(kind: RequestKind, ...steps: readonly Step[]): void;
  always(kind: RequestKind, step: Step): void;
}

export function createFakeService(clock: Clock): FakeService {
  const requests: SeenRequest[] = [];
  const queued: Record<RequestKind, Step[]> = { submit: [], query: [], look: [] };
  let accepted = 0;
  const standing: Record<RequestKind, Step> = {
    submit: () => says({ id: `t-${(accepted += 1)}` }),
    query: done,
    look: says.bind(undefined, {}, { status: 404 }),
  };
  return {
    requests,
    of: (wanted) => requests.filter(({ kind }) => kind === wanted),
    next: (kind, ...steps) => void queued[kind].push(...steps),
    always: (kind, step) => void (standing[kind] = step),
    fetch: async (request) => {
      const at = clock.elapsed();
      const { method, url, headers, redirect, signal } = request;
      const kind = method === 'POST' ? 'submit' : url.includes('?') ? 'look' : 'query';
      const step = queued[kind].shift() ?? standing[kind];
      const seen = { kind, method, url, headers, redirect, signal, at } as const;
      // Noted at once; the body comes later.
      const index = requests.push({ ...seen, body: '' }) - 1;
      const whole = { ...seen, body: await request.text() };
      requests[index] = whole;
      return step(whole);
    },
  };
}

export function says(body: unknown, init: ResponseInit = {}): Response {
  return Response.json(body, init);
}

export const working: Step = () => says({ state: 'working' });
export const done: Step = () => says({ state: 'done', url: 'https://pictures.example/cat.png' });

/** Working up to that time of the clock, done from then on. */
export function finishedAfter(clock: Clock, elapsedMs: number): Step {
  return (request) => (clock.elapsed() < elapsedMs ? working : done)(request);
}

/** A refusal. */
export function refuses(status: number, body: object = {}, headers: Readonly<Record<string, string>> = {}): Step {
  return () => says(body, { status, headers });
}

/** What `fetch` rejects with. */
export function fails(error: unknown): Step {
  return () => Promise.reject(error as Error);
}

/** Never answers, and hears no signal. */
export const silent: Step = () => new Promise<Response>(() => undefined);

/** Answers after a while. */
export function late(clock: Clock, delayMs: number, step: Step): Step {
  return async (request) => {
    await new Promise<void>((resolve) => void clock.setTimer(delayMs, resolve));
    return step(request);
  };
}

/** What Node's fetch rejects with. */
export function fetchFailed(code: string, more: object = {}): TypeError {
  return new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code, ...more }) });
}

export const reset: Step = fails(fetchFailed('ECONNRESET', { syscall: 'read' }));
export const notConnected: Step = fails(fetchFailed('ECONNREFUSED', { syscall: 'connect' }));
