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
  /** Files that are stored under an id and have no URL in this answer. */
  readonly storedFileIds: readonly string[];
}

type File = NonNullable<ReturnType<typeof fileSchema>>;

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
 * FINISH by itself is no success: failed tasks say it too.
 */
export function readTaskDetail(response: unknown, raw = response): Verdict<VodTask> {
  const detail = taskDetailSchema(response);
  if (!detail?.Status && !detail?.AigcImageTask?.Status) return missing('Response.Status');
  const { AigcImageTask, TaskType = '' } = detail;
  if (AigcImageTask === undefined && !/^(AigcImageTask)?$/i.test(TaskType)) {
    return { refused: { kind: 'invalid-request', message: `not an AigcImageTask: ${TaskType}` } };
  }
  return { ok: toTask(detail, raw) };
}

function toTask({ AigcImageTask, Status, CreateTime, FinishTime }: TaskDetail, raw: unknown): VodTask {
  const task: Partial<NonNullable<typeof AigcImageTask>> = AigcImageTask ?? {};
  const providerStatus = Status || task.Status || '';
  const finishedAt = toDate(FinishTime);
  const files = readList(fileSchema, task.Output?.FileInfos);
  const [first, ...others] = files.filter(hasUrl).map((file) => toImage(file, finishedAt));
  const storedFileIds = files.flatMap((file) => (hasUrl(file) ? [] : file.FileId || []));
  const noFile = first === undefined && storedFileIds.length === 0;

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
      failure: failed ? toFailure(task, /^\s*aborted\s*$/i.test(providerStatus)) : undefined,
      output: first && status === 'succeeded' ? { images: [first, ...others] } : undefined,
    },
    storedFileIds: status === 'succeeded' ? storedFileIds : [],
  };
}

function hasUrl(file: File): file is File & { readonly FileUrl: string } {
  return isPictureUrl(file.FileUrl);
}

/** URLs are plain http as a rule. A size of 0 is none. */
function toImage(file: File & { readonly FileUrl: string }, finishedAt: Date | undefined): GeneratedImage {
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
