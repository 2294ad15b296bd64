import type { RequestFaults } from '../../faults/fault-plan.ts';
import { timesOf } from '../../tasks/task-store.ts';
import { eventsOf, type TaskEvent } from './event-content.ts';
import { md5 } from './md5.ts';
import type { VodEvents } from './pull-events.ts';

const validForSeconds = 600;
/** [I] How long a receiver may take is documented nowhere; for ever it cannot be, because virtual time waits for it. */
const answerWithinMs = 5_000;

/**
 * Pushes each event of a task when the task ends, if events are pushed when it is submitted. [I] Once: that a push is
 * repeated when its receiver fails is documented nowhere.
 */
export function pushEvents(events: VodEvents): void {
  const { sandbox, config } = events;
  sandbox.tasks.onAccepted((task) => {
    if (task.service !== 'vod-aigc' || config.mode !== 'PUSH' || config.notificationUrl === '') return;
    const cancel = sandbox.clock.setTimer(timesOf(task).endMs, () => {
      sandbox.closing.removeEventListener('abort', cancel);
      void pushAll(events, eventsOf(sandbox, task));
    });
    sandbox.closing.addEventListener('abort', cancel);
  });
}

async function pushAll(events: VodEvents, due: readonly TaskEvent[]): Promise<void> {
  for (const event of due) {
    events.queue.drop(event);
    await push(events, event, events.sandbox.faults.arrive('vod-aigc', 'callback'));
  }
}

async function push({ sandbox, config }: VodEvents, event: TaskEvent, faults: RequestFaults): Promise<void> {
  // All of them asked for first, so that each counts every push.
  const isLost = faults.has('lost-callback');
  const isDuplicate = faults.has('duplicate-callback');
  const isForged = faults.has('bad-signature');
  const expiresAt = Math.floor(sandbox.clock.now() / 1_000) + validForSeconds;
  const key = isForged ? `not${config.signKey}` : config.signKey;
  // [V] what the two are made of, [I] that they stand beside the event's members
  const signature = config.signKey === '' ? {} : { Sign: md5(`${key}${expiresAt}`), T: expiresAt };
  const callback = {
    id: event.task.id,
    url: config.notificationUrl,
    attempt: 1,
    timeoutMs: answerWithinMs,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...event.content(), ...signature }),
  };
  if (isLost) {
    sandbox.callbacks.lose(callback);
    return;
  }
  await sandbox.callbacks.send(callback);
  if (isDuplicate) await sandbox.callbacks.send({ ...callback, attempt: 2 });
}
