import type { GeneratedImage, ImageOutput } from '@x/core';
import { isPictureUrl, missing, type TaskReading, type Verdict } from '@x/core/provider';
import { readList } from './read-list.ts';
import { fileSchema, type TaskDetail, taskDetailSchema } from './task-detail-schemas.ts';
import { toFailure } from './task-failure.ts';
import { statusOf, toProgress } from './task-status.ts';
import { toDate } from './wire-time.ts';

/** A task as VOD shows it. */
export interface VodTask {
  /** Without `output` when it is done and no file has a URL. */
  readonly reading: TaskReading<ImageOutput, unknown>;
  /** The files of a task that is done; some may be stored under an id and have no URL in this answer. */
  readonly files: readonly VodFile[];
}

/** One file of a task. */
export type VodFile = NonNullable<ReturnType<typeof fileSchema>>;

/** "Temporary: the URL is valid for 7 days", where the answer itself says nothing. */
const TEMPORARY_MS = 7 * 24 * 60 * 60 * 1_000;

/**
 * The decision table of one poll, for the service itself, for events and for relays:
 *
 * | Status                       | task                                   | then                                 |
 * | ---------------------------- | -------------------------------------- | ------------------------------------ |
 * | any                          | none, and TaskType is of another kind  | refused: the caller's mistake        |
 * | any                          | ErrCode not 0, or ErrCodeExt not empty | failed, whatever Progress says       |
 * | ABORTED                      | any                                    | failed (`cancelled`)                 |
 * | WAITING, PROCESSING, unknown | any                                    | goes on                              |
 * | FINISH                       | a file with FileUrl or FileId          | succeeded                            |
 * | FINISH                       | still PROCESSING, no file              | goes on                              |
 * | FINISH                       | no file, no error                      | done without a picture: core asks on |
 *
 * FINISH by itself is no success: failed tasks say it too. `reason` is a relay's, for a failure without words.
 */
export function readTaskDetail(response: unknown, raw = response, reason = ''): Verdict<VodTask> {
  const detail = taskDetailSchema(response);
  if (!detail?.Status && !detail?.AigcImageTask?.Status) return missing('Response.Status');
  const { AigcImageTask, TaskType = '' } = detail;
  if (AigcImageTask === undefined && !/^(AigcImageTask)?$/i.test(TaskType)) {
    return { refused: { kind: 'invalid-request', message: `not an AigcImageTask: ${TaskType}` } };
  }
  return { ok: toTask(detail, raw, reason) };
}

function toTask({ AigcImageTask, Status, CreateTime, FinishTime }: TaskDetail, raw: unknown, reason: string): VodTask {
  const task: Partial<NonNullable<typeof AigcImageTask>> = AigcImageTask ?? {};
  const providerStatus = Status || task.Status || '';
  const finishedAt = toDate(FinishTime);
  const files = readList(fileSchema, task.Output?.FileInfos);
  const output = outputOf(files, finishedAt);
  const noFile = output === undefined && !files.some(isStored);

  const said = statusOf(providerStatus);
  const inner = statusOf(task.Status);
  const failed = Boolean(task.ErrCode || task.ErrCodeExt) || said === 'failed' || inner === 'failed';
  const goesOn = said === 'succeeded' && noFile && (inner === 'queued' || inner === 'running');
  const status = failed ? 'failed' : goesOn ? 'running' : said;
  return {
    reading: {
      status,
      providerStatus,
      progress: toProgress(task.Progress),
      createdAt: toDate(CreateTime),
      finishedAt,
      raw,
      failure: failed
        ? toFailure({ ...task, Message: task.Message || reason }, /^\s*aborted\s*$/i.test(providerStatus))
        : undefined,
      output: status === 'succeeded' ? output : undefined,
    },
    files: status === 'succeeded' ? files : [],
  };
}

function hasUrl(file: VodFile): file is VodFile & { readonly FileUrl: string } {
  return isPictureUrl(file.FileUrl);
}

/** Whether its URL has still to be asked for. */
export function isStored(file: VodFile): boolean {
  return !hasUrl(file) && Boolean(file.FileId);
}

/** The pictures that have a URL, in the order of the files; undefined where none has. */
export function outputOf(files: readonly VodFile[], finishedAt: Date | undefined): ImageOutput | undefined {
  const [first, ...others] = files.filter(hasUrl).map((file) => toImage(file, finishedAt));
  return first && { images: [first, ...others] };
}

/** URLs are plain http as a rule. A size of 0 is none. */
function toImage(file: VodFile & { readonly FileUrl: string }, finishedAt: Date | undefined): GeneratedImage {
  const { FileUrl, FileId, StorageMode, ExpireTime, MetaData } = file;
  const temporary = StorageMode ? /^temporary$/i.test(StorageMode) : !FileId;
  const lowerBound = temporary && finishedAt ? new Date(finishedAt.getTime() + TEMPORARY_MS) : undefined;
  return {
    url: FileUrl,
    expiresAt: toDate(ExpireTime) ?? lowerBound,
    width: MetaData?.Width || undefined,
    height: MetaData?.Height || undefined,
    fileId: FileId || undefined,
  };
}
