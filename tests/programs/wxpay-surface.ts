// The built WeChat Pay package against the fixed surface beside.
import type * as wxpay from '@x/wxpay-coupon-image';
import type * as fixedCore from './fixed/core.d.ts';
import type * as fixed from './fixed/wxpay.d.ts';

/** `any` fits everything, so it fits nothing here. */
type IsAny<T> = 0 extends 1 & T ? true : false;
/** What the package gives can be used as promised; the compiler names the line where it cannot. */
type Gives<Fixed, Actual> =
  IsAny<Actual> extends true ? 'any' : [Actual] extends [Fixed] ? true : 'gives something else';
/** And what may be handed in, or written down by a user, is the same. */
type Same<Fixed, Actual> =
  Gives<Fixed, Actual> extends true ? ([Fixed] extends [Actual] ? true : 'takes something else') : Gives<Fixed, Actual>;

type Keys<T> = T extends unknown ? keyof T : never;
/** An optional member under another name would still fit: so by names, too. */
type Names<Fixed, Actual> = [Keys<Fixed>] extends [Keys<Actual>] ? true : Exclude<Keys<Fixed>, Keys<Actual>>;

type Combining<Input> =
  Extract<Input, { imageGenerationType: 'COMBINE_IMAGE' }> extends { combineImage: infer Image } ? Image : never;
type Client = ReturnType<typeof wxpay.createWxpayCouponImage>;
type FixedClient = fixed.WxpayCouponImageClient;

export const wxpaySurface: {
  input: Same<fixed.WxpayCouponImageInput, wxpay.WxpayCouponImageInput>;
  inputNames: Names<fixed.WxpayCouponImageInput, wxpay.WxpayCouponImageInput>;
  combineImageNames: Names<Combining<fixed.WxpayCouponImageInput>, Combining<wxpay.WxpayCouponImageInput>>;
  settings: Same<fixed.WxpayCouponImageSettings, wxpay.WxpayCouponImageSettings>;
  settingNames: Names<fixed.WxpayCouponImageSettings, wxpay.WxpayCouponImageSettings>;
  rawTask: Same<fixed.WxpayRawTask, wxpay.WxpayRawTask>;
  incomingCallback: Same<fixed.IncomingCallback, wxpay.IncomingCallback>;
  notification: Gives<fixed.WxpayNotification, wxpay.WxpayNotification>;
  client: Gives<FixedClient, Client>;
  images: Gives<fixedCore.ImageTaskReader, Client['images']>;
  submit: Gives<FixedClient['images']['submit'], Client['images']['submit']>;
  callbacks: Gives<fixed.WxpayCallbacks, wxpay.WxpayCallbacks>;
  handler: Same<ReturnType<fixed.WxpayCallbacks['handler']>, ReturnType<wxpay.WxpayCallbacks['handler']>>;
  handlerOptionNames: Names<
    NonNullable<Parameters<fixed.WxpayCallbacks['handler']>[1]>,
    NonNullable<Parameters<wxpay.WxpayCallbacks['handler']>[1]>
  >;
  reply: Same<ReturnType<fixed.WxpayCallbacks['reply']>, ReturnType<wxpay.WxpayCallbacks['reply']>>;
  uploadImage: Same<FixedClient['uploadImage'], Client['uploadImage']>;
  createWxpayCouponImage: Gives<typeof fixed.createWxpayCouponImage, typeof wxpay.createWxpayCouponImage>;
} = {
  input: true,
  inputNames: true,
  combineImageNames: true,
  settings: true,
  settingNames: true,
  rawTask: true,
  incomingCallback: true,
  notification: true,
  client: true,
  images: true,
  submit: true,
  callbacks: true,
  handler: true,
  handlerOptionNames: true,
  reply: true,
  uploadImage: true,
  createWxpayCouponImage: true,
};

export const wxpaySignatures: {
  signWechatPay: Same<typeof fixed.signWechatPay, typeof wxpay.signWechatPay>;
  verifyWechatPay: Same<typeof fixed.verifyWechatPay, typeof wxpay.verifyWechatPay>;
  verifyNames: Names<Parameters<typeof fixed.verifyWechatPay>[0], Parameters<typeof wxpay.verifyWechatPay>[0]>;
  decryptWechatPay: Same<typeof fixed.decryptWechatPay, typeof wxpay.decryptWechatPay>;
  decryptNames: Names<Parameters<typeof fixed.decryptWechatPay>[0], Parameters<typeof wxpay.decryptWechatPay>[0]>;
} = { signWechatPay: true, verifyWechatPay: true, verifyNames: true, decryptWechatPay: true, decryptNames: true };
