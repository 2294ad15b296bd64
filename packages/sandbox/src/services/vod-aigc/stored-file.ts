import { seededRandom } from '../../seeded-random.ts';
import type { SandboxContext } from '../../service-module.ts';
import { promptMarkers } from '../../tasks/prompt-markers.ts';
import { type StoredTask, timesOf } from '../../tasks/task-store.ts';
import { neverDate } from './vod-dates.ts';
import type { Parameters } from '../tencent-cloud/cloud-parameters.ts';
import { asParameters, membersOf, textOf } from './vod-parameters.ts';

/** A picture that VOD keeps, because its task asked for permanent storage. */
export interface StoredFile {
  readonly task: StoredTask;
  /** Which picture of the task, counted from 0. */
  readonly index: number;
  readonly fileId: string;
}

/** The id of a stored picture: 19 digits, which is more than a JavaScript number holds. It follows from the task's. */
export function fileIdOf(sandbox: SandboxContext, task: StoredTask, index: number): string {
  return `5145403${seededRandom(sandbox.seed, 'vod-aigc', 'file', task.id, index).text('0123456789', 12)}`;
}

/** Whether VOD keeps the pictures that a request, in its words, asks for. */
export function isStored(request: Parameters): boolean {
  return textOf(membersOf(request, 'OutputConfig'), 'StorageMode') === 'Permanent';
}

/** Until when it keeps them. */
export function storedUntil(request: Parameters): string {
  return textOf(membersOf(request, 'OutputConfig'), 'ExpireTime') || neverDate;
}

/** Whether the task was told to come with ids of its files and nothing else. */
export function isWithoutUrl(request: Parameters): boolean {
  return isStored(request) && textOf(request, 'Prompt').includes(promptMarkers.noUrl);
}

/** All pictures that are stored at this moment. */
export function storedFiles(sandbox: SandboxContext): readonly StoredFile[] {
  return sandbox.tasks
    .of('vod-aigc')
    .filter((task) => isStored(asParameters(task.input)) && sandbox.tasks.status(task) === 'succeeded')
    .flatMap((task) => task.pictures.map((_, index) => ({ task, index, fileId: fileIdOf(sandbox, task, index) })));
}

/** When a task ends, in milliseconds since 1970. */
export function finishedAt(task: StoredTask): number {
  return task.createdAt.getTime() + timesOf(task).endMs;
}
