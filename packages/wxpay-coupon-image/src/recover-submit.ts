import { type Answer, lookThenRepeat, queryWithin, type Recover, type Verdict } from '@x/core/provider';
import { readQuery } from './get-image.ts';
import { type QueryParams, queryRequest } from './query-request.ts';

/** The service has to have seen the submit before the question whether it knows it means anything. */
const LOOK_AFTER_MS = 2_000;

/**
 * After an unknown verdict (a lost answer, a probe, 5xx) the task is looked for under its own id. Where the service does
 * not know it, the same submit is sent again: `task_id` tells a repeat from a second order. When the repeat is refused,
 * the task is looked for once more.
 */
export function recoverSubmit(id: string, params: QueryParams): Recover<string> {
  return lookThenRepeat<string>({
    afterMs: LOOK_AFTER_MS,
    look: async (call) => ((await queryWithin(call, queryRequest(id, params), readLook)) ? { ok: id } : 'absent'),
  });
}

/** Whether the service knows the task. */
function readLook(answer: Answer): Verdict<boolean> {
  const verdict = readQuery(answer);
  if ('ok' in verdict) return { ok: true };
  return 'refused' in verdict && verdict.refused.kind === 'not-found' ? { ok: false } : verdict;
}
