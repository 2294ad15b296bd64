import type { RequestOptions, RunOptions, WaitOptions } from '../options.ts';
import { race } from '../requests/race.ts';
import { startCall, type Call } from '../requests/call.ts';
import type { Transport } from '../requests/transport.ts';
import { withDefaults } from '../schemas/with-defaults.ts';
import { checkOptions } from './check-options.ts';
import { followTask, LEFT, waitForTask, type Follower } from './follow-task.ts';
import { getTask } from './query-task.ts';
import { recordReading } from './record-outcome.ts';
import { runAllTasks } from './run-all-tasks.ts';
import { submitTask } from './submit-task.ts';
import type { SucceededSnapshot, Task, Tasks, TaskSnapshot } from './task.ts';
import type { TaskDefinition, TaskReading } from './task-definition.ts';
import { createTaskEntries, wakeAll } from './task-entries.ts';
import { clientRefCheck, type TaskRef } from './task-ref.ts';

const DEFAULT_CONCURRENCY = 4;

/** What an author gets: the tasks for users, and a way in for what callbacks bring. */
export interface DefinedTasks<Input, Output, Raw> {
  /** What users get, as `client.images`. */
  readonly tasks: Tasks<Input, Output, Raw>;
  /**
   * A reading that did not come from a query: a verified callback, an event. Ends the waits on that task when it is
   * final. What cannot be trusted is for `tasks.expedite`.
   */
  deliver(ref: TaskRef, reading: TaskReading<Output, Raw>): TaskSnapshot<Output, Raw>;
}

/** Makes a client's tasks from what its author wrote down. */
export function defineTasks<Input, Output, Raw = unknown>(
  transport: Transport,
  definition: TaskDefinition<Input, Output, Raw>,
): DefinedTasks<Input, Output, Raw> {
  const { provider, clock } = transport;
  const entries = createTaskEntries<Output, Raw>(clock, definition.typicalDurationMs, transport.pace.queryCostMs);
  const checkRef = clientRefCheck(provider, definition.refParams);
  const engine = { transport, definition, entries };

  const begin = (options: RequestOptions, ref?: TaskRef): Call =>
    startCall(transport, checkOptions(provider, options), ref);
  const follow = (call: Call, options: WaitOptions<Output>): Follower<Output> => ({
    call,
    interval: withDefaults(transport.wait, options),
    startedAt: clock.elapsed(),
    onUpdate: options.onUpdate,
  });

  const handle = (ref: TaskRef): Task<Output, Raw> => {
    let known = entries.open(ref);
    const entry = (): typeof known => (known = entries.open(ref, known));
    return {
      ref,
      get snapshot() {
        return entry().snapshot;
      },
      refresh: async (options = {}) => getTask(engine, begin(options, ref), entry(), options.timeoutMs),
      wait: async (options = {}) => waitForTask(engine, entry(), follow(begin(options, ref), options)),
      watch: (options = {}) => {
        const left = new AbortController();
        const { signal = left.signal } = checkOptions(provider, options);
        const call = begin({ ...options, signal: AbortSignal.any([signal, left.signal]) }, ref);
        const watching = followTask(engine, entry(), follow(call, options));
        // A stream that is cancelled leaves in the middle of a pause, where a generator would first sleep on.
        const leave = watching.return.bind(watching);
        watching.return = (value) => {
          left.abort(LEFT);
          return leave(value);
        };
        return watching;
      },
      toJSON: () => ref,
    };
  };

  const run = async (
    input: Input,
    options: RunOptions<Output>,
    call: Call,
  ): Promise<SucceededSnapshot<Output, Raw>> => {
    const { onBeforeSend, requestTimeoutMs } = options;
    const task = handle(await submitTask(definition, call, input, { onBeforeSend, timeoutMs: requestTimeoutMs }));
    // Before onSubmitted: the time-out counts from acceptance.
    const follower = follow(call, options);
    await race(call.signal, options.onSubmitted?.(task));
    return waitForTask(engine, entries.open(task.ref), follower);
  };

  const resume = (ref: TaskRef): Task<Output, Raw> => handle(checkRef(ref));

  const tasks: Tasks<Input, Output, Raw> = {
    provider,
    submit: async (input, options = {}) => handle(await submitTask(definition, begin(options), input, options)),
    run: async (input, options = {}) => run(input, options, begin(options)),
    runAll: (inputs, options = {}) => {
      const concurrency = checkOptions(provider, options).concurrency ?? definition.concurrency ?? DEFAULT_CONCURRENCY;
      return runAllTasks(inputs, { ...options, concurrency }, (input, item, signal) => {
        const call = begin({ ...options, signal });
        const onSubmitted = async (task: Task<Output>): Promise<void> => options.onSubmitted?.(task, item);
        return { call, snapshot: run(input, { ...options, onSubmitted }, call) };
      });
    },
    get: async (ref, options) => resume(ref).refresh(options),
    resume,
    expedite: (ref) => {
      const entry = entries.open(checkRef(ref));
      entry.expedited = true;
      wakeAll(entry);
    },
  };

  return {
    tasks,
    deliver: (ref, reading) => {
      const entry = entries.open(ref);
      const snapshot = recordReading(begin({}, ref), entry, reading, undefined, 'callback');
      wakeAll(entry);
      return snapshot;
    },
  };
}
