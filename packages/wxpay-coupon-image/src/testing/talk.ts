import type { ClientEvent } from '@x/core';
import { createVirtualClock, type VirtualClock } from '@x/sandbox';
import { onTestFinished } from 'vitest';
import { createWxpayCouponImage, type WxpayCouponImageClient, type WxpayCouponImageSettings } from '../index.ts';
import { pemOf, vectors } from './vectors.ts';

export { rejectionOf } from '@x/test-helpers';

const { material } = vectors;

/** Whose requests they are. */
export const MERCHANT = {
  mchId: material.mchid,
  merchantSerialNumber: material.merchantSerial,
  privateKey: pemOf('merchantPrivateKey'),
} as const;

/** Both keys of the service, and the key of callbacks. */
export const TRUST = {
  wechatpayPublicKey: { id: material.publicKeyId, key: pemOf('wechatpayPublicKey') },
  platformCertificates: [pemOf('platformCertificate')],
  apiV3Key: material.apiV3Key,
} as const;

/** Another APIv3 key, throw-away like the others. */
export const OTHER_API_V3_KEY = 'TESTONLYanotherapiv3key012345678';

/** A client, and what it said to a service that answers as a test wants. */
export interface Talk extends WxpayCouponImageClient {
  readonly clock: VirtualClock;
  readonly requests: readonly Request[];
  /** What the client told its `onEvent`. */
  readonly told: readonly ClientEvent[];
  /** The requests to this path, in words: `POST`, `GET`. */
  pathsAsked(): readonly string[];
  /** Lets time pass. */
  pass(delayMs: number): Promise<void>;
}

/** Answers the n-th request (from 0). */
export type Answerer = (request: Request, index: number) => Response | Promise<Response>;

/** A client in virtual time (from 2026-01-01T00:00:00Z, as the vectors), without retries unless a test wants some. */
export function talk(answer: Answerer, settings: Partial<WxpayCouponImageSettings> | object = {}): Talk {
  const requests: Request[] = [];
  const told: ClientEvent[] = [];
  const clock = createVirtualClock();
  onTestFinished(() => clock.close());
  const client = createWxpayCouponImage({
    ...MERCHANT,
    ...TRUST,
    clock,
    retry: { limit: 0 },
    onEvent: (event: ClientEvent) => void told.push(event),
    fetch: (request: Request) => {
      requests.push(request.clone());
      return answer(request, requests.length - 1);
    },
    ...settings,
  } as WxpayCouponImageSettings);
  return {
    ...client,
    clock,
    requests,
    told,
    pathsAsked: () =>
      requests.map(({ method, url }) => `${method} ${new URL(url).pathname.split('/').slice(-2).join('/')}`),
    pass: (delayMs) => new Promise((resolve) => void clock.setTimer(delayMs, resolve)),
  };
}
