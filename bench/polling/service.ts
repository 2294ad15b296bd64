import type { Clock, Fetch } from '@x/core';
import { exponential, type Random } from './random.ts';

/** A task as it really goes. Times in milliseconds of the clock. */
export interface RealTask {
  readonly runsAt: number;
  readonly endsAt: number;
}

type Status = 'refused' | 'queued' | 'running' | 'done';

/** A service that runs tasks behind a limiter, at the other end of a network. */
export interface Service {
  /** One question. Resolves when the answer is back. */
  ask(id: number): Promise<Status>;
  /** The same, in TensorsLab's words. */
  readonly fetch: Fetch;
  /** Questions by task. */
  readonly accepted: readonly number[];
  readonly refused: readonly number[];
}

export interface ServiceOptions {
  readonly clock: Clock;
  readonly random: Random;
  /** Questions that a window of one second takes; the rest gets 429. */
  readonly perSecond: number;
  readonly tasks: readonly RealTask[];
  /** Whether answers tell "queued" from "running". */
  readonly tellsStates: boolean;
  /** Of the fixed part and of the mean random part of one way; 20 by default. */
  readonly latencyMs?: number | undefined;
}

/** Each way: 20 ms and an exponential 20 ms more. */
const LATENCY_MS = 20;
/** Of one way. */
export const MEAN_LATENCY_MS = 2 * LATENCY_MS;
/** Of one way: so many equally likely values, each the mean of its slice of the law. */
export function latencies(count: number): readonly number[] {
  // The integral of -ln: of the exponential part that is longer than in all but this share.
  const beyond = (share: number): number => (share === 0 ? 0 : share * (1 - Math.log(share)));
  return Array.from(
    { length: count },
    (_, slice) => LATENCY_MS * (1 + count * (beyond((slice + 1) / count) - beyond(slice / count))),
  );
}

const HEADERS = { 'content-type': 'application/json' };

export function createService({
  clock,
  random,
  perSecond,
  tasks,
  tellsStates,
  latencyMs = LATENCY_MS,
}: ServiceOptions): Service {
  const accepted: number[] = [];
  const refused: number[] = [];
  // Nobody knows where the service's window begins.
  const phase = random() * 1_000;
  let window = -1;
  let used = 0;

  const travel = (): Promise<void> =>
    new Promise((resolve) => void clock.setTimer(latencyMs + exponential(random, latencyMs), resolve));

  const decide = (id: number): Status => {
    const now = clock.elapsed();
    const current = Math.floor((now + phase) / 1_000);
    if (current !== window) [window, used] = [current, 0];
    used += 1;
    if (used > perSecond) {
      refused[id] = (refused[id] ?? 0) + 1;
      return 'refused';
    }
    accepted[id] = (accepted[id] ?? 0) + 1;
    const task = tasks[id];
    if (task === undefined) throw new Error(`no task ${id}`);
    if (now >= task.endsAt) return 'done';
    return tellsStates && now < task.runsAt ? 'queued' : 'running';
  };

  const ask = async (id: number): Promise<Status> => {
    await travel();
    const status = decide(id);
    await travel();
    return status;
  };

  return {
    accepted,
    refused,
    ask,
    async fetch(request) {
      const { taskid } = (await request.json()) as { readonly taskid: string };
      const status = await ask(Number(taskid));
      if (status === 'refused')
        return new Response('{"code":429,"msg":"too many requests"}', { status: 429, headers: HEADERS });
      const done = status === 'done';
      const state = done ? 3 : status === 'queued' ? 1 : 2;
      const url = done ? '["https://pictures.example/cat.png"]' : '[]';
      const text = `{"code":1000,"msg":"OK","data":{"taskid":"${taskid}","url":${url},"image_status":${state}}}`;
      return new Response(text, { headers: HEADERS });
    },
  };
}
