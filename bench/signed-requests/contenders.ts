import { createWxpayCouponImage } from '@x/wxpay-coupon-image';
import { Wechatpay } from 'wechatpay-axios-plugin';
import type { ServiceSettings } from './service.ts';

/** One way to ask for a task; resolves when the answer is read and, where that is done at all, verified. */
export interface Contender {
  readonly name: string;
  ask(): Promise<unknown>;
}

/** Everybody asks the same question of the same service. */
export function createContenders(service: ServiceSettings): Readonly<Record<'ours' | 'peer' | 'floor', Contender>> {
  const { baseUrl, mchId, merchantSerialNumber, privateKey, publicKeyId, publicKey, taskId, brandId } = service;
  const path = 'v3/marketing/partner/product-coupon/image-generation-tasks';
  const parameters = { brand_id: brandId, image_generation_type: 'COMBINE_IMAGE' };

  const { images } = createWxpayCouponImage({
    baseUrl,
    mchId,
    merchantSerialNumber,
    privateKey,
    wechatpayPublicKey: { id: publicKeyId, key: publicKey },
    // What is measured is how fast it can, not how fast it may.
    pace: { queryPerSecond: 1_000_000 },
  });
  const ref = {
    version: 1,
    provider: 'wxpay-coupon-image',
    kind: 'image',
    id: taskId,
    params: { mchId, brandId, imageGenerationType: 'COMBINE_IMAGE' },
    submittedAt: new Date().toISOString(),
  } as const;

  const wechatpay = new Wechatpay({
    baseURL: baseUrl,
    mchid: mchId,
    serial: merchantSerialNumber,
    privateKey,
    certs: { [publicKeyId]: publicKey },
    headers: { 'Wechatpay-Serial': publicKeyId },
  });
  const resource = wechatpay.chain(`${path}/{task_id}`);

  const url = `${baseUrl}/${path}/${taskId}?${new URLSearchParams(parameters)}`;
  return {
    ours: { name: '@x/wxpay-coupon-image', ask: () => images.get(ref) },
    peer: {
      name: 'wechatpay-axios-plugin',
      ask: () => resource.get({ task_id: taskId, params: parameters }),
    },
    floor: { name: 'bare fetch, neither signed nor verified', ask: async () => (await fetch(url)).json() },
  };
}
