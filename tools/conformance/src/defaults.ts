import { describe, expect, test } from 'vitest';
import { deaf } from './answers.ts';
import { endingOf, errorOf } from './endings.ts';
import type { Harness } from './harness.ts';
import { type Step, toMicrosecond, type Traffic } from './traffic.ts';
import { worldsOf } from './world.ts';

/** What a client does that is told nothing: READMEs promise it, and programs are written by it. */
export function describeDefaults<Input>(harness: Harness<Input>): void {
  const { input, limits, wire } = harness;
  const inWorld = worldsOf(harness);

  /** Even gaps, for which 0.95 of a limit is used; the last digits are lost in sums. */
  function expectSpaced({ gaps }: Traffic, perSecond: number): void {
    expect(gaps).toHaveLength(20);
    for (const gap of gaps) expect(gap).toBeCloseTo(1_000 / (0.95 * perSecond), 2);
  }

  describe('by default', () => {
    test(
      'submits use 0.95 of the limit, evenly spaced',
      inWorld(async ({ images, submits }) => {
        await Promise.all(Array.from({ length: 21 }, () => images.submit(input)));
        expectSpaced(submits, limits.submitPerSecond);
      }),
    );

    test(
      'queries use 0.95 of the limit, evenly spaced',
      inWorld(async ({ images, queries }) => {
        const { ref } = await images.submit(input);
        await Promise.all(Array.from({ length: 21 }, () => images.get(ref)));
        expectSpaced(queries, limits.queryPerSecond);
      }),
    );

    test(
      'an attempt of a submit is given up after 120 s, one of a query after 20 s',
      inWorld(async ({ client, submits, queries, clock }) => {
        const { images } = client({ retry: { limit: 0 } });
        const givenUpAfter: number[] = [];
        const noted: Step = (request, pass) => {
          const sentAt = clock.elapsed();
          request.signal.addEventListener('abort', () => {
            givenUpAfter.push(toMicrosecond(clock.elapsed() - sentAt));
          });
          return deaf(request, pass);
        };
        submits.next(noted);
        // Where the service knows it again, a lost one is sent again.
        await endingOf(images.submit(input));
        const { ref } = await images.submit(input);
        queries.next(noted);
        await errorOf(images.get(ref), 'request-timeout');
        expect(givenUpAfter).toEqual([120_000, 20_000]);
      }),
    );

    test.each([
      ['1 s', 'free', 0, 1_000],
      ['15 s', 'dear', 1_000_000, 15_000],
    ])('a wait asks every %s where questions are %s', (_, _price, queryCostMs, gapMs) =>
      inWorld(async ({ client, queries }) => {
        queries.always(wire.running);
        const { images } = client({ pace: { queryCostMs } });
        await errorOf(images.run(input, { timeoutMs: 120_000 }), 'task-timeout');
        // The last question comes right before the end.
        const gaps = queries.gaps.slice(0, -1);
        expect(gaps.length).toBeGreaterThan(5);
        expect(new Set(gaps)).toEqual(new Set([gapMs]));
      })(),
    );
  });
}
