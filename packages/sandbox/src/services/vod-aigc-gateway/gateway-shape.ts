import type { RequestFaults } from '../../faults/fault-plan.ts';
import { pictureUrl } from '../../pictures/picture-routes.ts';
import { seededRandom } from '../../seeded-random.ts';
import type { SandboxContext } from '../../service-module.ts';
import type { StoredTask } from '../../tasks/task-store.ts';
import type { Parameters } from '../tencent-cloud/cloud-parameters.ts';
import { cloudAccount } from '../tencent-cloud/tencent-cloud-keys.ts';
import { finishedAt, isWithoutUrl } from '../vod-aigc/stored-file.ts';
import { nullTasks, taskDetail } from '../vod-aigc/task-detail.ts';
import { timesOf } from '../../tasks/task-store.ts';
import { asParameters, textOf } from '../vod-aigc/vod-parameters.ts';
import { inVodWords } from './gateway-request.ts';
import { withoutEmpty } from './without-empty.ts';

/** How a gateway answers: one of two families of relays. */
export interface GatewayShape {
  /** An id for a new task. */
  newId(): string;
  /** The answer to a submit. */
  submitted(task: StoredTask, requestId: string, faults: RequestFaults): object;
  /** The answer to a query. */
  described(task: StoredTask, requestId: string, faults: RequestFaults): object;
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Tencent's answers handed through, without their empty members. */
export function rawShape(sandbox: SandboxContext): GatewayShape {
  const ids = seededRandom(sandbox.seed, 'vod-aigc-gateway', 'ids');
  const { subAppId } = cloudAccount(sandbox.seed);
  return {
    newId: () => `${subAppId}-AigcImageTask-${ids.hex(32)}t`,
    submitted: (task, requestId, faults) => ({
      Response: { ...(faults.has('no-id') ? {} : { TaskId: task.id }), ...unknown(faults), RequestId: requestId },
    }),
    described: (task, requestId, faults) => ({
      Response: { ...withoutEmpty(detailOf(sandbox, task, faults)), ...unknown(faults), RequestId: requestId },
    }),
  };
}

/** The envelope of new-api, with ids of its own; Tencent's answer is inside once there is one. */
export function newApiShape(sandbox: SandboxContext): GatewayShape {
  const ids = seededRandom(sandbox.seed, 'vod-aigc-gateway', 'ids');
  return {
    newId: () => `task_${ids.text(letters, 32)}`,
    submitted: (task, _requestId, faults) => ({
      ...(faults.has('no-id') ? {} : { task_id: task.id, id: task.id }),
      object: 'image', // [I] the one that was seen was of a video
      model: originModel(task),
      status: 'queued',
      progress: 0,
      created_at: seconds(task.createdAt.getTime()),
      ...unknown(faults),
    }),
    described: (task, requestId, faults) => ({
      code: 'success',
      message: '',
      data: { ...envelope(sandbox, task, faults), data: inner(sandbox, task, requestId, faults) },
      ...unknown(faults),
    }),
  };
}

function envelope(sandbox: SandboxContext, task: StoredTask, faults: RequestFaults): object {
  const status = sandbox.tasks.status(task);
  const [created, started, finished] = [
    task.createdAt.getTime(),
    task.createdAt.getTime() + timesOf(task).processingMs,
    finishedAt(task),
  ];
  const isOver = status === 'succeeded' || status === 'failed';
  const words = { queued: 'QUEUED', running: 'IN_PROGRESS', succeeded: 'SUCCESS', failed: 'FAILURE' } as const;
  const failure = status === 'failed' ? (task.failure ?? '') : '';
  const hasUrl = status === 'succeeded' && !faults.has('no-picture') && !isWithoutUrl(requestOf(task));
  return {
    id: sandbox.tasks.of('vod-aigc-gateway').indexOf(task) + 1,
    created_at: seconds(created),
    updated_at: seconds(isOver ? finished : sandbox.clock.now()),
    task_id: task.id,
    platform: '58',
    action: 'generate',
    status: faults.has('unknown-status') ? 'ARCHIVED' : words[status],
    fail_reason: failure,
    // Seen so: of a task that failed the URL is the reason.
    result_url: hasUrl ? pictureUrl(sandbox, task, 0) : failure,
    submit_time: seconds(created),
    start_time: status === 'queued' ? 0 : seconds(started),
    finish_time: isOver ? seconds(finished) : 0,
    progress: `${Math.floor((isOver ? 1 : sandbox.tasks.progress(task)) * 100)}%`,
    properties: { input: '', upstream_model_name: modelName(task), origin_model_name: originModel(task) },
  };
}

/** Null until the task is over; then with the members of other tasks, and of a task that failed nothing is left out. */
function inner(sandbox: SandboxContext, task: StoredTask, requestId: string, faults: RequestFaults): object | null {
  const status = sandbox.tasks.status(task);
  if (status === 'queued' || status === 'running') return null;
  const detail = detailOf(sandbox, task, { has: (fault) => fault === 'no-picture' && faults.has(fault) });
  // The relay's id is not Tencent's.
  const { subAppId } = cloudAccount(sandbox.seed);
  const TaskId = `${subAppId}-AigcImageTask-${seededRandom(sandbox.seed, 'vod-aigc-gateway', task.id).hex(32)}t`;
  const whole = { ...detail, AigcImageTask: { ...detail.AigcImageTask, TaskId } };
  return {
    Response: { ...nullTasks, ...(status === 'failed' ? whole : withoutEmpty(whole)), RequestId: requestId },
  };
}

function detailOf(sandbox: SandboxContext, task: StoredTask, faults: Pick<RequestFaults, 'has'>) {
  return taskDetail(sandbox, task, faults, requestOf(task));
}

/** What was asked for, in the words of VOD. */
function requestOf(task: StoredTask): Parameters {
  return inVodWords(asParameters(task.input));
}

function unknown(faults: RequestFaults): object {
  return faults.has('unknown-field') ? { sandbox_unknown: { note: 'not documented', list: [1, null] } } : {};
}

function modelName(task: StoredTask): string {
  return textOf(asParameters(task.input), 'model_name');
}

function originModel(task: StoredTask): string {
  return `aigc-image-${modelName(task).toLowerCase()}`;
}

function seconds(timeMs: number): number {
  return Math.floor(timeMs / 1_000);
}
