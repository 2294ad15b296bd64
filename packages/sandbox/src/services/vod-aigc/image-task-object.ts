import type { RequestFaults } from '../../faults/fault-plan.ts';
import { pictureUrl } from '../../pictures/picture-routes.ts';
import type { SandboxContext } from '../../service-module.ts';
import type { StoredTask } from '../../tasks/task-store.ts';
import type { Parameters } from '../tencent-cloud/cloud-parameters.ts';
import { fileIdOf, finishedAt, isStored, isWithoutUrl, storedUntil } from './stored-file.ts';
import { noDate, vodDate } from './vod-dates.ts';
import { asParameters, membersOf, numberOf, textOf } from './vod-parameters.ts';

const dayMs = 86_400_000;
const temporaryMs = 7 * dayMs;
/** [V] "Task failed"; which of the other numbers comes when is not documented. */
const failedCode = 70_000;

/** The object `AigcImageTask` of task details and events, as it is at this moment. */
export function imageTaskObject(
  sandbox: SandboxContext,
  task: StoredTask,
  faults: Pick<RequestFaults, 'has'>,
  /** What was asked for, in the words of VOD. */
  request: Parameters = asParameters(task.input),
) {
  const status = sandbox.tasks.status(task);
  const isOver = status === 'succeeded' || status === 'failed';
  // [I] A task that was called off has no error: only the word above it says so.
  const isFailed = status === 'failed' && task.failureCode !== 'ABORTED';
  const hasFiles = status === 'succeeded' && !faults.has('no-picture');
  return {
    ErrCode: isFailed ? failedCode : 0,
    ErrCodeExt: isFailed ? (task.failureCode ?? 'InternalError') : '',
    Input: inputObject(request),
    Message: status === 'failed' ? (task.failure ?? '') : '',
    Output: { FileInfos: hasFiles ? task.pictures.map((_, index) => fileObject(sandbox, task, request, index)) : [] },
    Progress: isOver ? 100 : Math.floor(99 * sandbox.tasks.progress(task)),
    SessionContext: textOf(request, 'SessionContext'),
    SessionId: textOf(request, 'SessionId'),
    Status: isOver ? 'FINISH' : 'PROCESSING',
    TaskId: task.id,
  };
}

/** What was not given comes back as empty texts and zeros. */
function inputObject(request: Parameters) {
  const config = membersOf(request, 'OutputConfig');
  const files = request['FileInfos'];
  return {
    EnhancePrompt: textOf(request, 'EnhancePrompt'),
    ExtInfo: textOf(request, 'ExtInfo'),
    FileInfos: Array.isArray(files) ? files.map((file) => inputFileObject(asParameters(file))) : [],
    GenerationMode: '',
    ModelName: textOf(request, 'ModelName'),
    ModelVersion: textOf(request, 'ModelVersion'),
    NegativePrompt: textOf(request, 'NegativePrompt'),
    OutputConfig: {
      AspectRatio: textOf(config, 'AspectRatio'),
      ClassId: numberOf(config, 'ClassId'),
      ExpireTime: textOf(config, 'ExpireTime') || noDate,
      InputComplianceCheck: textOf(config, 'InputComplianceCheck'),
      LogoAdd: textOf(config, 'LogoAdd'),
      MediaName: textOf(config, 'MediaName'),
      OutputComplianceCheck: textOf(config, 'OutputComplianceCheck'),
      OutputFormat: textOf(config, 'OutputFormat'),
      OutputImageCount: numberOf(config, 'OutputImageCount'),
      PersonGeneration: textOf(config, 'PersonGeneration'),
      Resolution: textOf(config, 'Resolution'),
      StorageMode: textOf(config, 'StorageMode') || 'Temporary',
    },
    Prompt: textOf(request, 'Prompt'),
    SceneType: textOf(request, 'SceneType'),
    Seed: numberOf(request, 'Seed'),
  };
}

/** [I] The content of files is not echoed. */
function inputFileObject(file: Parameters) {
  const names = ['Type', 'FileId', 'Url', 'Text', 'ReferenceType'];
  return Object.fromEntries(names.map((name) => [name, textOf(file, name)]));
}

function fileObject(sandbox: SandboxContext, task: StoredTask, request: Parameters, index: number) {
  const url = pictureUrl(sandbox, task, index);
  if (!isStored(request)) {
    return {
      ClassId: 0,
      ExpireTime: vodDate(finishedAt(task) + temporaryMs),
      FileId: '',
      FileType: '',
      FileUrl: url,
      MediaName: '',
      MetaData: null,
      StorageMode: 'Temporary',
    };
  }
  const config = membersOf(request, 'OutputConfig');
  const { width, height } = task.pictures[index] ?? {};
  return {
    ClassId: numberOf(config, 'ClassId'),
    ExpireTime: storedUntil(request),
    FileId: fileIdOf(sandbox, task, index),
    FileType: 'png',
    FileUrl: isWithoutUrl(request) ? '' : url,
    MediaName: textOf(config, 'MediaName'),
    // The picture is drawn when somebody downloads it: before that its size in bytes is not known.
    MetaData: { Height: height, Width: width, Size: 0 },
    StorageMode: 'Permanent',
  };
}
