import fc from 'fast-check';
import * as answers from './answers.ts';
import type { Harness } from './harness.ts';
import type { Step } from './traffic.ts';

/** What a user may do with one order. */
const KINDS = ['run', 'run all', 'two waits', 'watch', 'watch and leave', 'get now and then'] as const;

/** One order of a storm. */
export interface StormOrder {
  readonly kind: (typeof KINDS)[number];
  readonly startMs: number;
  /** Of its waits. */
  readonly timeoutMs: number;
  /** When its caller loses interest, after its start; most never do. */
  readonly abortMs: number | undefined;
}

/** How one request is answered. */
export interface StormAnswer {
  /** Of a step. */
  readonly name: string;
  /** How much later the answer comes; what was asked is done at once. */
  readonly lateMs: number;
}

/** Many orders on one client, and what goes wrong meanwhile. */
export interface Storm {
  /** What `Math.random` begins with. */
  readonly seed: number;
  readonly pace: { readonly queryPerSecond: number; readonly submitPerSecond: number };
  readonly retryLimit: number;
  readonly orders: readonly StormOrder[];
  /** In the order in which requests come. */
  readonly submits: readonly StormAnswer[];
  readonly queries: readonly StormAnswer[];
}

/** Steps by name. */
export type Steps = Readonly<Record<string, Step>>;

const sentOn: Step = (request, pass) => pass(request);

/** Answers that say nothing: the service may have done what was asked, or not. */
const SILENT: Steps = {
  'a reset': answers.reset,
  'an error without a code': answers.throwing(new TypeError('Failed to fetch')),
  'an HTML page': answers.htmlPage(),
  'a 502 in HTML': answers.htmlPage(502),
  'a bare 500': answers.bareStatus(500),
  'a bare 202': answers.bareStatus(202),
  'a 200 that says {}': answers.saying('{}'),
  'a redirect': answers.bareStatus(303, { location: 'http://127.0.0.1:2/' }),
  'no answer': answers.deaf,
  'a body that stops': answers.stalledBody,
  'a body that breaks': answers.brokenBody,
};

/** What may come of a submit that the service certainly did not execute. */
export function harmlessSteps<Input>({ wire }: Harness<Input>): Steps {
  return {
    'no connection': answers.connectionRefused,
    'too many requests': wire.rateLimited,
    'a refusal': (request) => wire.refused(request, 'not like this'),
  };
}

/** What may come of a submit. */
export function submitSteps<Input>(harness: Harness<Input>): Steps {
  const executed = Object.entries(SILENT).map(([name, step]) => [`${name}, once executed`, answers.onceExecuted(step)]);
  return {
    'the answer': sentOn,
    'half the answer': answers.cut(sentOn),
    ...harmlessSteps(harness),
    ...SILENT,
    ...(Object.fromEntries(executed) as Steps),
  };
}

/** What a service says of a task that it knows. */
export function statusSteps<Input>({ wire }: Harness<Input>): Steps {
  return {
    running: wire.running,
    'a status that nobody knows': wire.unknownStatus,
    'done without a picture': wire.doneWithoutPicture,
  };
}

/** What may come of a query. */
export function querySteps<Input>(harness: Harness<Input>): Steps {
  const { wire } = harness;
  return {
    'the answer': sentOn,
    'half the answer': answers.cut(sentOn),
    ...statusSteps(harness),
    'no connection': answers.connectionRefused,
    'too many requests': wire.rateLimited,
    'too many requests, with Retry-After': answers.withHeader(wire.rateLimited, 'retry-after', '5'),
    'not found': wire.notFound,
    'a wrong key': wire.wrongKey,
    ...SILENT,
  };
}

/** All storms that a provider may get into. */
export function storms<Input>(harness: Harness<Input>): fc.Arbitrary<Storm> {
  const answersOf = (steps: Steps, maxLength: number): fc.Arbitrary<readonly StormAnswer[]> =>
    fc.array(
      fc.record({
        name: fc.constantFrom(...Object.keys(steps)),
        // The longest are longer than a client waits for an answer.
        lateMs: fc.constantFrom(0, 0, 0, 300, 3_000, 5_000, 8_000),
      }),
      { maxLength, size: 'max' },
    );
  const perSecond = fc.integer({ min: 1, max: 40 });
  const order = fc.record({
    kind: fc.constantFrom(...KINDS),
    startMs: fc.nat(10_000),
    timeoutMs: fc.integer({ min: 2_000, max: 90_000 }),
    abortMs: fc.option(fc.nat(40_000), { nil: undefined, freq: 3 }),
  });
  return fc.record({
    seed: fc.nat(),
    pace: fc.record({ queryPerSecond: perSecond, submitPerSecond: perSecond }),
    retryLimit: fc.nat(3),
    orders: fc.array(order, { minLength: 1, maxLength: 20, size: 'max' }),
    submits: answersOf(submitSteps(harness), 20),
    queries: answersOf(querySteps(harness), 80),
  });
}
