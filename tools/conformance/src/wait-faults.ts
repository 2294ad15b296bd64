import { describe, expect, test } from 'vitest';
import * as answers from './answers.ts';
import { errorOf } from './endings.ts';
import type { Harness } from './harness.ts';
import type { Step } from './traffic.ts';
import { worldsOf } from './world.ts';

/** What a get ends with that was retried. */
interface RetriedError {
  readonly code: string;
  readonly kind?: string;
  readonly status?: number;
}

/** What passes by, and what ends a wait. */
export function describeWaitFaults<Input>(harness: Harness<Input>): void {
  const { input, wire } = harness;
  const inWorld = worldsOf(harness);
  const picture: Step = (request) => wire.succeeded(request, 'https://pictures.example/cat.png');
  const refused: Step = (request) => wire.refused(request, 'not like this');
  const times = (count: number, step: Step): readonly Step[] => Array.from({ length: count }, () => step);

  /** Faults of one query that say nothing about the task. */
  const passing: Readonly<Record<string, Step>> = {
    'too many requests': wire.rateLimited,
    'too many requests, with Retry-After': answers.withHeader(wire.rateLimited, 'retry-after', '3'),
    'a bare 429': answers.bareStatus(429),
    'a 408': answers.bareStatus(408),
    'a 500': answers.bareStatus(500),
    'a 502 in HTML': answers.htmlPage(502),
    'a 503 with Retry-After': answers.bareStatus(503, { 'retry-after': '3' }),
    'a reset': answers.reset,
    'no connection': answers.connectionRefused,
    'an error without a code': answers.throwing(new TypeError('Failed to fetch')),
    'an HTML page': answers.htmlPage(),
    'cut JSON': answers.cut(picture),
    'an empty 200': answers.bareStatus(200),
    'a 200 that says null': answers.saying('null'),
    'a 200 that says {}': answers.saying('{}'),
    'a redirect': answers.bareStatus(302, { location: 'http://127.0.0.1:2/' }),
    'no answer in time': answers.deaf,
    'a body that stops': answers.stalledBody,
    'a body that breaks': answers.brokenBody,
    'a body without an end': answers.endlessBody,
  };

  describe('a wait', () => {
    test.each(Object.entries(passing))('survives %s, again and again', (_, fault) =>
      inWorld(async ({ client, queries, sandbox }) => {
        const { images } = client({ timeoutMs: { query: 4_000 } });
        queries.next(...times(5, fault), wire.running, fault, picture);
        const done = await images.run(input);
        expect(done.status).toBe('succeeded');
        expect(queries.count).toBe(8);
        expect(sandbox.executions).toHaveLength(1);
        for (const gap of queries.gaps) expect(gap).toBeGreaterThanOrEqual(1_000);
      })(),
    );

    test(
      'does not ask before the Retry-After of a refusal is over',
      inWorld(async ({ images, queries }) => {
        queries.next(answers.withHeader(wire.rateLimited, 'retry-after', '20'), picture);
        await images.run(input);
        expect(queries.gaps[0]).toBeGreaterThanOrEqual(20_000);
      }),
    );

    test(
      'survives a sandbox that fails two times in three',
      inWorld(
        async ({ images, sandbox, queries }) => {
          const kinds = ['server-error', 'html', 'truncated', 'reset-after-body', 'rate-limit', 'redirect'] as const;
          sandbox.faults.set(kinds.map((fault) => ({ fault, on: 'query', probability: 0.17 })));
          expect(await images.run(input)).toMatchObject({ status: 'succeeded' });
          expect(queries.count).toBeGreaterThan(1);
          expect(sandbox.executions).toHaveLength(1);
        },
        { taskDurationMs: 30_000 },
      ),
    );

    const ending: Readonly<Record<string, readonly [Step, string]>> = {
      'a wrong key': [wire.wrongKey, 'authentication'],
      'a wrong request': [refused, 'invalid-request'],
      'a closed door': [answers.htmlPage(403), 'permission'],
      ...(wire.outOfQuota === undefined ? {} : { 'no quota': [wire.outOfQuota, 'quota'] }),
    };
    test.each(Object.entries(ending))('ends on %s given twice, with the ref', (_, [refusal, kind]) =>
      inWorld(async ({ images, queries, events }) => {
        queries.next(wire.running, refusal, refusal);
        const task = await images.submit(input);
        const error = await errorOf(task.wait(), 'api');
        expect(error).toMatchObject({ kind, submission: 'accepted', ref: task.ref, retryable: false });
        expect(queries.count).toBe(3);
        expect(events.at(-1)).toMatchObject({ type: 'settled', status: 'gave-up', ref: task.ref });
        // The task goes on, and so can its owner.
        expect(await task.wait()).toMatchObject({ status: 'succeeded' });
      })(),
    );

    test.each(Object.entries(ending))('survives %s given once, as often as it likes', (_, [refusal]) =>
      inWorld(async ({ images, queries }) => {
        queries.next(refusal, wire.running, refusal, wire.running, refusal, picture);
        expect(await images.run(input)).toMatchObject({ status: 'succeeded' });
        expect(queries.count).toBe(6);
      })(),
    );

    test(
      'survives "not found" for half a minute after the submit',
      inWorld(async ({ images, queries, clock }) => {
        queries.always(wire.notFound);
        const task = await images.submit(input);
        clock.setTimer(25_000, () => queries.always(picture));
        expect(await task.wait()).toMatchObject({ status: 'succeeded' });
        expect(queries.times.filter((time) => time < 25_000).length).toBeGreaterThan(2);
      }),
    );

    test(
      'ends on "not found" given twice after that',
      inWorld(async ({ images, client, queries, clock, pass }) => {
        queries.always(wire.notFound);
        const task = await images.submit(input);
        const error = await errorOf(task.wait(), 'api');
        expect(error).toMatchObject({ kind: 'not-found', submission: 'accepted', ref: task.ref });
        expect(clock.elapsed()).toSatisfy((ms: number) => ms >= 30_000 && ms < 90_000);

        await pass(60_000);
        const before = queries.count;
        await errorOf(client().images.resume(task.ref).wait(), 'api');
        expect(queries.count - before).toBe(2);
      }),
    );
  });

  describe('get', () => {
    const retried: Readonly<Record<string, readonly [Step, RetriedError]>> = {
      'too many requests': [wire.rateLimited, { code: 'api', kind: 'rate-limit' }],
      'a 408': [answers.bareStatus(408), { code: 'api' }],
      'a 500': [answers.bareStatus(500), { code: 'api', kind: 'server', status: 500 }],
      'a 503 in HTML': [answers.htmlPage(503), { code: 'api', kind: 'server', status: 503 }],
      'a reset': [answers.reset, { code: 'network' }],
      'no answer in time': [answers.deaf, { code: 'request-timeout' }],
    };
    test.each(Object.entries(retried))('asks again after %s, up to the limit', (_, [fault, expected]) =>
      inWorld(async ({ client, queries, events }) => {
        const { images } = client({ retry: { limit: 2 }, timeoutMs: { query: 4_000 } });
        const { ref } = await images.submit(input);
        queries.next(fault, fault, picture);
        expect(await images.get(ref)).toMatchObject({ status: 'succeeded' });
        expect(events.filter(({ type }) => type === 'retry')).toMatchObject([
          { operation: 'query', attempt: 1, error: expected.code },
          { operation: 'query', attempt: 2, error: expected.code },
        ]);
        queries.always(fault);
        const before = queries.count;
        await expect(images.get(ref)).rejects.toMatchObject({ ...expected, submission: 'accepted', ref });
        expect(queries.count - before).toBe(3);
      })(),
    );

    test.each([
      ['a wrong key', wire.wrongKey, 'authentication'],
      ['a wrong request', refused, 'invalid-request'],
      ['not found', wire.notFound, 'not-found'],
    ])('does not ask again after %s', (_, refusal, kind) =>
      inWorld(async ({ images, queries }) => {
        const { ref } = await images.submit(input);
        queries.always(refusal);
        const error = await errorOf(images.get(ref), 'api');
        expect(error).toMatchObject({ kind, submission: 'accepted', ref, retryable: false });
        expect(queries.count).toBe(1);
      })(),
    );

    test.each([
      ['an HTML page', answers.htmlPage()],
      ['cut JSON', answers.cut(picture)],
    ])('takes %s for no answer of the service', (_, answer) =>
      inWorld(async ({ images, queries }) => {
        const { ref } = await images.submit(input);
        queries.always(answer);
        const error = await errorOf(images.resume(ref).refresh(), 'response');
        expect(error).toMatchObject({ submission: 'accepted', ref });
      })(),
    );
  });
}
