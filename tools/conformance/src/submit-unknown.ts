import { ConfigurationError, InputError, type Task } from '@x/core';
import type { FaultName } from '@x/sandbox';
import { describe, expect, test } from 'vitest';
import * as answers from './answers.ts';
import { endingOf, errorOf } from './endings.ts';
import type { Harness } from './harness.ts';
import type { Step } from './traffic.ts';
import { worldsOf, type World } from './world.ts';

/** Faults of the sandbox after which nobody can know, and whether the service did execute the submit. */
const FAULTS: readonly (readonly [FaultName, 'executed' | 'not executed'])[] = [
  ['reset-before-body', 'not executed'],
  ['reset-after-body', 'executed'],
  ['server-error', 'executed'],
  ['see-other', 'executed'],
  ['redirect', 'not executed'],
  ['html', 'executed'],
  ['truncated', 'executed'],
  ['no-id', 'executed'],
  ['latency', 'executed'],
];

/** Answers that promise neither yes nor no, in place of the one that told of the task. */
const LOST_ANSWERS: Readonly<Record<string, Step>> = {
  'an empty 200': answers.bareStatus(200),
  'a 200 that says null': answers.saying('null'),
  'a 200 that says {}': answers.saying('{}'),
  'a 200 that says []': answers.saying('[]'),
  'a 200 that says ""': answers.saying('""'),
  'a 204': answers.bareStatus(204),
  'a 301': answers.bareStatus(301, { location: 'http://127.0.0.1:2/' }),
  'a 302 to nowhere': answers.bareStatus(302),
  'a 304': answers.bareStatus(304),
  'a 308': answers.bareStatus(308, { location: '/elsewhere' }),
  'a 408': answers.bareStatus(408),
  'a 500 in HTML': answers.htmlPage(500),
  'a 502 in HTML': answers.htmlPage(502),
  'a 503 with Retry-After': answers.bareStatus(503, { 'retry-after': '1' }),
  'a 504': answers.bareStatus(504),
  'a body that stops': answers.stalledBody,
  'a body that breaks': answers.brokenBody,
  'a body without an end': answers.endlessBody,
};

const { fetchFailed, systemError } = answers;
/** What `fetch` may reject with after the request went out. */
const LOST_CONNECTIONS: Readonly<Record<string, unknown>> = {
  ECONNRESET: fetchFailed('ECONNRESET', { syscall: 'read' }),
  EPIPE: fetchFailed('EPIPE', { syscall: 'write' }),
  'ETIMEDOUT of an open connection': fetchFailed('ETIMEDOUT', { syscall: 'read' }),
  UND_ERR_SOCKET: fetchFailed('UND_ERR_SOCKET'),
  UND_ERR_HEADERS_TIMEOUT: fetchFailed('UND_ERR_HEADERS_TIMEOUT'),
  UND_ERR_BODY_TIMEOUT: fetchFailed('UND_ERR_BODY_TIMEOUT'),
  'an error without a code, as of a browser': new TypeError('Failed to fetch'),
  'words that only sound like a proof': new TypeError('connect ECONNREFUSED 127.0.0.1:443'),
  'several tries, not all of them refused': new TypeError('fetch failed', {
    cause: Object.assign(
      new AggregateError([
        systemError('ECONNREFUSED', 'first', { syscall: 'connect' }),
        systemError('ECONNRESET', 'second', { syscall: 'read' }),
      ]),
      { code: 'ECONNREFUSED' },
    ),
  }),
  'an alert about our own certificate, which comes after the request': fetchFailed(
    'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED',
  ),
  'an abort that nobody asked for': new DOMException('The operation was aborted', 'AbortError'),
  // Of a `fetch` that uses a client of ours itself.
  'a ConfigurationError of somebody else': new ConfigurationError('proxy: no key', { provider: 'proxy' }),
  'an InputError of somebody else': new InputError({ provider: 'proxy', issues: [{ path: 'id', message: 'is bad' }] }),
  'a text': 'it broke',
  nothing: undefined,
};

/** A paid request is executed at most once, and nobody is told that nothing happened when something may have. */
export function describeUnknownSubmits<Input>(harness: Harness<Input>): void {
  const { input, repeatable, provider, wire } = harness;
  const inWorld = worldsOf(harness);

  /** Submits; afterwards the account was charged once at most, and the caller knows it or knows that he does not. */
  async function expectPaidOnce(
    { sandbox, submits, events }: World<Input>,
    submitting: Promise<Task>,
    executed?: 'executed' | 'not executed',
  ): Promise<void> {
    const ending = await endingOf(submitting);
    const { executions } = sandbox;
    expect(executions.length).toBeLessThanOrEqual(1);
    if (!repeatable) {
      expect(submits.count, 'sent once').toBe(1);
      if (executed !== undefined) expect(executions).toHaveLength(executed === 'executed' ? 1 : 0);
      expect(ending.ok).toBe(false);
    }
    if (ending.ok) {
      expect(executions).toHaveLength(1);
      expect(await ending.value.wait()).toMatchObject({ status: 'succeeded' });
      return;
    }
    const error = await errorOf(submitting, 'submission-unknown');
    expect(error).toMatchObject({ submission: 'unknown', retryable: false, provider });
    expect(error.ref).toBeUndefined();
    expect(Date.parse(error.lookup['sentAt'] ?? '')).toBe(Date.UTC(2026, 0, 1));
    const told = events.filter(({ type }) => type === 'submission-unknown');
    expect(told).toMatchObject([{ lookup: { sentAt: error.lookup['sentAt'] } }]);
  }

  describe('a submit that may have been executed', () => {
    test.each(FAULTS)('after %s (%s)', (fault, executed) =>
      inWorld(async (world) => {
        world.sandbox.faults.set([{ fault, on: 'submit', nth: 1 }]);
        await expectPaidOnce(world, world.images.submit(input, { timeoutMs: 10_000 }), executed);
      })(),
    );

    test.each(Object.entries(LOST_ANSWERS))('answered by %s', (_, answer) =>
      inWorld(async (world) => {
        world.submits.next(answers.onceExecuted(answer));
        await expectPaidOnce(world, world.images.submit(input, { timeoutMs: 10_000 }), 'executed');
      })(),
    );

    test.each(Object.entries(LOST_CONNECTIONS))('lost by %s', (_, error) =>
      inWorld(async (world) => {
        world.submits.next(answers.onceExecuted(answers.throwing(error)));
        await expectPaidOnce(world, world.images.submit(input), 'executed');
      })(),
    );

    test.each([202, 303, 408, 500])('answered by %i, although the body says that it was accepted', (status) =>
      inWorld(async (world) => {
        world.submits.next(answers.withStatus(status));
        await expectPaidOnce(world, world.images.submit(input), 'executed');
      })(),
    );

    test(
      'by a fetch that hears no signal',
      inWorld(async (world) => {
        world.submits.next(answers.onceExecuted(answers.deaf));
        await expectPaidOnce(world, world.images.submit(input, { timeoutMs: 10_000 }), 'executed');
      }),
    );

    test(
      'in one call with requests that certainly were not',
      inWorld(async ({ images, submits, sandbox, events }) => {
        submits.next(answers.connectionRefused, wire.rateLimited, answers.onceExecuted(answers.reset));
        const ending = await endingOf(images.submit(input));
        if (!repeatable) {
          expect(submits.count).toBe(3);
          expect(ending).toMatchObject({ error: { code: 'submission-unknown', submission: 'unknown' } });
          expect(events.filter(({ type }) => type === 'submission-unknown')).toHaveLength(1);
        }
        expect(sandbox.executions).toHaveLength(1);
      }),
    );

    const refusals: Readonly<Record<string, Step>> = {
      'too many requests': wire.rateLimited,
      'a wrong key': wire.wrongKey,
      'a wrong request': (request) => wire.refused(request, 'not like this'),
      'no connection': answers.connectionRefused,
    };
    test.each(Object.entries(refusals))('is never made to nothing by %s later', (_, refusal) =>
      inWorld(async (world) => {
        world.submits.next(answers.onceExecuted(answers.reset), ...Array.from({ length: 20 }, () => refusal));
        await expectPaidOnce(world, world.images.submit(input), 'executed');
      })(),
    );

    test(
      'stays one submit through every query fault of the wait',
      inWorld(async ({ images, queries, sandbox }) => {
        queries.next(wire.rateLimited, answers.bareStatus(500), answers.reset);
        expect(await images.run(input)).toMatchObject({ status: 'succeeded' });
        expect(sandbox.executions).toHaveLength(1);
      }),
    );
  });
}
