import type { GeneratedImage, ImageOutput } from '@x/core';
import { type Call, isPictureUrl, queryWithin, type TaskReading } from '@x/core/provider';
import { readList } from './read-list.ts';
import type { VodTask } from './read-task-detail.ts';
import { readResponse, type VodAccount, vodRequest } from './vod-account.ts';
import { mediaSchema } from './vod-aigc-schemas.ts';
import { toDate } from './wire-time.ts';

/**
 * Looks up where the stored files of a finished task can be fetched that came with a FileId only: `DescribeMediaInfos`.
 * No task has more files than it takes at once (20).
 */
export async function addStoredFiles(
  { reading, storedFileIds }: VodTask,
  call: Call,
  account: VodAccount,
): Promise<TaskReading<ImageOutput, unknown>> {
  if (storedFileIds.length === 0) return reading;
  const request = vodRequest(account, 'DescribeMediaInfos', { FileIds: storedFileIds, Filters: ['basicInfo'] });
  const { MediaInfoSet } = await queryWithin(call, request, readResponse);
  const stored = readList(mediaSchema, MediaInfoSet).flatMap(({ FileId, BasicInfo }): readonly GeneratedImage[] => {
    const { MediaUrl, ExpireTime } = BasicInfo ?? {};
    if (!isPictureUrl(MediaUrl)) return [];
    return [{ url: MediaUrl, expiresAt: toDate(ExpireTime), fileId: FileId || undefined }];
  });
  const [first, ...others] = [...(reading.output?.images ?? []), ...stored];
  return first === undefined ? reading : { ...reading, output: { images: [first, ...others] } };
}
