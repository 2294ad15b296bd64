import type {
  ClientOptions,
  ImageOutput,
  ImageTaskReader,
  ImageTasks,
  SucceededSnapshot,
  TaskRef,
  TaskSnapshot,
} from '@x/core';
import { expectTypeOf, test } from 'vitest';
import {
  createWxpayCouponImage,
  type IncomingCallback,
  verifyWechatPay,
  type WxpayCallbacks,
  type WxpayCouponImageInput,
  type WxpayCouponImageSettings,
  type WxpayNotification,
  type WxpayRawTask,
} from './index.ts';

declare const settings: WxpayCouponImageSettings;
declare const key: CryptoKey;
const wxpay = createWxpayCouponImage(settings);
const brandId = '120344';
const normalCoupon = { threshold: 10_000, discountAmount: 100 };
const discountCoupon = { threshold: 0, percentOff: 30 };
const exchangeCoupon = { threshold: 0, exchangePrice: 1 };
const imageGenerationType = 'COMBINE_IMAGE';
const usageMode = 'SINGLE';

test('what fits together is an input', () => {
  void wxpay.images.submit({
    brandId,
    imageGenerationType,
    combineImage: { usageMode, scope: 'ALL', type: 'NORMAL', normalCoupon },
  });
  void wxpay.images.submit({
    brandId,
    imageGenerationType,
    combineImage: { usageMode, scope: 'SINGLE', type: 'DISCOUNT', discountCoupon, backgroundColor: '#ff5733' },
  });
  void wxpay.images.submit({
    brandId,
    imageGenerationType,
    taskId: undefined,
    combineImage: { usageMode, scope: 'SINGLE', type: 'EXCHANGE', exchangeCoupon, backgroundColor: undefined },
  });
  void wxpay.images.submit({
    brandId,
    taskId: 'cutout-0001',
    imageGenerationType: 'CUT_OUT',
    cutOut: { imageUrl: 'https://wxpaylogo.qpic.cn/a.png' },
  });
});

test('what does not is none', () => {
  const cutOut = { imageUrl: 'https://wxpaylogo.qpic.cn/a.png' };
  const combining = <Image extends object>(combineImage: Image) =>
    ({ brandId, imageGenerationType, combineImage }) as const;
  const normal = { usageMode, scope: 'ALL', type: 'NORMAL' } as const;
  expectTypeOf(combining({ ...normal, normalCoupon })).toExtend<WxpayCouponImageInput>();
  // NORMAL without its coupon, and with another
  expectTypeOf(combining(normal)).not.toExtend<WxpayCouponImageInput>();
  expectTypeOf(combining({ ...normal, discountCoupon })).not.toExtend<WxpayCouponImageInput>();
  // EXCHANGE is for single items
  const exchange = { usageMode, scope: 'SINGLE', type: 'EXCHANGE', exchangeCoupon } as const;
  expectTypeOf(combining(exchange)).toExtend<WxpayCouponImageInput>();
  expectTypeOf(combining({ ...exchange, scope: 'ALL' } as const)).not.toExtend<WxpayCouponImageInput>();
  // The page takes SINGLE alone
  const bundle = { ...normal, normalCoupon, usageMode: 'PROGRESSIVE_BUNDLE' } as const;
  expectTypeOf(combining(bundle)).not.toExtend<WxpayCouponImageInput>();
  // The object of the other type, no brand, a number for a brand
  expectTypeOf({ brandId, imageGenerationType, cutOut } as const).not.toExtend<WxpayCouponImageInput>();
  expectTypeOf({ imageGenerationType: 'CUT_OUT', cutOut } as const).not.toExtend<WxpayCouponImageInput>();
  expectTypeOf({ brandId: 1, imageGenerationType: 'CUT_OUT', cutOut } as const).not.toExtend<WxpayCouponImageInput>();
  // @ts-expect-error a field that nobody knows
  void wxpay.images.submit({ brandId, imageGenerationType: 'CUT_OUT', cutOut, colour: 1 });
  const combineImage = { ...normal, normalCoupon };
  // @ts-expect-error both objects at once
  void wxpay.images.submit({ brandId, imageGenerationType: 'CUT_OUT', cutOut, combineImage });
});

test('there has to be something to verify answers with', () => {
  const merchant = { mchId: '1', merchantSerialNumber: '2', privateKey: 'PEM' };
  expectTypeOf({ ...merchant, apiV3Key: 'x' }).toExtend<WxpayCouponImageSettings>();
  expectTypeOf({ ...merchant, platformCertificates: ['PEM'] }).toExtend<WxpayCouponImageSettings>();
  expectTypeOf({
    ...merchant,
    privateKey: key,
    wechatpayPublicKey: { id: 'PUB_KEY_ID_1', key },
  }).toExtend<WxpayCouponImageSettings>();
  expectTypeOf({
    ...merchant,
    apiV3Key: 'x',
    baseUrl: new URL('https://a.example'),
    clock: undefined,
  }).toExtend<WxpayCouponImageSettings>();
  expectTypeOf<WxpayCouponImageSettings>().toExtend<ClientOptions>();
  // @ts-expect-error there is nothing
  createWxpayCouponImage(merchant);
  // @ts-expect-error a key without its id
  createWxpayCouponImage({ ...merchant, wechatpayPublicKey: { key } });
});

test('snapshots have the service’s own object', () => {
  expectTypeOf(wxpay.images).toEqualTypeOf<ImageTasks<WxpayCouponImageInput, WxpayRawTask>>();
  expectTypeOf(wxpay.callbacks).toEqualTypeOf<WxpayCallbacks>();
  expectTypeOf<WxpayNotification['snapshot']>().toEqualTypeOf<TaskSnapshot<ImageOutput, WxpayRawTask>>();
  expectTypeOf(wxpay.images.get({} as TaskRef).then(({ raw }) => raw.task_state)).resolves.toEqualTypeOf<string>();
  expectTypeOf([wxpay.images]).toExtend<readonly ImageTaskReader[]>();
});

test('one function serves all providers', () => {
  async function render<I>(tasks: ImageTasks<I>, input: NoInfer<I>): Promise<SucceededSnapshot> {
    return (await tasks.submit(input)).wait();
  }
  const input = {
    brandId,
    imageGenerationType: 'CUT_OUT',
    cutOut: { imageUrl: 'https://wxpaylogo.qpic.cn/a.png' },
  } as const;
  expectTypeOf(render(wxpay.images, input)).resolves.toEqualTypeOf<SucceededSnapshot>();
});

test('callbacks come from any framework', () => {
  expectTypeOf<{ headers: Headers; body: string }>().toExtend<IncomingCallback>();
  expectTypeOf<{ headers: Record<string, string | string[] | undefined>; body: Buffer }>().toExtend<IncomingCallback>();
  // @ts-expect-error a parsed body
  void wxpay.callbacks.parse({ headers: new Headers(), body: { id: '1' } });
  const handle = wxpay.callbacks.handler(async ({ snapshot }) => void snapshot.raw.brand_id, { deadlineMs: undefined });
  expectTypeOf(handle).toBeCallableWith(new Request('https://a.example'), { waitUntil: () => undefined });
  expectTypeOf(wxpay.callbacks.reply().body).toEqualTypeOf<string | null>();
  expectTypeOf(verifyWechatPay({ headers: {}, body: '', keys: { A: 'PEM', B: key } })).resolves.toEqualTypeOf<void>();
});
