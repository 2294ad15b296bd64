import { isTaskServiceError, type ImageTasks, type Task, type TaskRef } from '@x/core';
import { getEventListeners } from 'node:events';
import { expect } from 'vitest';
import { collect, endingOf } from './endings.ts';
import type { StormOrder } from './storm-plan.ts';
import type { World } from './world.ts';

/** What became of one order at the service, and which refs its user was told. */
export interface Fate {
  executed: number;
  readonly refs: TaskRef[];
}

const REASON = new Error('enough');

/** Places one order, does with it what its user does, and looks at every ending. */
export async function placeOrder<Input>(
  { clock, pass }: World<Input>,
  images: ImageTasks<Input>,
  input: Input,
  { kind, startMs, timeoutMs, abortMs }: StormOrder,
  fate: Fate,
): Promise<void> {
  await pass(startMs);
  const controller = new AbortController();
  const { signal } = controller;
  const stop = abortMs === undefined ? () => undefined : clock.setTimer(abortMs, () => controller.abort(REASON));
  const asked = { signal, context: fate };
  const options = { ...asked, timeoutMs };
  const told: Task[] = [];
  const onSubmitted = (task: Task): void => void told.push(task);

  /** The caller's own reason; or an error that is right about the order. */
  const judgeError = (error: unknown): void => {
    if (signal.aborted) {
      expect(error).toBe(REASON);
      return;
    }
    if (!isTaskServiceError(error)) throw error;
    const { submission, ref, code } = error;
    if (submission !== 'unknown')
      expect(fate.executed, `of ${submission}, ${code}`).toBe(submission === 'none' ? 0 : 1);
    expect(submission === 'unknown').toBe(code === 'submission-unknown');
    expect(submission === 'accepted').toBe(ref !== undefined);
  };
  /** It ends in time; with what was bought, or in true words. */
  const judge = async (promise: Promise<unknown>, latestMs = Infinity): Promise<void> => {
    const startedAt = clock.elapsed();
    const ending = await endingOf(promise);
    expect(clock.elapsed() - startedAt).toBeLessThanOrEqual(latestMs + 1);
    if (ending.ok) expect(fate.executed).toBe(1);
    else judgeError(ending.error);
  };
  const onTask = async (use: (task: Task) => Promise<void>): Promise<void> => {
    const submitted = endingOf(images.submit(input, asked));
    await judge(submitted.then((ending) => (ending.ok ? ending.value : Promise.reject(ending.error as Error))));
    const ending = await submitted;
    if (!ending.ok) return;
    told.push(ending.value);
    await use(ending.value);
  };

  const acts: Readonly<Record<StormOrder['kind'], () => Promise<void>>> = {
    run: () => judge(images.run(input, { ...options, onSubmitted })),
    async 'run all'() {
      const { values, thrown } = await collect(images.runAll([input], { ...options, onSubmitted }));
      if (thrown) judgeError(thrown.error);
      else expect(values).toHaveLength(1);
      for (const value of values) {
        if (value.ok) expect(fate.executed).toBe(1);
        else judgeError(value.error);
      }
    },
    'two waits': () =>
      onTask(async (task) => {
        const long = judge(task.wait(options), timeoutMs);
        const short = judge(images.resume(task.ref).wait({ ...options, timeoutMs: timeoutMs / 2 }), timeoutMs / 2);
        images.expedite(task.ref);
        await Promise.all([long, short]);
      }),
    watch: () =>
      onTask(async (task) => {
        const watching = collect(task.watch(options));
        await judge(watching, timeoutMs);
        const { values, thrown } = await watching;
        if (thrown) judgeError(thrown.error);
        else expect(['succeeded', 'failed']).toContain(values.at(-1)?.status);
      }),
    'watch and leave': () =>
      onTask(async (task) => {
        const waiting = judge(task.wait(options), timeoutMs);
        const watching = task.watch({ ...options, timeoutMs: timeoutMs * 2 })[Symbol.asyncIterator]();
        const first = endingOf(watching.next());
        await pass(timeoutMs / 3);
        images.expedite(task.ref);
        await watching.return?.();
        await Promise.all([first, waiting]);
      }),
    'get now and then': () =>
      onTask(async (task) => {
        for (let times = 0; times < 3 && !signal.aborted; times += 1) {
          await judge(images.get(task.ref, asked));
          await pass(timeoutMs / 10);
        }
      }),
  };
  await acts[kind]();
  stop();
  expect(getEventListeners(signal, 'abort')).toEqual([]);
  expect(told.length).toBeLessThanOrEqual(1);
  fate.refs.push(...told.map(({ ref }) => ref));
}
