import { askAgain, type Call } from '@x/core/provider';
import { readList } from './read-list.ts';
import { readResponse, type VodAccount, vodRequest } from './vod-account.ts';
import { listedTaskSchema } from './vod-aigc-schemas.ts';
import { toDate } from './wire-time.ts';

/** The most that one page may hold. */
const PAGE_SIZE = 100;
const PAGES = 3;
/** The signature lets clocks differ so much: what is older was made before this submit. */
const CLOCKS_DIFFER_MS = 5 * 60 * 1_000;

/**
 * The id of the task with this SessionId that this call may have made, from `DescribeTasks`: the tasks of the last three days, newest first. That the
 * list has SessionIds is in the service's model; that it has AIGC tasks is inferred. Retried on passing faults.
 */
export async function findTask(call: Call, account: VodAccount, sessionId: string): Promise<string | undefined> {
  const sentAt = Date.parse(call.sentAt ?? '') + call.transport.clockOffsetMs;
  // An earlier order under the same id is another one: with another prompt, perhaps.
  const isLate = (createTime: string | undefined): boolean =>
    !((toDate(createTime)?.getTime() ?? Infinity) < sentAt - CLOCKS_DIFFER_MS);
  let ScrollToken: unknown;
  for (let page = 0; page < PAGES; page += 1) {
    const request = vodRequest(account, 'DescribeTasks', {
      Sort: { Field: 'CreateTime', Order: 'Desc' },
      Limit: PAGE_SIZE,
      ScrollToken,
    });
    const { ok: list } = await askAgain(call, request, readResponse, call.transport.timeoutMs.query);
    const found = readList(listedTaskSchema, list['TaskSet']).find(
      ({ SessionId, TaskType = 'AigcImageTask', CreateTime }) =>
        SessionId === sessionId && TaskType === 'AigcImageTask' && isLate(CreateTime),
    );
    if (found?.TaskId) return found.TaskId;
    ScrollToken = list['ScrollToken'];
    if (!ScrollToken) break;
  }
  return undefined;
}
