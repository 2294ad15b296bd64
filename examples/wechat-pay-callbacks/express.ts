import type { WxpayCouponImageClient } from '@x/wxpay-coupon-image';
import express, { type Router } from 'express';
import type { StoreImage } from './store-image.ts';

/** `app.use(…)` it before `express.json()`: the signature covers the bytes, and a parsed body has lost them. */
export function createWxpayRouter(wxpay: WxpayCouponImageClient, store: StoreImage): Router {
  const router = express.Router();
  router.post('/wxpay/notify', express.raw({ type: () => true }), async (request, response) => {
    let reply = wxpay.callbacks.reply(); // 204: stored
    try {
      const notification = await wxpay.callbacks.parse({ headers: request.headers, body: request.body as Buffer });
      await store(notification); // within 5 s, or the service sends again
    } catch (error) {
      reply = wxpay.callbacks.reply(error); // 401: not the service's; 500: comes again
    }
    response
      .status(reply.status)
      .set(reply.headers)
      .send(reply.body ?? undefined);
  });
  return router;
}
