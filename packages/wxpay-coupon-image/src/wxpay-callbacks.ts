import type { ImageTaskSnapshot, RequestOptions } from '@x/core';
import type { IncomingCallback } from './incoming-callback.ts';
import type { WxpayRawTask } from './read-task.ts';

/**
 * News of an image task, verified, decrypted, and already known to the waits of this client. As a rule it has ended; look at
 * `snapshot.status`, for the page lists PROCESSING as well.
 */
export interface WxpayNotification {
  /** The service's id of the notification; the same in every resend. */
  readonly id: string;
  /**
   * `PRODUCT_COUPON_SP.IMAGE_GENERATION`; the example in the service's documentation says `PRODUCT_COUPON_SP.SEND`. Decide
   * nothing by it: what was decrypted is an image task.
   */
  readonly eventType: string;
  /** The task as it is known now: as the notification shows it, unless that was overtaken by its end. */
  readonly snapshot: ImageTaskSnapshot<WxpayRawTask>;
}

/** What to send back. */
export interface WxpayReply {
  /** HTTP. */
  readonly status: number;
  /** The type of the body, where there is one. */
  readonly headers: Readonly<Record<string, string>>;
  /** JSON, or nothing. */
  readonly body: string | null;
}

/** Options of `callbacks.handler`. */
export interface WxpayHandlerOptions {
  /**
   * When 500 is answered although `receive` is not done, in milliseconds of the client's clock. Default 4_000: the service
   * waits 5 s.
   */
  readonly deadlineMs?: number | undefined;
  /**
   * Answer 204 as soon as the notification is verified, and call `receive` after that. What it throws is then only an
   * event: the service does not send again. On edge runtimes pass the context: without its `waitUntil` nothing runs after
   * an answer. Default false.
   */
  readonly answerFirst?: boolean | undefined;
}

/** What edge runtimes have, so that work may go on after the answer. */
export interface WaitUntilContext {
  /** Keeps the request's context alive until the promise is settled. */
  waitUntil(promise: Promise<unknown>): void;
}

/**
 * Web-standard: takes Hono's `c.req.raw` and Next.js's request as they are; a Cloudflare worker passes its third argument as
 * the context.
 */
export type WxpayHandler = (request: Request, context?: WaitUntilContext) => Promise<Response>;

/**
 * The service's notifications. They need `apiV3Key`, and an address (`setUrl`).
 *
 * One address gets all product-coupon events of the service provider. Those that are authentic and no image task are
 * acknowledged, because no resend would ever change what they are, and told as a `callback` event (`refused`, naming the
 * event type). Who needs them reads them in the same route before the handler, from `request.clone()`, with `verifyWechatPay`
 * and `decryptWechatPay`: the service knows no second address.
 *
 * The service sends every 60 s, 11 times at most, until it is answered 200 or 204 within 5 s; it may send twice, and may
 * never send at all. So waits go on asking.
 */
export interface WxpayCallbacks {
  /**
   * Verifies and decrypts one notification, and ends the waits of this client on that task. For frameworks without
   * `Request`: answer with `reply()`, or with `reply(error)`.
   *
   * @throws SignatureError: not the service's, too old (by the local clock), or (`decryption`) `apiV3Key` is another one
   * @throws ResponseError: authentic, but no image task
   * @throws InputError: the body is not as received; ConfigurationError: there is no `apiV3Key`
   */
  parse(message: IncomingCallback): Promise<WxpayNotification>;
  /**
   * What to send back. `reply()`: 204. `reply(error)`, with what `parse` threw: 401 when the signature is refused, 204 for
   * an authentic notification of something else, 500 for everything of ours (a wrong `apiV3Key` too), so that the service
   * sends again.
   */
  reply(error?: unknown): WxpayReply;
  /**
   * A whole endpoint. `receive` runs once for a notification, however often it is sent: done → 204; thrown → 500, and the
   * resend runs it again; not done by the deadline → 500 while it goes on, and the resend joins it; not done after 4
   * minutes → it is taken for dead, and the resend runs it again. What succeeded is remembered by id (the last 10 000, in
   * this process); other processes need a check of their own.
   *
   * On edge runtimes pass their context, or what goes on after the answer is stopped; work that takes longer than they
   * grant belongs in a queue.
   *
   * @throws ConfigurationError where there is no `apiV3Key`, InputError for wrong options
   */
  handler(
    receive: (notification: WxpayNotification) => void | Promise<void>,
    options?: WxpayHandlerOptions,
  ): WxpayHandler;
  /**
   * Sets the address for all brands of this service provider, in place of the one before, which other systems of yours may
   * be using for other product-coupon events (20 requests per second).
   *
   * @param url - https, ASCII (percent-encode the rest), without a query, at most 256 characters
   * @throws InputError, ApiError…
   */
  setUrl(url: string, options?: RequestOptions): Promise<void>;
  /** The address; undefined where none was ever set (20 requests per second). */
  getUrl(options?: RequestOptions): Promise<string | undefined>;
}
