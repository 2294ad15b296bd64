import type { SandboxContext } from '../../service-module.ts';
import { promptMarkers } from '../../tasks/prompt-markers.ts';
import type { StoredTask } from '../../tasks/task-store.ts';
import { imageTaskObject } from './image-task-object.ts';
import { mediaBasicInfo } from './describe-media-infos.ts';
import { fileIdOf } from './stored-file.ts';
import { asParameters, textOf } from './vod-parameters.ts';

/** An event of a task that has ended. */
export interface TaskEvent {
  readonly task: StoredTask;
  /** Which it is, among all events of the sandbox. */
  readonly key: string;
  /** The members that are not null, without a handle. */
  content(): { readonly EventType: string };
}

/** The events of one task, in their order: its completion, and before it a foreign one if the prompt says so. */
export function eventsOf(sandbox: SandboxContext, task: StoredTask): readonly TaskEvent[] {
  const own: TaskEvent = {
    task,
    key: task.id,
    content: () => ({
      EventType: 'AigcImageTaskComplete',
      AigcImageCompleteEvent: imageTaskObject(sandbox, task, { has: () => false }),
    }),
  };
  if (!textOf(asParameters(task.input), 'Prompt').includes(promptMarkers.otherEvent)) return [own];
  return [{ task, key: `${task.id}/upload`, content: () => uploadEvent(sandbox, task) }, own];
}

/** An upload that has nothing to do with the task but the time. */
function uploadEvent(sandbox: SandboxContext, task: StoredTask) {
  return {
    EventType: 'NewFileUpload',
    FileUploadEvent: {
      FileId: fileIdOf(sandbox, task, -1),
      MediaBasicInfo: mediaBasicInfo(task, {
        name: 'holiday',
        type: 'mp4',
        category: 'Video',
        url: 'http://video.example/holiday.mp4',
      }),
      ProcedureTaskId: '',
      ReviewAudioVideoTaskId: '',
      MetaData: null,
    },
  };
}
