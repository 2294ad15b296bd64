import { type ImageOutput, isTaskServiceError } from '@x/core';
import { type Call, queryWithin, type TaskReading } from '@x/core/provider';
import { readList } from './read-list.ts';
import { isStored, outputOf, type VodFile, type VodTask } from './read-task-detail.ts';
import { readResponse, type VodAccount, vodRequest } from './vod-account.ts';
import { mediaSchema } from './vod-aigc-schemas.ts';

/** A file that is not there so long after the end of its task is not on its way any more: it may have been deleted. */
const SETTLED_AFTER_MS = 15_000;

/**
 * Looks up where the stored files of a finished task can be fetched that came with a FileId only: `DescribeMediaInfos`.
 * No task has more files than it takes at once (20). For some time after its end, by the task's own clock, a part of the pictures
 * never passes for all; afterwards, and where the keys may not look, what is there is better than nothing. Where nothing is,
 * that is "done without a picture".
 */
export async function addStoredFiles(
  { reading, files }: VodTask,
  call: Call,
  account: VodAccount,
): Promise<TaskReading<ImageOutput, unknown>> {
  const stored = files.filter(isStored);
  if (stored.length === 0) return reading;
  const FileIds = stored.map(({ FileId }) => FileId);
  const request = vodRequest(account, 'DescribeMediaInfos', { FileIds, Filters: ['basicInfo'] });
  const { clock, clockOffsetMs } = call.transport;
  // Off in either direction: clocks differ. Events do not say when a task ended.
  const ageMs = reading.finishedAt && Math.abs(clock.now() + clockOffsetMs - reading.finishedAt.getTime());
  let mayCome = ageMs !== undefined && ageMs < SETTLED_AFTER_MS;
  const { MediaInfoSet } = await queryWithin(call, request, readResponse).catch((error: unknown) => {
    call.signal?.throwIfAborted();
    const refusal = isTaskServiceError(error) && error.code === 'api' && !error.retryable ? error.kind : undefined;
    // That would be refused as well when asked again.
    const isForGood = refusal === 'permission';
    const isOver = ageMs !== undefined && (!mayCome || refusal !== undefined);
    if (!reading.output || !(isForGood || isOver)) throw error;
    if (isForGood) mayCome = false;
    return { MediaInfoSet: [] };
  });
  const infos = new Map(readList(mediaSchema, MediaInfoSet).map(({ FileId, BasicInfo }) => [FileId, BasicInfo]));
  const found = files.map((file): VodFile => {
    const { MediaUrl, ExpireTime } = (isStored(file) && infos.get(file.FileId)) || {};
    return MediaUrl ? { ...file, FileUrl: MediaUrl, ExpireTime } : file;
  });
  const output = outputOf(found, reading.finishedAt);
  return output && mayCome && found.some(isStored)
    ? { ...reading, status: 'running', output: undefined }
    : { ...reading, output };
}
