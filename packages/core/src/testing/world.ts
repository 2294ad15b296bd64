import { createVirtualClock, type VirtualClock } from '@x/sandbox';
import { errorsBy, runningForHours } from '@x/test-helpers';
import { onTestFinished } from 'vitest';
import { isTaskServiceError } from '../errors/any-task-service-error.ts';
import type { ClientEvent } from '../events.ts';
import type { ImageTasks } from '../tasks/task.ts';
import type { TaskRef } from '../tasks/task-ref.ts';
import { createFakeProvider, FAKE, type FakeClient, type FakeInput, type FakeSettings } from './fake-provider.ts';
import { createFakeService, type FakeService } from './fake-service.ts';

export { rejectionOf as rejection } from '@x/test-helpers';

/** One test's virtual time, service and client. */
export interface World {
  readonly clock: VirtualClock;
  readonly service: FakeService;
  readonly images: ImageTasks<FakeInput>;
  readonly events: readonly ClientEvent[];
  /** Another client of the same service. */
  client(settings?: FakeSettings): ImageTasks<FakeInput>;
  /** The same, with what its author has beside the tasks. */
  provider(settings?: FakeSettings): FakeClient;
  /** A ref as the client writes them; by default submitted now. */
  refOf(id: string, ageMs?: number): TaskRef;
  pass(delayMs: number): Promise<void>;
}

export function createWorld(settings: FakeSettings = {}): World {
  const clock = createVirtualClock();
  onTestFinished(() => clock.close());
  const service = createFakeService(clock);
  const events: ClientEvent[] = [];
  const base: FakeSettings = {
    clock: runningForHours(clock),
    fetch: service.fetch,
    onEvent: (event) => void events.push(event),
    ...settings,
  };
  const provider: World['provider'] = (more = {}) => createFakeProvider({ ...base, ...more });
  const client: World['client'] = (more) => provider(more).images;
  return {
    clock,
    service,
    events,
    provider,
    client,
    images: client(),
    refOf: (id, ageMs = 0) => ({
      version: 1,
      provider: FAKE,
      kind: 'image',
      id,
      params: { account: 'one', region: 'north' },
      submittedAt: new Date(clock.now() - ageMs).toISOString(),
    }),
    pass: (delayMs) => new Promise((resolve) => void clock.setTimer(delayMs, resolve)),
  };
}

/** The error of ours with this code that a promise rejects with. */
export const errorOf = errorsBy(isTaskServiceError);

/** Everything that an iterable brings. */
export async function collect<Value>(values: AsyncIterable<Value>): Promise<readonly Value[]> {
  const all: Value[] = [];
  for await (const value of values) all.push(value);
  return all;
}

/** The time from each to the next, to the microsecond: sums of fractions are off by less. */
export function gapsOf(requests: readonly { readonly at: number }[]): readonly number[] {
  return requests.slice(1).map(({ at }, index) => Math.round((at - (requests[index]?.at ?? NaN)) * 1_000) / 1_000);
}
