import type { ImageOutput, ImageTasks } from '@x/core';
import { defineTasks, parseSettings } from '@x/core/provider';
import { createCallbacks } from './create-callbacks.ts';
import { queryImage, refParamsOf } from './get-image.ts';
import { warningsOf } from './input-warnings.ts';
import { PROVIDER } from './provider-id.ts';
import type { WxpayRawTask } from './read-task.ts';
import { classifySubmit, submitImage } from './submit-image.ts';
import { uploadImage, type WxpayUploadedImage, type WxpayUploadOptions } from './upload-image.ts';
import type { WxpayCallbacks } from './wxpay-callbacks.ts';
import { checkTrust, settingsSchema, type WxpayCouponImageSettings } from './wxpay-coupon-image-settings.ts';
import type { WxpayCouponImageInput } from './wxpay-image-input.ts';
import { createWxpayTransport } from './wxpay-transport.ts';

/** A client of one service provider (merchant number). */
export interface WxpayCouponImageClient {
  /** Image tasks: submit, run, watch, resume. */
  readonly images: ImageTasks<WxpayCouponImageInput, WxpayRawTask>;
  /** The service's notifications, and where it sends them. */
  readonly callbacks: WxpayCallbacks;
  /**
   * Stores a picture at WeChat Pay, for `cutOut.imageUrl` (20 requests per second). Passing faults are retried: a second
   * copy costs nothing.
   *
   * @param image - at most 2 MiB of jpg, bmp or png
   * @throws InputError, ApiError…
   */
  uploadImage(image: Blob | Uint8Array, options: WxpayUploadOptions): Promise<WxpayUploadedImage>;
}

/**
 * Makes a client of WeChat Pay's product-coupon image generation (APIv3, for service providers). Makes no request and
 * starts nothing.
 *
 * Every request is signed, every 2xx answer is verified over its raw bytes and has to repeat what was asked. A submit
 * whose answer is lost is looked for under its `taskId`, and repeated with it where the service does not know it.
 *
 * The pace is that of the service's pages, 10 submits and 20 queries per second of a merchant; older copies say 500, which
 * is one option away.
 *
 * @throws ConfigurationError naming the setting; keys that are each other's are told apart
 */
export function createWxpayCouponImage(settings: WxpayCouponImageSettings): WxpayCouponImageClient {
  checkTrust(parseSettings(PROVIDER, settingsSchema, settings));
  const { mchId } = settings;
  const wxpay = createWxpayTransport(settings);
  const { transport } = wxpay;
  const images = defineTasks<WxpayCouponImageInput, ImageOutput, WxpayRawTask>(transport, {
    // No page says how long it takes.
    typicalDurationMs: 15_000,
    refParams: refParamsOf(mchId),
    submit: (input, call) => {
      const plan = submitImage(mchId, input);
      for (const issue of warningsOf(input)) call.emit({ type: 'warning', ...issue });
      return plan;
    },
    classifySubmit,
    query: queryImage,
  });
  return {
    images: images.tasks,
    callbacks: createCallbacks(wxpay, mchId, images),
    uploadImage: async (image, options) => uploadImage(transport, image, options),
  };
}
