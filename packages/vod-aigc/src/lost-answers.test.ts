import { isTaskServiceError } from '@x/core';
import { describe, expect, test } from 'vitest';
import { actionOf, answerOf, type Answerer, talkToGateway, talkToVod, tencent, tencentError } from './testing/talk.ts';

/** Numbers from 0 to 1 that are the same in each run. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const ROUNDS = 400;

/** What may come in place of an answer that got lost. */
const LOST: readonly (() => Response | Promise<Response>)[] = [
  () =>
    Promise.reject(new TypeError('fetch failed', { cause: Object.assign(new Error('reset'), { code: 'ECONNRESET' }) })),
  () => new Promise<never>(() => undefined),
  () => new Response('<!doctype html>', { status: 502 }),
  () => new Response('{"Response":{"Task', { status: 200 }),
  () => new Response(null, { status: 204 }),
  () => answerOf({ Response: { RequestId: 'r' } }),
  () => answerOf({}, 202),
];

interface Ending {
  readonly id?: string;
  readonly error?: unknown;
}

const endingOf = (submitting: Promise<{ readonly ref: { readonly id: string } }>): Promise<Ending> =>
  submitting.then(
    ({ ref: { id } }) => ({ id }),
    (error: unknown) => ({ error }),
  );

const settings = { retry: { limit: 3 }, timeoutMs: { submit: 10_000 }, pace: { submitPerSecond: 1_000 } };

describe.each([1, 2, 3])('under random lost answers (seed %i)', (seed) => {
  test('the direct client never executes a submit twice', async () => {
    const random = createRandom(seed);
    const pick = <Value>(values: readonly Value[]): Value => values[Math.floor(random() * values.length)] as Value;
    /** By session id: the id of the task that was made. */
    const executed = new Map<string, string>();
    let executions = 0;
    const service: Answerer = async (request) => {
      const body = (await request.json()) as { readonly SessionId: string };
      if (actionOf(request) === 'DescribeTasks') {
        const TaskSet = [...executed].map(([SessionId, TaskId]) => ({ SessionId, TaskId }));
        return random() < 0.5 ? tencent({ TaskSet: TaskSet.reverse() }) : pick(LOST)();
      }
      const { SessionId } = body;
      const dice = random();
      if (dice < 0.15) return tencentError(pick(['RequestLimitExceeded', 'InternalError', 'FailedOperation']));
      if (dice < 0.2) return tencentError('InvalidParameterValue.SubAppId');
      if (dice < 0.35) return pick(LOST)();
      if (executed.has(SessionId)) return dice < 0.8 ? tencentError('InvalidParameterValue.SessionId') : pick(LOST)();
      executions += 1;
      executed.set(SessionId, `task-${executions}`);
      return dice < 0.75 ? pick(LOST)() : tencent({ TaskId: `task-${executions}` });
    };
    const { images } = talkToVod(service, settings);
    const seen = { accepted: 0, none: 0, unknown: 0, certain: 0 };
    for (let round = 0; round < ROUNDS; round += 1) {
      const sessionId = `session-${round}`;
      const before = executions;
      const { id, error } = await endingOf(
        images.submit({ modelName: 'GG', modelVersion: '2.5', prompt: 'a cat', sessionId }),
      );
      const made = executions - before;
      expect(made).toBeLessThanOrEqual(1);
      if (id !== undefined) {
        expect([made, executed.get(sessionId)]).toEqual([1, id]);
        seen.accepted += 1;
        continue;
      }
      if (!isTaskServiceError(error)) throw error;
      if (error.submission === 'none') {
        expect(made).toBe(0);
        seen.none += 1;
      } else {
        expect(error).toMatchObject({ code: 'submission-unknown', lookup: { sessionId } });
        seen.unknown += 1;
        if (error.code === 'submission-unknown' && error.executed === true) {
          expect(made).toBe(1);
          seen.certain += 1;
        }
      }
    }
    // Each of the endings was met, or the test shows nothing.
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(5);
  });

  test('the gateway’s client never sends again after a lost answer, does after a rate limit, never after a quota', async () => {
    const random = createRandom(seed);
    const pick = <Value>(values: readonly Value[]): Value => values[Math.floor(random() * values.length)] as Value;
    const busy = (): Response => answerOf({ code: '429', message: 'busy', data: null }, 429);
    const refused = (): Response =>
      pick([
        () => tencentError('InvalidParameterValue'),
        () => answerOf({ error: { code: '', message: 'no', type: 'new_api_error' } }, 401),
      ])();
    const empty = (): Response =>
      pick([
        () =>
          answerOf({ error: { type: 'insufficient_quota', code: 'insufficient_user_quota', message: 'busy' } }, 429),
        () => answerOf({ code: 'insufficient_user_quota', message: 'empty', data: null }, 403),
        () => tencentError('LimitExceeded.Quota'),
      ])();
    let executions = 0;
    let outcomes: string[] = [];
    const { images } = talkToGateway(() => {
      const outcome = pick(['busy', 'busy', 'lost', 'lost and executed', 'empty', 'refused', 'accepted']);
      outcomes.push(outcome);
      if (outcome === 'busy') return busy();
      if (outcome === 'empty') return empty();
      if (outcome === 'refused') return refused();
      if (outcome !== 'lost') executions += 1;
      return outcome === 'accepted' ? answerOf({ task_id: `task-${executions}` }) : pick(LOST)();
    }, settings);
    const seen: Record<string, number> = {};
    for (let round = 0; round < ROUNDS; round += 1) {
      const before = executions;
      outcomes = [];
      const { id, error } = await endingOf(images.submit({ modelName: 'GEM', modelVersion: '2.5', prompt: 'a cat' }));
      const last = outcomes.at(-1) ?? '';
      // What came before the last was a rate limit, each time.
      expect(outcomes.slice(0, -1).every((outcome) => outcome === 'busy')).toBe(true);
      if (last === 'busy') expect(outcomes).toHaveLength(4);
      expect(executions - before).toBe(Number(last === 'accepted' || last === 'lost and executed'));
      if (last === 'accepted') expect(id).toBe(`task-${executions}`);
      else if (last.startsWith('lost')) expect(error).toMatchObject({ code: 'submission-unknown' });
      else if (last === 'empty') expect(error).toMatchObject({ kind: 'quota', submission: 'none' });
      else expect(error).toMatchObject({ code: 'api', submission: 'none' });
      seen[last] = (seen[last] ?? 0) + 1;
      if (outcomes.length > 1) seen['again'] = (seen['again'] ?? 0) + 1;
    }
    // Each of the endings was met, or the test shows nothing.
    expect(Object.keys(seen)).toHaveLength(7);
  });
});
