import type { Clock, ClientEventDetail } from '@x/core';
import { sleep } from '@x/core/provider';
import type { IncomingCallback } from './incoming-callback.ts';
import { endedBy, type Progress, progressOf } from './progress.ts';
import { readRequest } from './read-request.ts';
import type {
  WaitUntilContext,
  WxpayHandler,
  WxpayHandlerOptions,
  WxpayNotification,
  WxpayReply,
} from './wxpay-callbacks.ts';

/** Notifications beyond this number are forgotten, first those that have not come again for longest. */
const REMEMBERED = 10_000;

/**
 * A run that has not ended after so long has died with its request (edge runtimes stop them without a word), or hangs: the
 * next resend begins another. The service sends for 11 minutes.
 */
const LEASE_MS = 4 * 60 * 1_000;

/** Anything that is no error of these packages: 500, so that the service sends again. */
const NOT_DONE = 'not done';

/** What a `callback` event tells. */
export type CallbackEvent = Omit<Extract<ClientEventDetail, { readonly type: 'callback' }>, 'type'>;

/** What a handler is made of. */
export interface HandlerParts {
  readonly clock: Clock;
  readonly receive: (notification: WxpayNotification) => void | Promise<void>;
  /** Verifies and decrypts; tells of what it refuses, and of what could not even be received. */
  readonly read: (message: Promise<IncomingCallback>) => Promise<WxpayNotification>;
  readonly reply: (error?: unknown) => WxpayReply;
  readonly emit: (event: CallbackEvent, notification?: WxpayNotification) => void;
}

/** One run of `receive`, and until when it is believed to go on, as `clock.elapsed()`. */
interface Run extends Progress<void> {
  readonly leaseUntil: number;
}

/** The endpoint: what is shared between its requests is a map of values, by the id of the notification. */
export function createCallbackHandler(
  { clock, receive, read, reply, emit }: HandlerParts,
  { deadlineMs = 4_000, answerFirst = false }: WxpayHandlerOptions,
): WxpayHandler {
  const runs = new Map<string, Run>();

  const run = async (notification: WxpayNotification): Promise<void> => {
    try {
      // In a turn of its own: what `receive` does before its first pause would hold the answer up.
      if (answerFirst) await sleep(clock, 0, undefined);
      await receive(notification);
      emit({ outcome: 'delivered' }, notification);
    } catch (error) {
      // Whose message it is nobody knows: perhaps it has a secret in it. The name tells enough to look further.
      const { name = 'something' } = Object(error) as Partial<Error>;
      emit({ outcome: 'handler-failed', message: `receive threw ${name}` }, notification);
      throw error;
    }
  };

  const start = (notification: WxpayNotification, context: WaitUntilContext | undefined): Run => {
    const running = run(notification);
    const started = Object.assign(progressOf(running), { leaseUntil: clock.elapsed() + LEASE_MS });
    // Also where another one has begun meanwhile: what succeeded is done.
    const settled = running.then(
      () => remember(notification.id, started),
      () => undefined,
    );
    // Frameworks pass what they have: not everybody's second argument is such a context.
    context?.waitUntil?.(settled);
    return started;
  };

  const remember = (id: string, progress: Run): void => {
    runs.delete(id);
    runs.set(id, progress);
    const [oldest = ''] = runs.size > REMEMBERED ? runs.keys() : [];
    runs.delete(oldest);
  };

  return async (request, context) => {
    const until = clock.elapsed() + deadlineMs;
    const message = await endedBy(clock, progressOf(read(readRequest(request))), until);
    if (message === undefined) {
      emit({ outcome: 'refused', message: `not received in ${deadlineMs} ms` });
      return toResponse(reply(NOT_DONE));
    }
    if ('error' in message) return toResponse(reply(message.error));

    const notification = message.ok;
    const known = runs.get(notification.id);
    // What failed runs again, and what is dead; what goes on is joined; what succeeded only counts.
    const isJoined = known && (known.ended ? 'ok' in known.ended : clock.elapsed() < known.leaseUntil);
    const joined = isJoined ? known : undefined;
    const progress = joined ?? start(notification, context);
    remember(notification.id, progress);
    // The answer to the first one was lost: a resend is told how it stands.
    const ended = answerFirst && !joined ? { ok: undefined } : await endedBy(clock, progress, until);
    if (ended === undefined) {
      emit(
        { outcome: 'handler-failed', message: `receive is not done in ${deadlineMs} ms, and goes on` },
        notification,
      );
    }
    if (ended === undefined || 'error' in ended) return toResponse(reply(NOT_DONE));
    if (joined !== undefined) emit({ outcome: 'duplicate' }, notification);
    return toResponse(reply());
  };
}

function toResponse({ status, headers, body }: WxpayReply): Response {
  return new Response(body, { status, headers });
}
