import type { AnyTaskServiceError, ImageOutput, ImageTaskSnapshot, TaskRef } from '@x/core';
import {
  abortWith,
  type Call,
  type DefinedTasks,
  leaveAtOnce,
  parseInput,
  requestOptions,
  startCall,
  type TaskReading,
  type Transport,
} from '@x/core/provider';
import * as v from 'valibot';
import { addStoredFiles } from './add-stored-files.ts';
import { parsePush } from './parse-push.ts';
import { pullContents } from './pull-contents.ts';
import { readEvent } from './read-event.ts';
import type { KnownRefs } from './remember-ref.ts';
import { isStored, type VodTask } from './read-task-detail.ts';
import { paramsOf, type VodAccount } from './vod-account.ts';
import { PROVIDER } from './vod-aigc-settings.ts';
import type { PullOptions, VodEvent, VodEvents } from './vod-event.ts';
import type { VodImageInput } from './vod-image-input.ts';

const pullOptionsSchema = /* @__PURE__ */ (() => v.strictObject({ signal: requestOptions.signal }))();

/** What events have to do with. */
export interface EventContext {
  readonly transport: Transport;
  readonly account: VodAccount;
  readonly signKey: string | undefined;
  readonly knownRefs: KnownRefs;
  readonly images: DefinedTasks<VodImageInput, ImageOutput, unknown>;
}

/** The events of an application, and what they do to the waits of this client. */
export function createVodEvents({ transport, account, signKey, knownRefs, images }: EventContext): VodEvents {
  const { clock } = transport;

  const toEvent = async (
    content: unknown,
    settle: (ref: TaskRef, task: VodTask, known: TaskRef | undefined) => ImageTaskSnapshot | Promise<ImageTaskSnapshot>,
  ): Promise<VodEvent> => {
    const event = readEvent(content);
    if ('type' in event) return event;
    const known = knownRefs.get(event.id);
    const ref = known ?? {
      version: 1,
      provider: PROVIDER,
      kind: 'image',
      id: event.id,
      params: paramsOf(account, event.model),
      submittedAt: new Date(clock.now()).toISOString(),
    };
    const snapshot = await settle(ref, event.task, known);
    startCall(transport, {}, ref).emit({ type: 'callback', id: event.id, outcome: 'delivered' });
    return { type: 'image-task', snapshot, ...event.session };
  };

  const receive = (content: unknown): Promise<VodEvent> =>
    toEvent(content, (ref, task, known) => {
      // Nothing more: whoever knows one Sign can write any body to it.
      if (known) images.tasks.expedite(known);
      return previewOf(ref, asItCame(task));
    });

  const deliver = (call: Call, content: unknown): Promise<VodEvent> =>
    toEvent(content, async (ref, task) => {
      const reading = await addStoredFiles(task, call, account).catch(() => {
        call.signal?.throwIfAborted();
        return asItCame(task);
      });
      return images.deliver(ref, reading);
    });

  async function* pullEvents(options: PullOptions, left: AbortController): AsyncGenerator<VodEvent, void, undefined> {
    const { signal } = parseInput(PROVIDER, pullOptionsSchema, options);
    signal?.throwIfAborted();
    const letGo = abortWith(left, signal);
    try {
      const call = startCall(transport, { signal: left.signal });
      for await (const content of pullContents(call, account)) yield await deliver(call, content);
    } catch (error) {
      if (error !== left.signal.reason || signal?.aborted) throw error;
    } finally {
      letGo();
    }
  }

  return {
    async parse(message) {
      try {
        return await Promise.all(parsePush(message, signKey, clock.now()).map(receive));
      } catch (error) {
        const { code, message: words } = error as AnyTaskServiceError;
        startCall(transport).emit({ type: 'callback', outcome: 'refused', error: code, message: words });
        throw error;
      }
    },
    pull(options = {}) {
      const left = new AbortController();
      return leaveAtOnce(pullEvents(options, left), left);
    },
  };
}

/**
 * What an event says by itself. Where files have still to be looked up, some of the pictures must not pass for all: that
 * is taken for "done without a picture", so that the task is asked for.
 */
function asItCame({ reading, files }: VodTask): VodTask['reading'] {
  return files.some(isStored) ? { ...reading, output: undefined } : reading;
}

/** A snapshot that nobody else gets to see. What is not complete is still to be asked for. */
function previewOf(
  ref: TaskRef,
  { status, output, failure, ...facts }: TaskReading<ImageOutput, unknown>,
): ImageTaskSnapshot {
  if (status === 'failed' && failure) return { ref, ...facts, status, failure };
  if (status === 'succeeded' && output) return { ref, ...facts, status, ...output };
  return { ref, ...facts, status: 'running', pollAfterMs: 0 };
}
