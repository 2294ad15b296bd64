import { isTaskServiceError, type AnyTaskServiceError } from '../errors/any-task-service-error.ts';
import { isOutcome, type Call } from '../requests/call.ts';
import { exchange } from '../requests/exchange.ts';
import { pause } from '../requests/pause.ts';
import { sleep } from '../requests/sleep.ts';
import { takeSlot, wakeAll } from '../requests/throttle.ts';
import { recordFailure, recordReading } from './record-outcome.ts';
import { EMPTY_ANSWER_PAUSE_MS, isFinal } from './snapshot.ts';
import type { TaskSnapshot } from './task.ts';
import type { TaskDefinition } from './task-definition.ts';
import type { TaskEntry } from './task-entries.ts';

/** How tasks are asked for. */
export type Asked<Output, Raw> = Pick<TaskDefinition<never, Output, Raw>, 'query'>;

/** One question about one task; what comes of it is in the entry, and returned. Throws on abort only. */
export async function ask<Output, Raw>(
  definition: Asked<Output, Raw>,
  call: Call,
  entry: TaskEntry<Output, Raw>,
  timeoutMs: number,
): Promise<TaskSnapshot<Output, Raw> | AnyTaskServiceError> {
  const plan = definition.query(entry.ref);
  const { expedited } = entry;
  // Now, not when the answer is here: what happens meanwhile is worth a further question.
  entry.expedited = false;
  call.until = call.transport.clock.elapsed() + timeoutMs;
  try {
    const asked = await exchange(call, plan.request, plan.read, { operation: 'query', timeoutMs });
    if ('ok' in asked) {
      const reading = (await plan.complete?.(asked.ok, call)) ?? asked.ok;
      return recordReading(call, entry, reading, asked.requestId);
    }
    // A wait that had too little time left for an answer says nothing about the service; the others ask themselves.
    const cutShort = asked.error.code === 'request-timeout' && timeoutMs < call.transport.timeoutMs.query;
    if (!cutShort) recordFailure(call, entry, asked.error);
    entry.expedited ||= asked.cured === true || (cutShort && expedited);
    return asked.error;
  } catch (error) {
    if (!isOutcome(call, error)) {
      // Nobody has asked: it is as much worth to the others.
      entry.expedited ||= expedited;
      throw error;
    }
    recordFailure(call, entry, error);
    return error;
  }
}

/** A query outside a wait: passing faults are retried, a "done" without a picture is asked for again. */
export async function getTask<Output, Raw>(
  definition: Asked<Output, Raw>,
  call: Call,
  entry: TaskEntry<Output, Raw>,
  timeoutMs: number | undefined,
): Promise<TaskSnapshot<Output, Raw>> {
  const { transport } = call;
  for (let failures = 0; ;) {
    await takeSlot(call, 'query');
    const asked = await ask(definition, call, entry, timeoutMs ?? transport.timeoutMs.query);
    wakeAll(entry);
    if (!isTaskServiceError(asked)) {
      if (entry.emptyAnswers === 0 || isFinal(asked)) return asked;
      await sleep(transport.clock, EMPTY_ANSWER_PAUSE_MS, call.signal);
      // Cured: worth another question at once.
    } else if (asked.code !== 'api' || !entry.expedited) {
      failures += 1;
      if (failures > transport.retry.limit || !asked.retryable) throw asked;
      await pause(call, 'query', failures, asked);
    }
  }
}
