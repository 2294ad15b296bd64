import type { RequestFaults } from '../../faults/fault-plan.ts';
import type { SandboxContext } from '../../service-module.ts';
import { type StoredTask, timesOf } from '../../tasks/task-store.ts';
import type { Parameters } from '../tencent-cloud/cloud-parameters.ts';
import { imageTaskObject } from './image-task-object.ts';
import { finishedAt } from './stored-file.ts';
import { noDate, vodDate } from './vod-dates.ts';

/** Tasks of other kinds: their members come along as null. */
const otherTasks: readonly string[] = [
  'AigcAudioTask',
  'AigcVideoRedrawTask',
  'AigcVideoTask',
  'ClipTask',
  'ComplexAdaptiveDynamicStreamingTask',
  'ComposeMediaTask',
  'ConcatTask',
  'CreateAigcAdvancedCustomElementTask',
  'CreateAigcAudioCloneTask',
  'CreateAigcCustomVoiceTask',
  'CreateAigcMaterialTask',
  'CreateAigcSubjectTask',
  'CreateImageSpriteTask',
  'DescribeAigcFaceInfoAsyncTask',
  'DescribeFileAttributesTask',
  'EditMediaTask',
  'ExtractBlindWatermarkTask',
  'ExtractCopyRightWatermarkTask',
  'ExtractTraceWatermarkTask',
  'FastClipMediaTask',
  'ImportMediaKnowledge',
  'ProcedureTask',
  'ProcessImageAsyncTask',
  'ProcessMediaByMPSTask',
  'PullUploadTask',
  'QualityEnhanceTask',
  'QualityInspectTask',
  'RebuildMediaTask',
  'ReduceMediaBitrateTask',
  'RemoveWatermarkTask',
  'ReviewAudioVideoTask',
  'SceneAigcImageTask',
  'SceneAigcVideoTask',
  'SnapshotByTimeOffsetTask',
  'SplitMediaTask',
  'TranscodeTask',
  'WechatMiniProgramPublishTask',
  'WechatPublishTask',
];

/** Members that are null in every answer here. */
export const nullTasks: Readonly<Record<string, null>> = Object.fromEntries(otherTasks.map((name) => [name, null]));

/** The words for a task's state, by the one above everything else. */
export function vodStatus(sandbox: SandboxContext, task: StoredTask): string {
  const words = { queued: 'WAITING', running: 'PROCESSING', succeeded: 'FINISH', failed: 'FINISH' } as const;
  const status = sandbox.tasks.status(task);
  return status === 'failed' && task.failureCode === 'ABORTED' ? 'ABORTED' : words[status];
}

/** Dates of a task; before their time they are `absent`. */
export function vodDates(sandbox: SandboxContext, task: StoredTask, absent: string) {
  const status = sandbox.tasks.status(task);
  const created = task.createdAt.getTime();
  const isOver = status === 'succeeded' || status === 'failed';
  return {
    CreateTime: vodDate(created),
    BeginProcessTime: status === 'queued' ? absent : vodDate(created + timesOf(task).processingMs),
    FinishTime: isOver ? vodDate(finishedAt(task)) : absent,
  };
}

/** The task detail without its `RequestId`, and the task of its kind apart from those of all others. */
export function taskDetail(
  sandbox: SandboxContext,
  task: StoredTask,
  faults: Pick<RequestFaults, 'has'>,
  request?: Parameters,
) {
  const isWaiting = sandbox.tasks.status(task) === 'queued';
  const isUnknown = faults.has('unknown-status');
  return {
    // [I] null while it waits; all other states were seen
    AigcImageTask: isWaiting ? null : imageTaskObject(sandbox, task, faults, request),
    TaskType: 'AigcImageTask',
    Status: isUnknown ? 'ARCHIVED' : vodStatus(sandbox, task),
    ...vodDates(sandbox, task, isWaiting ? '' : noDate),
  };
}
