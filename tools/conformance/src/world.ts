import type { ClientEvent, ClientOptions, Fetch, ImageTasks } from '@x/core';
import { createSandbox, type Sandbox, type SandboxOptions, type VirtualClock } from '@x/sandbox';
import { runningForHours } from '@x/test-helpers';
import { expect } from 'vitest';
import type { Harness } from './harness.ts';
import { expectNothingSecret, secretsIn } from './secrets-in.ts';
import { createTraffic, type Traffic } from './traffic.ts';

/** A sandbox in virtual time, a client that talks to it, and an observer between the two. */
export interface World<Input> {
  readonly sandbox: Sandbox;
  readonly clock: VirtualClock;
  readonly submits: Traffic;
  readonly queries: Traffic;
  /** Of all clients of this world. */
  readonly events: readonly ClientEvent[];
  /** What must never be shown: the harness's secrets and whatever was sent as Authorization. */
  readonly secrets: ReadonlySet<string>;
  readonly images: ImageTasks<Input>;
  /** Another client, as of another process: it shares nothing with the first. */
  client(options?: ClientOptions): { readonly images: ImageTasks<Input> };
  /** Lets time pass. */
  pass(delayMs: number): Promise<void>;
}

/** Longer than any pause of a client. */
const LONG_MS = 600_000;

/**
 * Makes the worlds of one provider's tests: each test has one of its own, and after it nothing may go on and nothing
 * may have been told that is nobody's business.
 */
export function worldsOf<Input>(
  harness: Harness<Input>,
): (body: (world: World<Input>) => Promise<void>, options?: SandboxOptions) => () => Promise<void> {
  return (body, options) => async () => {
    const sandbox = await createSandbox({ time: 'virtual', taskDurationMs: 5_000, ...options });
    try {
      const { world, observe } = openWorld(harness, sandbox);
      await body(world);
      await observe();
    } finally {
      await sandbox.close();
    }
  };
}

function openWorld<Input>(
  harness: Harness<Input>,
  sandbox: Sandbox,
): { readonly world: World<Input>; observe(): Promise<void> } {
  // The clock of a sandbox in virtual time is a virtual one.
  const clock = sandbox.clock as VirtualClock;
  const events: ClientEvent[] = [];
  const secrets = new Set(harness.secrets(sandbox));
  const traffic = { submit: createTraffic(clock), query: createTraffic(clock), other: createTraffic(clock) };
  let handedTooLate = 0;
  const handed = (): number => traffic.submit.count + traffic.query.count + traffic.other.count;

  const fetch: Fetch = async (request) => {
    if (request.signal.aborted) handedTooLate += 1;
    for (const secret of secretsIn(request)) secrets.add(secret);
    return traffic[harness.operationOf(request)].handle(request, sandbox.fetch);
  };
  const clientClock = runningForHours(clock);
  const client: World<Input>['client'] = (options = {}) => {
    const onEvent = (event: ClientEvent): void => {
      events.push(event);
      options.onEvent?.(event);
    };
    return harness.create(sandbox, { fetch, clock: clientClock, ...options, onEvent });
  };
  const pass = (delayMs: number): Promise<void> => new Promise((resolve) => void clock.setTimer(delayMs, resolve));

  const world: World<Input> = {
    sandbox,
    clock,
    submits: traffic.submit,
    queries: traffic.query,
    events,
    secrets,
    images: client().images,
    client,
    pass,
  };

  /** What holds after every test, whatever it was about. */
  const observe = async (): Promise<void> => {
    const requests = handed();
    expect(clock.pending, 'timers left behind').toBe(0);
    await pass(LONG_MS);
    expect(handed(), 'requests after everything had ended').toBe(requests);
    expect(handedTooLate, 'requests of calls that had ended').toBe(0);
    expectOneResponsePerRequest(events, requests);
    expectNothingSecret(events, secrets);
  };
  return { world, observe };
}

function expectOneResponsePerRequest(events: readonly ClientEvent[], requests: number): void {
  const keysOf = (type: ClientEvent['type']): readonly string[] =>
    events
      .filter((event) => event.type === type)
      .map((event) => ('attempt' in event ? `${event.callId} ${event.operation} ${event.attempt}` : ''))
      .sort();
  const asked = keysOf('request');
  expect(asked).toHaveLength(requests);
  expect(new Set(asked).size).toBe(requests);
  expect(keysOf('response'), 'exactly one response for each request').toEqual(asked);
}
