import type { ApiError } from '@x/core';
import { askAgain, type Call, sleep } from '@x/core/provider';
import type { ActionResponse } from '@x/tencent-cloud/provider';
import { eventSchema } from './event-schemas.ts';
import { readResponse, type VodAccount, vodRequest } from './vod-account.ts';

/** The service holds a request for up to 5 s and advises 10. */
const LEAST_TIMEOUT_MS = 10_000;
/** After 30 s an event that was not confirmed comes again, and its handle is worth nothing; the way there takes time. */
const GOOD_FOR_MS = 25_000;
/** A service that has nothing and does not hold the request is not asked more often. */
const EMPTY_PAUSE_MS = 1_000;

/** How the service says that a handle is worth nothing: some parameter error. */
const TOO_LATE = /^InvalidParameter/;
/** How it has been seen to say that there is no event; its page has an empty set for that. */
const NOTHING_YET = /^ResourceNotFound$/;

/**
 * The application's events, for ever. Whoever asks for the next one has confirmed the one before; whoever leaves has not.
 * Events that have waited here for too long are left out: they come again, with handles that are good.
 */
export async function* pullContents(call: Call, account: VodAccount): AsyncGenerator<unknown, never, undefined> {
  const { clock, timeoutMs } = call.transport;
  /** What the service answers; nothing where it refuses with a code that does no harm. */
  const ask = async (action: string, members: object, harmless: RegExp): Promise<ActionResponse | undefined> => {
    try {
      const longestMs = Math.max(timeoutMs.query, LEAST_TIMEOUT_MS);
      return (await askAgain(call, vodRequest(account, action, members), readResponse, longestMs)).ok;
    } catch (error) {
      call.signal?.throwIfAborted();
      if (harmless.test((error as ApiError).providerCode ?? '')) return undefined;
      throw error;
    }
  };

  const confirm = async (content: unknown): Promise<void> => {
    const { EventHandle } = eventSchema(content) ?? {};
    const confirmed = EventHandle && (await ask('ConfirmEvents', { EventHandles: [EventHandle] }, TOO_LATE));
    if (!confirmed) call.emit({ type: 'warning', message: 'confirmed too late: the event comes again' });
  };

  for (;;) {
    const askedAt = clock.elapsed();
    const { EventSet } = (await ask('PullEvents', {}, NOTHING_YET)) ?? {};
    const pulledAt = clock.elapsed();
    const contents: readonly unknown[] = Array.isArray(EventSet) ? EventSet : [];
    for (const content of contents) {
      if (clock.elapsed() - pulledAt > GOOD_FOR_MS) break;
      yield content;
      await confirm(content);
    }
    if (contents.length === 0) await sleep(clock, askedAt + EMPTY_PAUSE_MS - pulledAt, call.signal);
  }
}
