// A web server without `Request`, that takes callbacks.
import express, { type Request, type Response } from 'express';
import { createWxpayCouponImage } from '@x/wxpay-coupon-image';

const wxpay = createWxpayCouponImage({
  mchId: '1',
  merchantSerialNumber: '2',
  privateKey: 'x',
  apiV3Key: '0'.repeat(32),
});
const app = express();

app.post('/wxpay/notify', express.raw({ type: '*/*' }), async (request: Request, response: Response) => {
  let reply = wxpay.callbacks.reply();
  try {
    const notification = await wxpay.callbacks.parse({ headers: request.headers, body: request.body as Buffer });
    console.log(notification.eventType, notification.snapshot.status);
  } catch (error) {
    reply = wxpay.callbacks.reply(error);
  }
  response
    .status(reply.status)
    .set(reply.headers)
    .send(reply.body ?? undefined);
});
export { app };
