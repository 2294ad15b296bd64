// app/wxpay/notify/route.ts
import type { WxpayHandler } from '@x/wxpay-coupon-image';
import { storeImagesIn } from './store-image.ts';
import { wxpayFromEnvironment } from './wxpay-from-environment.ts';

let receive: WxpayHandler | undefined;

// Made by the first notification: `next build` imports this file too, on a machine that has no keys.
export const POST = async (request: Request): Promise<Response> => {
  receive ??= wxpayFromEnvironment().callbacks.handler(storeImagesIn(process.env['COUPON_DATABASE'] ?? 'coupons.db'));
  // Where functions are frozen after their answer (Vercel): receive(request, { waitUntil: after }), from 'next/server'.
  return receive(request);
};
