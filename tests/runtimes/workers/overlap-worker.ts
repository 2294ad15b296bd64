import { createMpsAigc } from '@x/mps-aigc';
import { type ClientEvent, type TaskRef, parseTaskRef } from '@x/tensorslab';
import { createVodAigc } from '@x/vod-aigc';
import { createWxpayCouponImage } from '@x/wxpay-coupon-image';
import { couponInput } from '../cases/coupon-input.ts';
import { type Settings, impatient } from '../cases/runtime-case.ts';

export interface OverlapRequest {
  readonly action: 'wxpay-run' | 'mps-submit' | 'mps-wait' | 'vod-submit' | 'vod-wait';
  readonly settings: Settings;
  readonly ref?: TaskRef | undefined;
  /** Aborts the call by its signal as soon as it asks an address that ends like this. */
  readonly abortAt?: 'certificates' | 'query' | undefined;
}

/** Ten times as fast: a lease on something that died with its request lasts half a minute. */
const hurriedClock = {
  now: () => Date.now(),
  elapsed: () => performance.now() * 10,
  setTimer(delayMs: number, callback: () => void) {
    const timer = setTimeout(callback, delayMs / 10);
    return () => clearTimeout(timer);
  },
};

let listeners: readonly ((event: ClientEvent) => void)[] = [];
const common = { clock: hurriedClock, onEvent: (event: ClientEvent) => listeners.forEach((listen) => listen(event)) };

// Clients in the module's scope, as everybody has them: one for all requests.
let wxpay: ReturnType<typeof createWxpayCouponImage> | undefined;
let mps: ReturnType<typeof createMpsAigc> | undefined;
let vod: ReturnType<typeof createVodAigc> | undefined;

function clientsOf({ mpsAigc, vodAigc, wxpayCouponImage }: Settings) {
  const { baseUrl, mchId, merchantSerialNumber, privateKey, apiV3Key } = wxpayCouponImage;
  wxpay ??= createWxpayCouponImage({ baseUrl, mchId, merchantSerialNumber, privateKey, apiV3Key, ...common });
  mps ??= createMpsAigc({ ...mpsAigc, ...common });
  vod ??= createVodAigc({ ...vodAigc, ...common });
  return { wxpay, mps, vod };
}

async function act({ action, settings, ref, abortAt }: OverlapRequest): Promise<object> {
  const clients = clientsOf(settings);
  const controller = new AbortController();
  if (abortAt !== undefined) {
    const listen = (event: ClientEvent) => {
      const isThere =
        event.type === 'request' &&
        (abortAt === 'query' ? event.operation === 'query' : event.url.endsWith('/v3/certificates'));
      if (!isThere) return;
      listeners = listeners.filter((other) => other !== listen);
      setTimeout(() => controller.abort(new Error('aborted as asked')), 100);
    };
    listeners = [...listeners, listen];
  }
  const wait = { ...impatient, signal: controller.signal };
  switch (action) {
    case 'wxpay-run':
      return { status: (await clients.wxpay.images.run(couponInput, wait)).status };
    case 'mps-submit':
      return { ref: await clients.mps.images.submit({ prompt: 'cat' }) };
    case 'mps-wait':
      return { status: (await clients.mps.images.resume(parseTaskRef(ref)).wait(wait)).status };
    case 'vod-submit':
      return { ref: await clients.vod.images.submit({ modelName: 'GEM', modelVersion: '2.5', prompt: 'cat' }) };
    case 'vod-wait':
      return { status: (await clients.vod.images.resume(parseTaskRef(ref)).wait(wait)).status };
  }
}

export default {
  async fetch(request: Request): Promise<Response> {
    try {
      return Response.json(await act(await request.json()));
    } catch (error) {
      return Response.json({ error: error instanceof Error ? `${error.message}\n${error.stack}` : String(error) });
    }
  },
};
