import { describe, expect, test } from 'vitest';
import * as answers from './answers.ts';
import { errorOf } from './endings.ts';
import type { Harness } from './harness.ts';
import { type Step, toMicrosecond } from './traffic.ts';
import { worldsOf } from './world.ts';

const { fetchFailed, systemError } = answers;
const refusedConnection = (): Error => systemError('ECONNREFUSED', 'refused', { syscall: 'connect' });

/** What `fetch` rejects with when the request provably never left. */
const NEVER_SENT: Readonly<Record<string, unknown>> = {
  ECONNREFUSED: fetchFailed('ECONNREFUSED', { syscall: 'connect' }),
  'ECONNREFUSED of every address': new TypeError('fetch failed', {
    cause: new AggregateError([refusedConnection(), refusedConnection()]),
  }),
  ENOTFOUND: fetchFailed('ENOTFOUND', { syscall: 'getaddrinfo' }),
  EAI_AGAIN: fetchFailed('EAI_AGAIN', { syscall: 'getaddrinfo' }),
  'EHOSTUNREACH of connect': fetchFailed('EHOSTUNREACH', { syscall: 'connect' }),
  UND_ERR_CONNECT_TIMEOUT: fetchFailed('UND_ERR_CONNECT_TIMEOUT'),
  'a certificate that has expired': fetchFailed('CERT_HAS_EXPIRED'),
  'a certificate of another name': fetchFailed('ERR_TLS_CERT_ALTNAME_INVALID'),
};

/** Submits of which it is known that nothing was bought. */
export function describeRefusedSubmits<Input>(harness: Harness<Input>): void {
  const { input, badInputs, wire } = harness;
  const inWorld = worldsOf(harness);

  describe('bad input', () => {
    test.each(badInputs)('$rule makes no request and is named', ({ input: bad, path }) =>
      inWorld(async ({ images, submits, queries, sandbox, events }) => {
        for (const submitting of [images.submit(bad as Input), images.run(bad as Input)]) {
          const error = await errorOf(submitting, 'input');
          expect(error.issues.map((issue) => issue.path)).toContain(path);
          expect(error).toMatchObject({ submission: 'none', retryable: false, provider: harness.provider });
          expect(error.message).toContain(path);
        }
        expect([submits.count, queries.count, sandbox.executions.length, events.length]).toEqual([0, 0, 0, 0]);
      })(),
    );
  });

  describe('a submit that never left', () => {
    test.each(Object.entries(NEVER_SENT))('because of %s is sent again, and executed once', (_, error) =>
      inWorld(async ({ images, submits, sandbox, events }) => {
        submits.next(answers.throwing(error), answers.throwing(error));
        const { ref } = await images.submit(input);
        expect(submits.count).toBe(3);
        expect(sandbox.executions.map(({ id }) => id)).toEqual([ref.id]);
        const retries = events.filter((event) => event.type === 'retry');
        expect(retries).toMatchObject([
          { operation: 'submit', attempt: 1, error: 'network' },
          { operation: 'submit', attempt: 2, error: 'network' },
        ]);
        for (const [index, gap] of submits.gaps.entries()) {
          expect(gap, 'the pause that was told').toBeGreaterThanOrEqual(toMicrosecond(retries[index]?.delayMs ?? NaN));
        }
      })(),
    );

    test.each(Object.entries(NEVER_SENT))('because of %s, again and again, is a NetworkError', (_, error) =>
      inWorld(async ({ client, submits, sandbox }) => {
        submits.always(answers.throwing(error));
        const thrown = await errorOf(client({ retry: { limit: 2 } }).images.submit(input), 'network');
        expect(thrown).toMatchObject({ submission: 'none', retryable: true });
        expect(thrown.ref).toBeUndefined();
        expect(submits.count).toBe(3);
        expect(sandbox.executions).toEqual([]);
      })(),
    );
  });

  describe('a refused submit', () => {
    const refused: Step = (request) => wire.refused(request, 'not like this');

    test(
      'is an ApiError in the words of the service, and is not sent again',
      inWorld(async ({ images, submits, sandbox, events }) => {
        submits.always(refused);
        const error = await errorOf(images.submit(input), 'api');
        expect(error).toMatchObject({ kind: 'invalid-request', submission: 'none', retryable: false });
        expect(error.message).toContain('not like this');
        expect(error.ref).toBeUndefined();
        expect([submits.count, sandbox.executions.length]).toEqual([1, 0]);
        expect(events.map(({ type }) => type)).not.toContain('submission-unknown');
      }),
    );

    test(
      'for a wrong key is told as such',
      inWorld(async ({ images, submits }) => {
        submits.always(wire.wrongKey);
        const error = await errorOf(images.submit(input), 'api');
        expect(error).toMatchObject({ kind: 'authentication', submission: 'none', retryable: false });
        expect(submits.count).toBe(1);
      }),
    );

    test(
      'by a firewall in HTML is judged by its status',
      inWorld(async ({ images, submits }) => {
        submits.always(answers.htmlPage(403));
        const error = await errorOf(images.submit(input), 'api');
        expect(error).toMatchObject({ kind: 'permission', status: 403, submission: 'none' });
        expect(submits.count).toBe(1);
      }),
    );

    test(
      'for rate is sent again, and executed once',
      inWorld(async ({ images, submits, sandbox, events }) => {
        submits.next(wire.rateLimited, wire.rateLimited);
        const { ref } = await images.submit(input);
        expect(submits.count).toBe(3);
        expect(sandbox.executions.map(({ id }) => id)).toEqual([ref.id]);
        const delays = events.flatMap((event) => (event.type === 'retry' ? [event.delayMs] : []));
        expect(delays).toHaveLength(2);
        for (const [index, gap] of submits.gaps.entries()) {
          expect(gap).toBeGreaterThanOrEqual(toMicrosecond(delays[index] ?? NaN));
        }
        expect(events.filter((event) => event.type === 'throttled')).toContainEqual(
          expect.objectContaining({ operation: 'submit', by: 'rate-limit' }),
        );
      }),
    );

    test(
      'for rate waits as long as the service asks',
      inWorld(async ({ images, submits, sandbox, events }) => {
        submits.next(answers.withHeader(wire.rateLimited, 'retry-after', '7'));
        await images.submit(input);
        expect(submits.gaps[0]).toBeGreaterThanOrEqual(7_000);
        expect(sandbox.executions).toHaveLength(1);
        expect(events.filter((event) => event.type === 'throttled')).toContainEqual(
          expect.objectContaining({ operation: 'submit', by: 'retry-after', delayMs: 7_000 }),
        );
      }),
    );

    test(
      'for rate, with a Retry-After of hours, waits a minute at most',
      inWorld(async ({ images, submits }) => {
        submits.next(answers.withHeader(wire.rateLimited, 'retry-after', '7200'));
        await images.submit(input);
        expect(submits.gaps[0]).toSatisfy((ms: number) => ms >= 60_000 && ms < 70_000);
      }),
    );

    test(
      'for rate, again and again, is an ApiError that can be tried later',
      inWorld(async ({ client, submits, sandbox }) => {
        submits.always(answers.withHeader(wire.rateLimited, 'retry-after', '2'));
        const error = await errorOf(client({ retry: { limit: 2 } }).images.submit(input), 'api');
        expect(error).toMatchObject({ kind: 'rate-limit', submission: 'none', retryable: true, retryAfterMs: 2_000 });
        expect([submits.count, sandbox.executions.length]).toEqual([3, 0]);
      }),
    );

    test(
      'is not sent again where retries are switched off',
      inWorld(async ({ client, submits }) => {
        const { images } = client({ retry: { limit: 0 } });
        submits.always(wire.rateLimited);
        await errorOf(images.submit(input), 'api');
        submits.always(answers.connectionRefused);
        await errorOf(images.submit(input), 'network');
        expect(submits.count).toBe(2);
      }),
    );

    const { outOfQuota } = wire;
    if (outOfQuota !== undefined) {
      test(
        'for quota is never sent again',
        inWorld(async ({ images, submits, events }) => {
          submits.always(answers.withHeader(outOfQuota, 'retry-after', '1'));
          const error = await errorOf(images.submit(input), 'api');
          expect(error).toMatchObject({ kind: 'quota', submission: 'none', retryable: false });
          expect(submits.count).toBe(1);
          expect(events.map(({ type }) => type)).not.toContain('throttled');
        }),
      );
    }
  });
}
