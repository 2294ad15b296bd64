import { readFileSync } from 'node:fs';
import { createWxpayCouponImage, type WxpayCouponImageInput } from '@x/wxpay-coupon-image';
import { UsageError } from '../options.ts';
import { readOffer } from './coupon-offer.ts';
import { demoClient } from './demo-client.ts';
import type { DemoService, TaskWish } from './demo-service.ts';
import { type Environment, readTogether, readVariable } from './environment.ts';
import { publicAddress } from './public-address.ts';

const MCH_ID = 'WXPAY_MCH_ID';
const SERIAL = 'WXPAY_MERCHANT_SERIAL';
const PRIVATE_KEY = 'WXPAY_PRIVATE_KEY';
const BRAND_ID = 'WXPAY_BRAND_ID';
const API_V3_KEY = 'WXPAY_API_V3_KEY';
const PUBLIC_KEY_ID = 'WXPAY_PUBLIC_KEY_ID';
const PUBLIC_KEY = 'WXPAY_PUBLIC_KEY';
const BASE_URL = 'WXPAY_BASE_URL';

/** The one brand of the sandbox's provider. */
const SANDBOX_BRAND_ID = '120344';

/** Pictures of coupons by WeChat Pay. Its "prompt" is an offer: 满100减10. */
export const wxpayCouponImage: DemoService = {
  id: 'wxpay-coupon-image',
  name: 'WeChat Pay',
  variables: [
    { name: MCH_ID, meaning: 'the service provider (mchid)', required: true, place: true },
    { name: SERIAL, meaning: 'serial of its API certificate', required: true },
    { name: PRIVATE_KEY, meaning: 'apiclient_key.pem: its text or its path', required: true },
    { name: BRAND_ID, meaning: 'a brand that authorised it', required: true },
    { name: PUBLIC_KEY_ID, meaning: "WeChat Pay's public key: PUB_KEY_ID_…" },
    { name: PUBLIC_KEY, meaning: 'pub_key.pem: its text or its path' },
    { name: API_V3_KEY, meaning: 'in their place: the APIv3 key' },
    { name: BASE_URL, meaning: 'another address of it', place: true },
  ],
  console: 'https://pay.weixin.qq.com',
  onePicture: true,
  optionOf: { combineImage: 'prompt' },
  sandboxModels: ['COMBINE_IMAGE'],
  sandboxTasks: [{ model: 'COMBINE_IMAGE', prompt: '满100减10' }],
  realTask: { model: 'COMBINE_IMAGE', prompt: '满100减10' },

  check: ({ model, prompt, resolution }) => {
    if (model !== 'COMBINE_IMAGE') throw new UsageError(`--model '${model}': the demo makes COMBINE_IMAGE only`);
    if (resolution !== undefined) throw new UsageError('--resolution: WeChat Pay decides on the size itself');
    readOffer(prompt);
  },

  connectSandbox(sandbox, onEvent) {
    const { images } = createWxpayCouponImage({ ...sandbox.settings.wxpayCouponImage, onEvent });
    return demoClient(images, (wish) => toInput(wish, SANDBOX_BRAND_ID));
  },

  real(env) {
    const keys = readTogether(env, [MCH_ID, SERIAL, PRIVATE_KEY, BRAND_ID]);
    if (keys === undefined) return undefined;
    const baseUrl = readVariable(env, BASE_URL);
    const settings = {
      mchId: keys[MCH_ID],
      merchantSerialNumber: keys[SERIAL],
      privateKey: readKey(PRIVATE_KEY, keys[PRIVATE_KEY]),
      baseUrl,
      ...readTrust(env),
    };
    return {
      address: publicAddress(baseUrl ?? 'https://api.mch.weixin.qq.com'),
      connect: (onEvent) => {
        const { images } = createWxpayCouponImage({ ...settings, onEvent });
        return demoClient(images, (wish) => toInput(wish, keys[BRAND_ID]));
      },
    };
  },
};

function toInput({ prompt }: TaskWish, brandId: string): WxpayCouponImageInput {
  return { brandId, imageGenerationType: 'COMBINE_IMAGE', combineImage: readOffer(prompt) };
}

/** What WeChat Pay's answers are checked with. */
function readTrust(
  env: Environment,
): { wechatpayPublicKey: { id: string; key: string }; apiV3Key?: string } | { apiV3Key: string } {
  const apiV3Key = readVariable(env, API_V3_KEY);
  const given = readTogether(env, [PUBLIC_KEY_ID, PUBLIC_KEY]);
  if (given !== undefined) {
    const wechatpayPublicKey = {
      id: given[PUBLIC_KEY_ID],
      key: readKey(PUBLIC_KEY, given[PUBLIC_KEY]),
    };
    return { wechatpayPublicKey, ...(apiV3Key === undefined ? {} : { apiV3Key }) };
  }
  if (apiV3Key !== undefined) return { apiV3Key };
  throw new UsageError(
    `answers cannot be verified: set ${PUBLIC_KEY_ID} and ${PUBLIC_KEY}, or ${API_V3_KEY}; nothing was sent`,
  );
}

/** PEM, or the path of a file with it. The message names the variable, not what is in it. */
function readKey(variable: string, value: string): string {
  if (value.includes('-----BEGIN')) return value;
  try {
    return readFileSync(value, 'utf8');
  } catch {
    throw new UsageError(`${variable}: the file cannot be read; nothing was sent`);
  }
}
