// The same for WeChat Pay.
import { createWxpayCouponImage, downloadImage, isTaskServiceError, signWechatPay } from '@x/wxpay-coupon-image';

const wxpay = createWxpayCouponImage({
  mchId: '1900000001',
  merchantSerialNumber: '3775B6A45ACD588826D15E583A95F5DD0A1B2C3D',
  privateKey: 'PEM',
  apiV3Key: 'TESTONLYapiv3key0123456789abcdef',
});

/** A route of any framework that speaks Request and Response. */
export const route: (request: Request) => Promise<Response> = wxpay.callbacks.handler(async ({ snapshot }) => {
  if (snapshot.status === 'succeeded') await downloadImage(snapshot.images[0]);
});

export async function main(headers: Record<string, string | string[] | undefined>, body: Uint8Array): Promise<string> {
  await wxpay.images.run({
    brandId: '120344',
    imageGenerationType: 'COMBINE_IMAGE',
    combineImage: {
      scope: 'ALL',
      type: 'NORMAL',
      usageMode: 'SINGLE',
      normalCoupon: { threshold: 1, discountAmount: 1 },
    },
  });
  // @ts-expect-error – the image is missing: the types are there, and are not `any`.
  await wxpay.images.submit({ brandId: '120344', imageGenerationType: 'CUT_OUT' });
  try {
    const { snapshot } = await wxpay.callbacks.parse({ headers, body });
    return snapshot.raw.task_state;
  } catch (error) {
    if (isTaskServiceError(error) && error.code === 'signature') return error.reason;
    throw error;
  }
}

export { signWechatPay };
