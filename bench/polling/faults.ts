import { isTaskServiceError, type RunOutcome } from '@x/core';
import { createTensorsLab } from '@x/tensorslab';
import { createEventClock } from './event-clock.ts';
import { createRandom, exponential, logNormal } from './random.ts';
import { table } from './tables.ts';
import { MEDIAN_MS, SIGMA } from './workload.ts';

const FAULTS = ['reset', 'HTTP 500', 'cut body'] as const;
const PROBABILITY = 0.01;
const CONCURRENCY = 2_000;
const PER_SECOND = 500;

/** `runAll` over many inputs against a service of which each hundredth answer fails in each of four ways. */
export async function faultsTable(_: number, quick: boolean): Promise<string> {
  const count = quick ? 2_000 : 10_000;
  const clock = createEventClock();
  const random = createRandom(1);
  const endsAt: number[] = [];
  const executed = new Map<string, number>();
  const seen: Record<string, number> = {};

  const answer = (request: 'submit' | 'query', body: string): Response => {
    const drawn = random();
    const fault = drawn < FAULTS.length * PROBABILITY ? FAULTS[Math.floor(drawn / PROBABILITY)] : undefined;
    if (fault !== undefined) seen[`${request}: ${fault}`] = (seen[`${request}: ${fault}`] ?? 0) + 1;
    const headers = { 'content-type': 'application/json' };
    if (fault === 'reset')
      throw new TypeError('fetch failed', { cause: Object.assign(new Error('reset'), { code: 'ECONNRESET' }) });
    if (fault === 'HTTP 500') return new Response('{"msg":"internal error"}', { status: 500, headers });
    return new Response(fault === 'cut body' ? body.slice(0, body.length / 2) : body, { headers });
  };

  const fetch = async (request: Request): Promise<Response> => {
    await new Promise<void>((resolve) => void clock.setTimer(20 + exponential(random, 20), resolve));
    if (request.url.endsWith('/infobytaskid')) {
      const { taskid } = (await request.json()) as { readonly taskid: string };
      if (random() < PROBABILITY) return refused('query');
      const done = clock.elapsed() >= (endsAt[Number(taskid)] ?? NaN);
      const url = done ? '["https://pictures.example/cat.png"]' : '[]';
      return answer(
        'query',
        `{"code":1000,"msg":"OK","data":{"taskid":"${taskid}","url":${url},"image_status":${done ? 3 : 2}}}`,
      );
    }
    const prompt = (await request.formData()).get('prompt');
    if (typeof prompt !== 'string') throw new Error('a submit without a prompt');
    if (random() < PROBABILITY) return refused('submit');
    // The worst case: executed first, and then the answer is lost.
    executed.set(prompt, (executed.get(prompt) ?? 0) + 1);
    const id = endsAt.push(clock.elapsed() + logNormal(random, MEDIAN_MS, SIGMA)) - 1;
    return answer('submit', `{"code":1000,"msg":"OK","data":{"taskid":"${id}"}}`);
  };
  const refused = (request: string): Response => {
    seen[`${request}: HTTP 429`] = (seen[`${request}: HTTP 429`] ?? 0) + 1;
    return new Response('{"code":429,"msg":"too many requests"}', { status: 429 });
  };

  const { images } = createTensorsLab({
    apiKey: 'key-of-the-bench',
    clock,
    fetch,
    pace: { submitPerSecond: PER_SECOND, queryPerSecond: PER_SECOND },
    wait: { timeoutMs: 3_600_000 },
  });
  let pulled = 0;
  let furthest = 0;
  let taken = 0;
  function* inputs(): Generator<{ readonly model: string; readonly prompt: string }> {
    for (; pulled < count;) {
      pulled += 1;
      furthest = Math.max(furthest, pulled - taken);
      yield { model: 'zimage', prompt: `picture ${pulled}` };
    }
  }
  const outcomes: Pick<RunOutcome<unknown>, 'ok'>[] = [];
  let named = 0;
  let lost = 0;
  const read = async (): Promise<void> => {
    for await (const outcome of images.runAll(inputs(), { concurrency: CONCURRENCY })) {
      taken += 1;
      outcomes.push({ ok: outcome.ok });
      if (outcome.ok) continue;
      const { error } = outcome;
      if (isTaskServiceError(error) && error.code === 'submission-unknown' && error.lookup['sentAt'] !== undefined)
        named += 1;
      else lost += 1;
    }
  };
  const { random: platform } = Math;
  Math.random = createRandom(2);
  try {
    await clock.run(read());
  } finally {
    Math.random = platform;
  }
  const twice = [...executed.values()].filter((times) => times > 1).length;
  const rows = [
    ['inputs', String(count)],
    ['outcomes', String(outcomes.length)],
    ['succeeded', String(outcomes.filter(({ ok }) => ok).length)],
    ['submissions unknown, each with its lookup', String(named)],
    ['waits lost, or any other end', String(lost)],
    ['executed by the service', String(executed.size)],
    ['executed twice', String(twice)],
    [`inputs taken and not yet read, at most (concurrency ${CONCURRENCY})`, String(furthest)],
    ...Object.entries(seen)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, times]) => [`fault: ${name}`, String(times)]),
  ];
  return table(['', ''], rows);
}
