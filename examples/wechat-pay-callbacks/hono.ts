import type { WxpayCouponImageClient } from '@x/wxpay-coupon-image';
import { Hono } from 'hono';
import type { StoreImage } from './store-image.ts';

/** An application of its own; `app.route('/', …)` puts it into yours. */
export function createWxpayApp(wxpay: WxpayCouponImageClient, store: StoreImage): Hono {
  const receive = wxpay.callbacks.handler(store);
  // The request as it came. On edge runtimes: receive(c.req.raw, c.executionCtx).
  return new Hono().post('/wxpay/notify', (c) => receive(c.req.raw));
}
