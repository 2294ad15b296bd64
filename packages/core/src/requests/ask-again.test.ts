import { describe, expect, test } from 'vitest';
import { type Answer, askAgain, correctClock, queryWithin, sendOnce, startCall, type Verdict } from '../provider.ts';
import { late, refuses, reset, says, silent } from '../testing/fake-service.ts';
import { createWorld, errorOf, type World } from '../testing/world.ts';

const request = { method: 'GET', path: '/things/1' } as const;
const order = { request: { method: 'POST', path: '/things', body: '{}' }, lookup: { thing: '1' } } as const;

/** What such a service answers: `{ name }`, or an error by its status. */
function read({ status, json }: Answer): Verdict<string> {
  if (status >= 400)
    return { refused: { kind: status === 429 ? 'rate-limit' : status >= 500 ? 'server' : 'invalid-request' } };
  const { name } = Object(json) as { readonly name?: unknown };
  return typeof name === 'string' ? { ok: name } : { unknown: [{ path: 'name', message: 'is missing' }] };
}
const named = (): Response => says({ name: 'it' }, { headers: { 'x-request-id': 'r-1' } });

describe('a request that may be made as often as one likes', () => {
  const asked = ({ provider }: World, settings = {}): ReturnType<typeof askAgain<string>> =>
    askAgain(startCall(provider(settings).transport), request, read, 5_000);

  test('is retried on passing faults, up to the limit', async () => {
    const world = createWorld();
    world.service.next('query', reset, refuses(503), silent, named);
    expect(await asked(world)).toMatchObject({ ok: 'it', requestId: 'r-1' });
    expect(world.service.requests).toHaveLength(4);
    world.service.always('query', refuses(503));
    expect(await errorOf(asked(world, { retry: { limit: 1 } }), 'api')).toMatchObject({
      kind: 'server',
      retryable: true,
    });
    expect(world.service.requests).toHaveLength(6);
  });

  test('waits as long as the service asks', async () => {
    const world = createWorld();
    world.service.next('query', refuses(503, {}, { 'retry-after': '9' }), named);
    await asked(world);
    expect(world.clock.elapsed()).toBe(9_000);
  });

  test('is not retried after a no', async () => {
    const world = createWorld();
    world.service.always('query', refuses(400));
    expect(await errorOf(asked(world), 'api')).toMatchObject({ kind: 'invalid-request', submission: 'none' });
    expect(world.service.requests).toHaveLength(1);
  });
});

describe('a clock that is off', () => {
  test('is no failure: asked again at once, also where nothing is retried', async () => {
    const world = createWorld({ retry: { limit: 0 } });
    const skewed = (answer: Answer): Verdict<string> =>
      answer.status === 401 ? { refused: { kind: 'authentication', cure: correctClock } } : read(answer);
    world.service.next('query', refuses(401, {}, { date: 'Thu, 01 Jan 2026 03:00:00 GMT' }), named);
    const call = startCall(world.provider().transport);
    expect(await askAgain(call, request, skewed, 5_000)).toMatchObject({ ok: 'it' });
    expect(world.events).toContainEqual(expect.objectContaining({ type: 'clock-corrected', offsetMs: 10_800_000 }));
  });
});

describe('within a call', () => {
  test('a query is asked once, and its fault is thrown', async () => {
    const { provider, service } = createWorld();
    const call = startCall(provider().transport);
    service.next('query', reset, named);
    await errorOf(queryWithin(call, request, read), 'network');
    expect(await queryWithin(call, request, read)).toBe('it');
    expect(service.requests).toHaveLength(2);
  });
});

describe('an order', () => {
  test('is sent once, and brings what the service says', async () => {
    const { provider, service, events } = createWorld();
    service.next('submit', named);
    const call = startCall(provider().transport, { context: 'mine' });
    expect(await sendOnce(call, order, read, 5_000)).toMatchObject({ ok: 'it', requestId: 'r-1' });
    expect(events).toMatchObject([
      { type: 'request', operation: 'submit', attempt: 1, context: 'mine' },
      { type: 'response', operation: 'submit', attempt: 1, status: 200, requestId: 'r-1' },
    ]);
  });

  test('whose answer is lost is unknown, with what to search for', async () => {
    const { provider, service, clock } = createWorld();
    service.next('submit', late(clock, 6_000, named));
    const error = await errorOf(sendOnce(startCall(provider().transport), order, read, 5_000), 'submission-unknown');
    expect(error.lookup).toEqual({ thing: '1', sentAt: '2026-01-01T00:00:00.000Z' });
    expect(service.requests).toHaveLength(1);
  });
});
