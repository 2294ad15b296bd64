import type { IncomingMessage } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { Miniflare } from 'miniflare';
import type { TaskRef } from '@x/tensorslab';
import { expectSame, type Settings } from '../cases/runtime-case.ts';
import { startHoldingProxy } from '../host/holding-proxy.ts';
import type { OpenSandbox } from '../host/open-sandbox.ts';
import type { OverlapRequest } from '../workers/overlap-worker.ts';
import { compatibilityDate, modulesOf } from './workerd-runner.ts';

interface Answer {
  readonly status?: string | undefined;
  readonly ref?: TaskRef | undefined;
  readonly error?: string | undefined;
}

/** How the first of two requests ends: its caller goes away and the runtime drops it, or its call is aborted. */
const ends = ['disconnected', 'aborted'] as const;
type End = (typeof ends)[number];

const row = 'one client for overlapping requests';

/** Requests of a worker that share one client of the module's scope: on edge runtimes none may await another's promise. */
export function overlapCases(script: string, flags: readonly string[], openSandbox: OpenSandbox) {
  const waits = (['mps', 'vod'] as const).flatMap((service) => [
    {
      row,
      name: `${service.toUpperCase()}: two requests wait for one task, both get it`,
      run: () => shareTask(script, flags, openSandbox, service, undefined),
    },
    ...ends.map((end) => ({
      row,
      name: `${service.toUpperCase()}: two requests wait for one task, the first is ${end} while it asks, the second gets it`,
      run: () => shareTask(script, flags, openSandbox, service, end),
    })),
  ]);
  const downloads = ends.map((end) => ({
    row,
    name: `WeChat Pay, nothing but the apiV3Key: the first of two requests is ${end} during the certificate download, the second finishes`,
    run: () => shareCertificates(script, flags, openSandbox, end),
  }));
  return [...waits, ...downloads];
}

async function withWorker(
  script: string,
  flags: readonly string[],
  openSandbox: OpenSandbox,
  taskDurationMs: number,
  mostExecutions: number,
  holds: (request: IncomingMessage) => boolean,
  work: (
    ask: (request: Omit<OverlapRequest, 'settings'>, signal?: AbortSignal) => Promise<Answer>,
    held: Promise<void>,
  ) => Promise<void>,
): Promise<void> {
  const { sandbox, settings } = await openSandbox({ taskDurationMs });
  const proxy = await startHoldingProxy(sandbox.url, holds);
  const through: Settings = JSON.parse(JSON.stringify(settings).replaceAll(sandbox.url, proxy.url));
  const miniflare = new Miniflare({
    modules: modulesOf(script),
    compatibilityDate,
    compatibilityFlags: [...flags],
    host: '127.0.0.1',
  });
  try {
    const url = await miniflare.ready;
    const ask = async (request: Omit<OverlapRequest, 'settings'>, signal?: AbortSignal): Promise<Answer> => {
      const body = JSON.stringify({ ...request, settings: through });
      const response = await fetch(url, { method: 'POST', body, signal: signal ?? null });
      return (await response.json()) as Answer;
    };
    await work(ask, proxy.held);
    // Nothing was bought that was not asked for; a request that was dropped may still have bought what it asked for.
    const executed = sandbox.executions.length;
    if (executed < 1 || executed > mostExecutions) throw new Error(`executed ${executed} times`);
  } finally {
    await miniflare.dispose();
    proxy.close();
    await sandbox.close();
  }
}

/** Ends the first of two requests once it is held; the second must finish all the same. */
async function endFirst(
  ask: (request: Omit<OverlapRequest, 'settings'>, signal?: AbortSignal) => Promise<Answer>,
  held: Promise<void>,
  request: Omit<OverlapRequest, 'settings' | 'abortAt'>,
  end: End,
  abortAt: OverlapRequest['abortAt'],
): Promise<void> {
  const controller = new AbortController();
  const first = ask(end === 'aborted' ? { ...request, abortAt } : request, controller.signal).catch((error: Error) => ({
    error: error.name,
  }));
  // Where the first ends before it can be held, its answer says why.
  const early = await Promise.race([held, first]);
  if (early !== undefined) throw new Error(`first: ${JSON.stringify(early)}`);
  const second = ask(request);
  // Looked at below; until then it may fail without anybody's notice.
  second.catch(() => {});
  // Long enough for the second to come across what the first has begun; when it is not, the case is only easier.
  await pause(300);
  if (end === 'disconnected') controller.abort();
  const { error = '' } = await first;
  if (!error.startsWith(end === 'disconnected' ? 'AbortError' : 'aborted as asked')) throw new Error(`first: ${error}`);
  expectSame(await second, { status: 'succeeded' });
}

function shareCertificates(
  script: string,
  flags: readonly string[],
  openSandbox: OpenSandbox,
  end: End,
): Promise<void> {
  const holds = ({ url }: IncomingMessage): boolean => url === '/v3/certificates';
  return withWorker(script, flags, openSandbox, 300, end === 'disconnected' ? 2 : 1, holds, (ask, held) =>
    endFirst(ask, held, { action: 'wxpay-run' }, end, 'certificates'),
  );
}

function shareTask(
  script: string,
  flags: readonly string[],
  openSandbox: OpenSandbox,
  service: 'mps' | 'vod',
  end: End | undefined,
): Promise<void> {
  const holds = ({ headers }: IncomingMessage): boolean =>
    end !== undefined && String(headers['x-tc-action']).startsWith('Describe');
  return withWorker(script, flags, openSandbox, 1_000, 1, holds, async (ask, held) => {
    const { ref, error } = await ask({ action: `${service}-submit` });
    if (ref === undefined) throw new Error(error);
    const request = { action: `${service}-wait`, ref } as const;
    if (end === undefined) {
      expectSame(await Promise.all([ask(request), ask(request)]), [{ status: 'succeeded' }, { status: 'succeeded' }]);
    } else {
      await endFirst(ask, held, request, end, 'query');
    }
    // A later request of the same client: the task is known to be done.
    expectSame(await ask(request), { status: 'succeeded' });
  });
}
