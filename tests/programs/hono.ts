// A web server that takes callbacks, and makes pictures without waiting for them.
import { Hono } from 'hono';
import { createWxpayCouponImage } from '@x/wxpay-coupon-image';

const wxpay = createWxpayCouponImage({
  mchId: '1',
  merchantSerialNumber: '3775',
  privateKey: 'PEM',
  apiV3Key: '0'.repeat(32),
  wechatpayPublicKey: { id: 'PUB_KEY_ID_1', key: 'PEM' },
});
const app = new Hono();
const receive = wxpay.callbacks.handler(async (notification) => {
  void notification.snapshot.raw.brand_id;
});

app.post('/wxpay/notify', (c) => receive(c.req.raw));
app.post('/wxpay/notify-edge', (c) => receive(c.req.raw, c.executionCtx));
app.post('/coupons', async (c) =>
  c.json(
    await wxpay.images
      .submit({
        brandId: '120344',
        imageGenerationType: 'COMBINE_IMAGE',
        combineImage: {
          usageMode: 'SINGLE',
          scope: 'ALL',
          type: 'NORMAL',
          normalCoupon: { threshold: 10000, discountAmount: 100 },
        },
      })
      .then((task) => task.ref),
    202,
  ),
);

// @ts-expect-error nothing to verify answers with: does not compile any more
createWxpayCouponImage({ mchId: '1', merchantSerialNumber: '2', privateKey: 'x' });
void wxpay.images.submit({
  brandId: '1',
  imageGenerationType: 'COMBINE_IMAGE',
  // @ts-expect-error EXCHANGE is for scope SINGLE only
  combineImage: {
    usageMode: 'SINGLE',
    scope: 'ALL',
    type: 'EXCHANGE',
    exchangeCoupon: { threshold: 0, exchangePrice: 1 },
  },
});
export default app;
