import type { ClientEvent } from '@x/core';
import { describe, expect, test } from 'vitest';
import { reset } from './answers.ts';
import { endingOf } from './endings.ts';
import type { Harness } from './harness.ts';
import type { Step } from './traffic.ts';
import { worldsOf } from './world.ts';

/**
 * What a log line, a progress bar or a span is made of. That each request has exactly one response, and that no event
 * shows a secret, is looked at after every test of the kit.
 */
export function describeEvents<Input>(harness: Harness<Input>): void {
  const { input, provider, wire } = harness;
  const inWorld = worldsOf(harness);
  const picture: Step = (request) => wire.succeeded(request, 'https://pictures.example/cat.png');
  const typesOf = (events: readonly ClientEvent[]): readonly string[] => events.map(({ type }) => type);

  describe('events', () => {
    test(
      'tell of a run from its first request to its end, under one id, with the context of the caller',
      inWorld(async ({ images, queries, events, clock }) => {
        queries.next(wire.running, reset, picture);
        const context = { traceId: 'abc' };
        const { ref } = await images.run(input, { context });
        expect(typesOf(events)).toEqual([
          'request', 'response', 'submitted',
          'request', 'response', 'poll',
          'request', 'response',
          'request', 'response', 'poll', 'settled',
        ]); // prettier-ignore
        expect(new Set(events.map(({ callId }) => callId)).size).toBe(1);
        for (const event of events) {
          expect(event.provider).toBe(provider);
          expect(event.context).toBe(context);
          expect(event.at.getTime()).toSatisfy((ms: number) => ms >= Date.UTC(2026, 0, 1) && ms <= clock.now());
        }
        for (const event of events.slice(2)) expect(event.ref).toEqual(ref);
        expect(events.filter((event) => event.type === 'request').map(({ operation }) => operation)).toEqual([
          'submit',
          'query',
          'query',
          'query',
        ]);
        expect(events[7]).toMatchObject({ type: 'response', error: 'network' });
        expect(events[8]).toMatchObject({ type: 'request', method: expect.any(String) as string });
        expect(events[9]).toMatchObject({ type: 'response', status: 200 });
        expect(events[10]).toMatchObject({ type: 'poll', status: 'succeeded', polls: 3 });
        const durationMs = clock.elapsed();
        expect(events[11]).toMatchObject({ status: 'succeeded', by: 'query', polls: 3, durationMs });
      }),
    );

    test(
      'carry the URL that was asked, and how long the answer took',
      inWorld(async ({ images, submits, sandbox, events, pass }) => {
        submits.next(async (request, passOn) => {
          await pass(1_500);
          return passOn(request);
        });
        await images.submit(input);
        expect(events[0]).toMatchObject({ type: 'request', operation: 'submit', attempt: 1 });
        const [asked, answered] = events;
        expect(asked?.type === 'request' && asked.url.startsWith(sandbox.url)).toBe(true);
        expect(answered).toMatchObject({ type: 'response', durationMs: 1_500, status: 200 });
      }),
    );

    test(
      'of several calls have several ids, and each its own context',
      inWorld(async ({ images, events }) => {
        const task = await images.submit(input, { context: 'buying' });
        await Promise.all([task.wait({ context: 'waiting' }), task.refresh({ context: 'asking' })]);
        const contexts = new Map(events.map(({ callId, context }) => [callId, context]));
        expect(contexts.size).toBe(3);
        expect(new Set(contexts.values())).toEqual(new Set(['buying', 'waiting', 'asking']));
      }),
    );

    test(
      'of a runAll have an id for each input',
      inWorld(async ({ images, events }) => {
        for await (const outcome of images.runAll([input, input, input], { context: 'all' })) {
          expect(outcome.ok).toBe(true);
        }
        expect(new Set(events.map(({ callId }) => callId)).size).toBe(3);
        expect(new Set(events.map(({ context }) => context))).toEqual(new Set(['all']));
        for (const { callId } of events) {
          const own = typesOf(events.filter((event) => event.callId === callId));
          expect(own.filter((type) => type === 'submitted')).toHaveLength(1);
          expect(own.at(-1)).toBe('settled');
        }
      }),
    );

    test(
      'that nobody can take change nothing',
      inWorld(async ({ client, sandbox, queries }) => {
        const { images } = client({
          onEvent: () => {
            throw new Error('the log is full');
          },
        });
        queries.next(wire.rateLimited, wire.unknownStatus);
        expect(await images.run(input)).toMatchObject({ status: 'succeeded' });
        expect(sandbox.executions).toHaveLength(1);
      }),
    );

    test(
      'of a submit that was lost tell what to search by',
      inWorld(async ({ client, submits, events }) => {
        submits.always(reset);
        await endingOf(client({ retry: { limit: 0 } }).images.submit(input, { context: 'lost' }));
        const told = events.filter((event) => event.type === 'submission-unknown');
        expect(told).toMatchObject([{ context: 'lost', lookup: { sentAt: '2026-01-01T00:00:00.000Z' } }]);
        expect(typesOf(events)).not.toContain('submitted');
      }),
    );
  });
}
