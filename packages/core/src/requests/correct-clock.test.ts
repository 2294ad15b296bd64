import { describe, expect, test } from 'vitest';
import { refuses, type Step, working } from '../testing/fake-service.ts';
import { createWorld, errorOf, gapsOf, type World } from '../testing/world.ts';

const input = { prompt: 'a cat' };
const start = Date.UTC(2026, 0, 1);

/** A service whose clock is ahead of ours by so much; refuses what was signed more than a minute from its time. */
function strict({ clock }: World, aheadMs: number, otherwise: Step): Step {
  return (request) => {
    const now = clock.now() + aheadMs;
    const signedAt = Date.parse(request.headers.get('x-signed-at') ?? '');
    const date = new Date(now).toUTCString();
    return Math.abs(now - signedAt) > 60_000 ? refuses(401, { code: 'clock' }, { date })(request) : otherwise(request);
  };
}
const accepted: Step = () => Response.json({ id: 't' });
const signedAt = ({ headers }: { readonly headers: Headers }): number => Date.parse(headers.get('x-signed-at') ?? '');

describe('a clock that is off', () => {
  test.each([2 * 3_600_000, -2 * 3_600_000, 24 * 3_600_000])(
    'by %i ms is corrected, and the submit executed once',
    async (aheadMs) => {
      const world = createWorld();
      const { images, service, events, clock } = world;
      let executed = 0;
      service.always(
        'submit',
        strict(world, aheadMs, (request) => ((executed += 1), accepted(request))),
      );
      const { ref } = await images.submit(input);
      expect([ref.id, executed, service.requests.length]).toEqual(['t', 1, 2]);
      expect(clock.elapsed(), 'corrected at once, within the pace').toBeLessThan(1_000);
      expect(ref.submittedAt, 'refs have our own time').toBe(new Date(clock.now()).toISOString());
      expect(service.requests.map(signedAt)).toEqual([start, expect.closeTo(start + aheadMs, -4)]);
      expect(events.filter(({ type }) => type === 'clock-corrected')).toMatchObject([{ offsetMs: aheadMs }]);
    },
  );

  test('signs right from then on, for all calls of the client', async () => {
    const world = createWorld();
    const { images, service, events } = world;
    service.always('submit', strict(world, 7_200_000, accepted));
    service.always('query', strict(world, 7_200_000, working));
    const { ref } = await images.submit(input);
    await images.get(ref);
    await images.submit(input);
    expect(service.requests).toHaveLength(4);
    expect(events.filter(({ type }) => type === 'clock-corrected')).toHaveLength(1);
  });

  test.each([24 * 3_600_000 + 1_000, -25 * 3_600_000, 365 * 86_400_000])(
    'by %i ms is not believed',
    async (aheadMs) => {
      const world = createWorld();
      const { images, service, events } = world;
      service.always('submit', strict(world, aheadMs, accepted));
      expect(await errorOf(images.submit(input), 'api')).toMatchObject({ kind: 'authentication', submission: 'none' });
      expect(service.requests).toHaveLength(1);
      expect(events.map(({ type }) => type)).not.toContain('clock-corrected');
    },
  );

  test.each<readonly [string, Readonly<Record<string, string>>]>([
    ['no', {}],
    ['an odd', { date: 'now' }],
  ])('is not corrected by %s Date', async (_, headers) => {
    const { images, service } = createWorld();
    service.always('submit', refuses(401, { code: 'clock' }, headers));
    await errorOf(images.submit(input), 'api');
    expect(service.requests).toHaveLength(1);
  });

  test('is corrected once in a call, and again in the next', async () => {
    const { images, service, clock, events } = createWorld();
    service.always('submit', (request) =>
      refuses(401, { code: 'clock' }, { date: new Date(clock.now() + 3_600_000).toUTCString() })(request),
    );
    for (const requests of [2, 4]) {
      expect(await errorOf(images.submit(input), 'api')).toMatchObject({ kind: 'authentication', submission: 'none' });
      expect(service.requests).toHaveLength(requests);
    }
    expect(events.filter(({ type }) => type === 'clock-corrected')).toHaveLength(2);
  });

  test('that jumps within a wait is corrected, and the wait asks again at once', async () => {
    const world = createWorld();
    const { images, service, refOf, clock } = world;
    service.next('query', working, strict(world, 7_200_000, working), strict(world, 7_200_000, working));
    const done = await images.resume(refOf('t')).wait();
    expect(done.status).toBe('succeeded');
    const gaps = gapsOf(service.requests);
    expect(gaps).toHaveLength(3);
    expect(gaps[1]).toBeLessThan(100);
    expect(clock.elapsed()).toBeGreaterThan(2_000);
  });

  test('is corrected in get as well, also where nothing is retried', async () => {
    const world = createWorld({ retry: { limit: 0 } });
    const { client, service, refOf } = world;
    service.always('query', strict(world, -7_200_000, working));
    expect(await client().get(refOf('t'))).toMatchObject({ status: 'running' });
    expect(service.requests).toHaveLength(2);
  });

  test('is corrected for what answers are judged by as well', async () => {
    const judged: number[] = [];
    const world = createWorld({ verify: async (_, { now }) => void judged.push(now.getTime()) });
    world.service.always('submit', strict(world, 7_200_000, accepted));
    await world.client().submit(input);
    expect(judged).toEqual([start, expect.closeTo(start + 7_200_000, -4)]);
  });
});
