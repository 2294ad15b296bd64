import { askAgain, type Call } from '@x/core/provider';
import { readList } from './read-list.ts';
import { readResponse, type VodAccount, vodRequest } from './vod-account.ts';
import { listedTaskSchema } from './vod-aigc-schemas.ts';

/** The most that one page may hold. */
const PAGE_SIZE = 100;
const PAGES = 3;

/**
 * The id of the task with this SessionId, from `DescribeTasks`: the tasks of the last three days, newest first. That the
 * list has SessionIds is in the service's model; that it has AIGC tasks is inferred. Retried on passing faults.
 */
export async function findTask(call: Call, account: VodAccount, sessionId: string): Promise<string | undefined> {
  let ScrollToken: unknown;
  for (let page = 0; page < PAGES; page += 1) {
    const request = vodRequest(account, 'DescribeTasks', {
      Sort: { Field: 'CreateTime', Order: 'Desc' },
      Limit: PAGE_SIZE,
      ScrollToken,
    });
    const { ok: list } = await askAgain(call, request, readResponse, call.transport.timeoutMs.query);
    const found = readList(listedTaskSchema, list['TaskSet']).find(
      ({ SessionId, TaskType = 'AigcImageTask' }) => SessionId === sessionId && TaskType === 'AigcImageTask',
    );
    if (found?.TaskId) return found.TaskId;
    ScrollToken = list['ScrollToken'];
    if (!ScrollToken) break;
  }
  return undefined;
}
