import { createWxpayCouponImage, type WxpayHandler } from '@x/wxpay-coupon-image';

/** What this worker uses of D1; the whole is in @cloudflare/workers-types. */
interface D1Database {
  prepare(query: string): { bind(...values: readonly unknown[]): { run(): Promise<unknown> } };
}

/** `vars` and `d1_databases` of wrangler.jsonc; the keys by `wrangler secret put NAME < FILE`. */
export interface Environment {
  readonly COUPONS: D1Database;
  readonly WXPAY_MCH_ID: string;
  readonly WXPAY_MERCHANT_SERIAL: string;
  readonly WXPAY_PUBLIC_KEY_ID: string;
  /** Secret: apiclient_key.pem. */
  readonly WXPAY_PRIVATE_KEY: string;
  /** pub_key.pem. */
  readonly WXPAY_PUBLIC_KEY: string;
  /** Secret. */
  readonly WXPAY_API_V3_KEY: string;
  /** Another address than WeChat Pay's: that of the sandbox. */
  readonly WXPAY_BASE_URL?: string | undefined;
}

// One for all requests of an isolate: its keys are imported once, and it knows what came before.
let receive: WxpayHandler | undefined;

function createReceiver(env: Environment): WxpayHandler {
  const wxpay = createWxpayCouponImage({
    mchId: env.WXPAY_MCH_ID,
    merchantSerialNumber: env.WXPAY_MERCHANT_SERIAL,
    privateKey: env.WXPAY_PRIVATE_KEY,
    wechatpayPublicKey: { id: env.WXPAY_PUBLIC_KEY_ID, key: env.WXPAY_PUBLIC_KEY },
    apiV3Key: env.WXPAY_API_V3_KEY,
    baseUrl: env.WXPAY_BASE_URL,
    // The service is told no more than 401 or 500. Why, only this tells: it has no secret and no body in it.
    onEvent(event) {
      if (event.type !== 'callback' || event.outcome === 'delivered' || event.outcome === 'duplicate') return;
      console.warn('WeChat Pay callback', event.outcome, event.id, event.error, event.message);
    },
  });
  return wxpay.callbacks.handler(async ({ snapshot }) => {
    if (snapshot.status !== 'succeeded' && snapshot.status !== 'failed') return;
    const imageUrl = snapshot.status === 'succeeded' ? snapshot.images[0].url : null;
    try {
      // The table of schema.sql. Isolates are many and forget: the primary key is what takes a task once.
      await env.COUPONS.prepare('INSERT INTO coupon_images VALUES (?, ?, ?, ?) ON CONFLICT (task_id) DO NOTHING')
        .bind(snapshot.ref.id, snapshot.raw.brand_id, snapshot.status, imageUrl)
        .run();
    } catch (error) {
      console.error('Not stored, the service sends again:', error); // nobody else tells
      throw error;
    }
  });
}

export default {
  async fetch(
    request: Request,
    env: Environment,
    context: { waitUntil(promise: Promise<unknown>): void },
  ): Promise<Response> {
    if (new URL(request.url).pathname !== '/wxpay/notify') return new Response(null, { status: 404 });
    receive ??= createReceiver(env);
    // With the context, a slow database goes on after the answer, and the resend finds its work done.
    return receive(request, context);
  },
};
