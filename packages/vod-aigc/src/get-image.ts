import type { ImageOutput, TaskRef } from '@x/core';
import type { QueryPlan } from '@x/core/provider';
import { addStoredFiles } from './add-stored-files.ts';
import { readTaskDetail, type VodTask } from './read-task-detail.ts';
import { readQuery, type VodAccount, vodRequest } from './vod-account.ts';

/** `DescribeTaskDetail`, and `DescribeMediaInfos` where a picture has no URL yet. */
export function queryImage(account: VodAccount, { id }: TaskRef): QueryPlan<ImageOutput, unknown> {
  let files: VodTask['files'] = [];
  return {
    request: vodRequest(account, 'DescribeTaskDetail', { TaskId: id }),
    read: readQuery((response) => {
      const verdict = readTaskDetail(response);
      if (!('ok' in verdict)) return verdict;
      ({ files } = verdict.ok);
      return { ok: verdict.ok.reading };
    }),
    complete: (reading, call) => addStoredFiles({ reading, files }, call, account),
  };
}
