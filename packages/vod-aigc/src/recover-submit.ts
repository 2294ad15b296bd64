import { lookThenRepeat, type Recover } from '@x/core/provider';
import { findTask } from './find-task.ts';
import type { VodAccount } from './vod-account.ts';

/** The second is what other actions of VOD say (inferred here). */
const DUPLICATE = /^(InvalidParameterValue\.SessionId|FailedOperation\.TaskDuplicate)$/;

/** No repeat sooner: the service has to have seen the first one. */
const REPEAT_AFTER_MS = 2_000;

/**
 * After an unknown verdict the submit is repeated with the same SessionId. The service executes it, if it had not, or
 * refuses it as a duplicate, if it had: then only the id is missing, and it is looked for among the application's tasks.
 * It is looked for too when no repeat follows: it may have been executed all the same.
 *
 * A duplicate on the first attempt never comes here: an earlier order under the caller's own id was executed, and this
 * call did nothing.
 */
export function recoverSubmit(account: VodAccount, sessionId: string): Recover<string> {
  return lookThenRepeat({
    afterMs: REPEAT_AFTER_MS,
    look: async (call, refusal) => {
      const isDuplicate = DUPLICATE.test(refusal?.providerCode ?? '');
      const isRepeatable = refusal === undefined || refusal.kind === 'rate-limit';
      if (isRepeatable && call.attempts <= call.transport.retry.limit) return 'absent';
      const id = await findTask(call, account, sessionId).catch(() => call.signal?.throwIfAborted());
      // That a duplicate was executed is certain, whatever becomes of the search.
      return id !== undefined ? { ok: id } : isDuplicate ? 'executed' : 'absent';
    },
  });
}
