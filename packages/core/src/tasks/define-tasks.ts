import type { RequestOptions, RunOptions, WaitOptions } from '../options.ts';
import { race } from '../requests/race.ts';
import { startCall, type Call } from '../requests/call.ts';
import type { Transport } from '../requests/transport.ts';
import { withDefaults } from '../schemas/with-defaults.ts';
import { checkOptions } from './check-options.ts';
import { followTask, waitForTask, type Follower } from './follow-task.ts';
import { getTask } from './query-task.ts';
import { runAllTasks } from './run-all-tasks.ts';
import { firstDueAt } from './schedule.ts';
import { submitTask } from './submit-task.ts';
import type { SucceededSnapshot, Task, Tasks } from './task.ts';
import type { TaskDefinition } from './task-definition.ts';
import { createTaskEntries, wakeAll } from './task-entries.ts';
import { checkClientRef, type TaskRef } from './task-ref.ts';

const DEFAULT_CONCURRENCY = 4;

/** Makes a client's tasks from what its author wrote down. */
export function defineTasks<Input, Output, Raw = unknown>(
  transport: Transport,
  definition: TaskDefinition<Input, Output, Raw>,
): Tasks<Input, Output, Raw> {
  const { provider, clock } = transport;
  const entries = createTaskEntries<Output, Raw>((ref) => firstDueAt(clock, ref, definition));
  const engine = { transport, definition, entries };

  const begin = (options: RequestOptions, ref?: TaskRef): Call =>
    startCall(transport, checkOptions(provider, options), ref);
  const follow = (call: Call, options: WaitOptions<Output>): Follower<Output> => ({
    ...withDefaults(transport.wait, options),
    call,
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
      refresh: async (options = {}) => getTask(engine, entry(), checkOptions(provider, options)),
      wait: async (options = {}) => waitForTask(engine, entry(), follow(begin(options, ref), options)),
      watch: (options = {}) => followTask(engine, entry(), follow(begin(options, ref), options)),
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
    await race(call.signal, Promise.resolve(options.onSubmitted?.(task)));
    return waitForTask(engine, entries.open(task.ref), follower);
  };

  const resume = (ref: TaskRef): Task<Output, Raw> => handle(checkClientRef(ref, provider, definition.refParams));

  return {
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
      const entry = entries.open(checkClientRef(ref, provider, definition.refParams));
      entry.expedited = true;
      wakeAll(entry);
    },
  };
}
