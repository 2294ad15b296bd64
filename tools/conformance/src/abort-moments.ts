import type { Task } from '@x/core';
import { bareStatus, connectionRefused, deaf, late, onceExecuted, reset, stalledBody, withHeader } from './answers.ts';
import { drained } from './endings.ts';
import type { Harness } from './harness.ts';
import type { World } from './world.ts';

/** One moment in the life of a call. */
export interface Moment<Input> {
  /** Prepares the world; what it returns begins the call. */
  begin(world: World<Input>): Promise<(signal: AbortSignal) => Promise<unknown>>;
  /** How long after its begin the call is aborted. */
  readonly afterMs: number;
  /** Requests that the call had made by then. */
  readonly submits?: number;
  readonly queries?: number;
}

/** Everything that a call may be doing when its caller loses interest. */
export function abortMoments<Input>({ input, wire }: Harness<Input>): Readonly<Record<string, Moment<Input>>> {
  const slowly = withHeader(wire.rateLimited, 'retry-after', '50');

  const submit =
    (prepare: (world: World<Input>) => unknown): Moment<Input>['begin'] =>
    async (world) => {
      await prepare(world);
      return (signal) => world.images.submit(input, { signal });
    };
  const onTask =
    (
      prepare: (world: World<Input>) => unknown,
      call: (task: Task, signal: AbortSignal) => Promise<unknown>,
    ): Moment<Input>['begin'] =>
    async (world) => {
      const task = await world.images.submit(input);
      await prepare(world);
      return (signal) => call(task, signal);
    };
  const wait = (prepare: (world: World<Input>) => unknown): Moment<Input>['begin'] =>
    onTask(prepare, (task, signal) => task.wait({ signal }));
  return {
    'in a submit that gets no answer': {
      begin: submit(({ submits, clock }) => submits.next(late(clock, 60_000, reset))),
      afterMs: 5_000,
      submits: 1,
    },
    'in a submit, with a fetch that hears no signal': {
      begin: submit(({ submits }) => submits.next(deaf)),
      afterMs: 5_000,
      submits: 1,
    },
    'in a submit, while its answer comes in': {
      begin: submit(({ submits }) => submits.next(onceExecuted(stalledBody))),
      afterMs: 5_000,
      submits: 1,
    },
    'in the pause after a refused submit': {
      begin: submit(({ submits }) => submits.next(slowly)),
      afterMs: 5_000,
      submits: 1,
    },
    'in the pause after a submit that never left': {
      begin: async (world) => {
        world.submits.always(connectionRefused);
        const { images } = world.client({ retry: { limit: 1_000, maxDelayMs: 60_000 } });
        return (signal) => images.submit(input, { signal });
      },
      afterMs: 100_000,
    },
    'in a wait, before its first question': { begin: wait(() => undefined), afterMs: 1, queries: 0 },
    'in a wait, between two questions': {
      begin: onTask(
        ({ queries }) => queries.always(wire.running),
        async (task, signal) => {
          await task.refresh();
          return task.wait({ signal, minIntervalMs: 60_000, maxIntervalMs: 60_000 });
        },
      ),
      afterMs: 30_000,
      queries: 1,
    },
    'in a poll': {
      begin: wait(({ queries, clock }) => queries.always(late(clock, 60_000, reset))),
      afterMs: 15_000,
      queries: 1,
    },
    'in a poll, with a fetch that hears no signal': {
      begin: wait(({ queries }) => queries.always(deaf)),
      afterMs: 15_000,
      queries: 1,
    },
    'in a poll, while its answer comes in': {
      begin: wait(({ queries }) => queries.always(stalledBody)),
      afterMs: 15_000,
      queries: 1,
    },
    'in the pause after a refused poll': {
      begin: wait(({ queries }) => queries.always(slowly)),
      afterMs: 15_000,
      queries: 1,
    },
    'in a watch': {
      begin: onTask(
        ({ queries }) => queries.always(deaf),
        (task, signal) => drained(task.watch({ signal })),
      ),
      afterMs: 15_000,
      queries: 1,
    },
    'in a refresh, with a fetch that hears no signal': {
      begin: onTask(
        ({ queries }) => queries.always(deaf),
        (task, signal) => task.refresh({ signal }),
      ),
      afterMs: 5_000,
      queries: 1,
    },
    'in the pause between two tries of a get': {
      begin: onTask(
        ({ queries }) => queries.next(withHeader(bareStatus(500), 'retry-after', '30')),
        (task, signal) => task.refresh({ signal }),
      ),
      afterMs: 5_000,
      queries: 1,
    },
    'in a get, between two answers without a picture': {
      begin: onTask(
        ({ queries }) => queries.always(wire.doneWithoutPicture),
        (task, signal) => task.refresh({ signal }),
      ),
      afterMs: 500,
      queries: 1,
    },
    'in a run': {
      begin: async ({ images, queries }) => {
        queries.always(deaf);
        return (signal) => images.run(input, { signal });
      },
      afterMs: 15_000,
      submits: 1,
      queries: 1,
    },
    'in a runAll': {
      begin: async ({ images, queries }) => {
        queries.always(deaf);
        return (signal) => drained(images.runAll([input], { signal }));
      },
      afterMs: 15_000,
      submits: 1,
      queries: 1,
    },
    'in the queue for the pace of the queries': {
      begin: async (world) => {
        const { images } = world.client({ pace: { queryPerSecond: 0.01 } });
        const task = await images.submit(input);
        await task.refresh();
        return (signal) => task.refresh({ signal });
      },
      afterMs: 30_000,
    },
    'in a wait, in the queue for the pace of the queries': {
      begin: async (world) => {
        const { images } = world.client({ pace: { queryPerSecond: 0.01 } });
        const task = await images.submit(input);
        world.queries.always(wire.running);
        await task.refresh();
        return (signal) => task.wait({ signal });
      },
      afterMs: 30_000,
    },
  };
}
