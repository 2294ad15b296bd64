import { type AnyTaskServiceError, type ImageOutput, ResponseError, SignatureError } from '@x/core';
import {
  anyFunction,
  type DefinedTasks,
  optionals,
  parseInput,
  positive,
  startCall,
  trueOrFalse,
} from '@x/core/provider';
import * as v from 'valibot';
import { type CallbackEvent, createCallbackHandler } from './callback-handler.ts';
import type { IncomingCallback } from './incoming-callback.ts';
import { keyError } from './key-error.ts';
import { createNotifyUrl } from './notify-url.ts';
import { PROVIDER } from './provider-id.ts';
import { readNotification } from './read-notification.ts';
import type { WxpayRawTask } from './read-task.ts';
import type { WxpayCallbacks, WxpayNotification, WxpayReply } from './wxpay-callbacks.ts';
import type { WxpayCouponImageInput } from './wxpay-image-input.ts';
import type { WxpayTransport } from './wxpay-transport.ts';

const optionsSchema = /* @__PURE__ */ (() =>
  v.strictObject({
    ...optionals(positive, 'deadlineMs'),
    ...optionals(trueOrFalse, 'answerFirst'),
  }))();

/** The notifications of one client, and what they do to its waits. */
export function createCallbacks(
  wxpay: WxpayTransport,
  mchId: string,
  images: DefinedTasks<WxpayCouponImageInput, ImageOutput, WxpayRawTask>,
): WxpayCallbacks {
  const { transport } = wxpay;
  /** What was thrown for authentic notifications of something else. */
  const others = new WeakSet<object>();

  const emit = (event: CallbackEvent, notification?: WxpayNotification): void =>
    startCall(transport, {}, notification?.snapshot.ref).emit({ type: 'callback', id: notification?.id, ...event });

  const read = async (message: IncomingCallback | Promise<IncomingCallback>): Promise<WxpayNotification> => {
    try {
      const { id, eventType, ref, reading } = await readNotification(wxpay, mchId, await message);
      return { id, eventType, snapshot: images.deliver(ref, reading) };
    } catch (error) {
      // Only what was verified is judged by what it is.
      if (error instanceof ResponseError) others.add(error);
      const { code, message: words } = error as AnyTaskServiceError;
      emit({ outcome: 'refused', error: code, message: words });
      throw error;
    }
  };

  const reply = (error?: unknown): WxpayReply => {
    if (error === undefined || others.has(Object(error) as object)) return { status: 204, headers: {}, body: null };
    // A key of ours that is wrong is no fault of the sender's: mended in time, the resend will be read.
    const isForged = error instanceof SignatureError && error.reason !== 'decryption';
    return isForged ? failed(401, 'the signature is refused') : failed(500, 'not processed');
  };

  return {
    async parse(message) {
      const notification = await read(message);
      emit({ outcome: 'delivered' }, notification);
      return notification;
    },
    reply,
    handler(receive, options = {}) {
      if (wxpay.apiV3Key === undefined) throw keyError('apiV3Key', 'is required for callbacks');
      parseInput(PROVIDER, anyFunction, receive, 'receive');
      parseInput(PROVIDER, optionsSchema, options, 'options');
      return createCallbackHandler({ clock: transport.clock, receive, read, reply, emit }, options);
    },
    ...createNotifyUrl(transport),
  };
}

/** The service wants a code, and words of at most 256 characters. */
function failed(status: number, message: string): WxpayReply {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ code: 'FAIL', message }) };
}
