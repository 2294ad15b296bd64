import { eventSchema } from './event-schemas.ts';
import { readTaskDetail, type VodTask } from './read-task-detail.ts';
import type { VodImageEvent, VodOtherEvent } from './vod-event.ts';

/** An event of an image task, before its task is known to this client. */
export interface ReadImageEvent {
  readonly id: string;
  /** As the service names it, which may be another name than the submit's. */
  readonly model: string;
  readonly task: VodTask;
  readonly session: Pick<VodImageEvent, 'sessionId' | 'sessionContext'>;
}

/** What an event is about. What is no image task, or not plainly one, is passed on as it is: nothing gets lost. */
export function readEvent(content: unknown): ReadImageEvent | VodOtherEvent {
  const { EventType: eventType = '', AigcImageCompleteEvent: task } = eventSchema(content) ?? {};
  // The member has the type of AigcImageTask, and so the same table decides.
  const verdict = readTaskDetail({ Status: task?.Status || 'FINISH', AigcImageTask: task }, content);
  if (!task?.TaskId || !('ok' in verdict)) return { type: 'other', eventType, raw: content };
  return {
    id: task.TaskId,
    model: task.Input?.ModelName || 'unknown',
    task: verdict.ok,
    session: { sessionId: task.SessionId || undefined, sessionContext: task.SessionContext || undefined },
  };
}
