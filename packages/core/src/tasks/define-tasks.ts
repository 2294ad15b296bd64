import type { RequestOptions, RunOptions } from '../options.ts';
import { race } from '../requests/race.ts';
import { startCall, type Call } from '../requests/call.ts';
import { wakeAll } from '../requests/throttle.ts';
import type { Transport } from '../requests/transport.ts';
import { checkOptions } from './check-options.ts';
import { follow, waitForTask, watchTask } from './follow-task.ts';
import { leaveAtOnce } from './leave-at-once.ts';
import { getTask } from './query-task.ts';
import { recordReading } from './record-outcome.ts';
import { runAllTasks } from './run-all-tasks.ts';
import { submitTask } from './submit-task.ts';
import type { SucceededSnapshot, Task, Tasks, TaskSnapshot } from './task.ts';
import type { TaskDefinition, TaskReading } from './task-definition.ts';
import { createTaskEntries } from './task-entries.ts';
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
  const openEntry = createTaskEntries<Output, Raw>(clock, definition.typicalDurationMs, transport.pace.queryCostMs);
  const checkRef = clientRefCheck(provider, definition.refParams);

  const begin = (options: RequestOptions, ref?: TaskRef): Call =>
    startCall(transport, checkOptions(provider, options, ref), ref);

  const handle = (ref: TaskRef): Task<Output, Raw> => {
    let known = openEntry(ref);
    const entry = (): typeof known => (known = openEntry(ref, known));
    return {
      ref,
      get snapshot() {
        return entry().snapshot;
      },
      refresh: async (options = {}) => getTask(definition, begin(options, ref), entry(), options.timeoutMs),
      // Not one function more that sleeps: thousands may wait at once.
      wait: (options = {}) => {
        try {
          return waitForTask(definition, follow(begin(options, ref), entry(), options));
        } catch (error) {
          return Promise.reject(error as Error);
        }
      },
      watch: (options = {}) => {
        const { signal } = checkOptions(provider, options, ref);
        const left = new AbortController();
        const call = begin({ ...options, signal: left.signal }, ref);
        return leaveAtOnce(watchTask(definition, follow(call, entry(), options), left, signal), left);
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
    const startedAt = clock.elapsed();
    await race(call.signal, options.onSubmitted?.(task));
    return waitForTask(definition, follow(call, openEntry(task.ref), options, startedAt));
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
      const entry = openEntry(checkRef(ref));
      entry.expedited = true;
      wakeAll(entry);
    },
  };

  return {
    tasks,
    deliver: (ref, reading) => {
      const entry = openEntry(ref);
      const snapshot = recordReading(begin({}, ref), entry, reading, undefined, 'callback');
      // Whoever brings it hears of it first.
      queueMicrotask(() => wakeAll(entry));
      return snapshot;
    },
  };
}
