import type { Bytes, RequestOptions } from '@x/core';
import { askAgain, parseInput, requestOptions, rule, startCall, type Transport } from '@x/core/provider';
import * as v from 'valibot';
import { readMember } from './read-answer.ts';
import { PROVIDER } from './provider-id.ts';
import { toHex } from './to-hex.ts';
import { matching } from './wxpay-coupon-image-schemas.ts';

/** Options of `uploadImage`. */
export interface WxpayUploadOptions extends RequestOptions {
  /** At most 150 characters, ending in `.jpg`, `.bmp` or `.png`; no control characters, and none of 4 bytes. */
  readonly filename: string;
}

/** What `uploadImage` gives back. */
export interface WxpayUploadedImage {
  /** Permanent, under `https://wxpaylogo.qpic.cn`: for `cutOut.imageUrl`. */
  readonly imageUrl: string;
}

const PATH = '/v3/marketing/partner/product-coupon/media/upload-image';
/** "2M" by the service's page. */
const MAXIMUM_BYTES = 2 * 1024 * 1024;

const optionsSchema = /* @__PURE__ */ (() =>
  v.strictObject({
    ...requestOptions,
    // What is signed may hold no sign of 4 bytes.
    filename: matching(
      /^[^\p{Cc}\p{Cs}\u{10000}-\u{10ffff}]{1,146}(?<![/\\])\.(jpg|bmp|png)$/iu,
      'must end in .jpg, .bmp or .png, at most 150 characters, none for control or of 4 bytes',
    ),
  }))();
const imageSchema = /* @__PURE__ */ rule((value) => {
  const size = value instanceof Blob ? value.size : value instanceof Uint8Array ? value.byteLength : 0;
  return size > 0 && size <= MAXIMUM_BYTES;
}, `must be a Blob or bytes, 1 to ${MAXIMUM_BYTES}`);
const readImageUrl = /* @__PURE__ */ readMember('image_url');

/** Uploads a picture. Passing faults are retried: a second copy costs nothing. */
export async function uploadImage(
  transport: Transport,
  image: Blob | Uint8Array,
  options: WxpayUploadOptions,
): Promise<WxpayUploadedImage> {
  const { filename, timeoutMs = transport.timeoutMs.submit } = parseInput(PROVIDER, optionsSchema, options);
  parseInput(PROVIDER, imageSchema, image, 'image');

  const call = startCall(transport, options);
  // A copy: what is sent again is what was signed, whatever became of the caller's buffer (of which slice() is a view).
  const bytes: Bytes = new Uint8Array(image instanceof Blob ? await image.arrayBuffer() : image);
  const sha256 = toHex(await crypto.subtle.digest('SHA-256', bytes));
  const meta = JSON.stringify({ filename, sha256 });
  const type = `image/${filename.slice(-3).toLowerCase().replace('jpg', 'jpeg')}`;
  const body = (): FormData => {
    const form = new FormData();
    // What is signed is this text, and not the form.
    form.append('meta', meta);
    form.append('file', new Blob([bytes], { type }), filename);
    return form;
  };
  const { ok } = await askAgain(call, { method: 'POST', path: PATH, body }, readImageUrl, timeoutMs);
  return { imageUrl: ok };
}
