import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { EdgeVM } from '@edge-runtime/vm';
import { build } from 'esbuild';
import type worker from '../cloudflare-worker.ts';
import type { Environment } from '../cloudflare-worker.ts';
import type { ShopParts } from './shop.ts';

type FetchHandler = (request: Request) => Promise<Response>;

/** The worker as one script. */
async function bundleWorker(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('../cloudflare-worker.ts', import.meta.url))],
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'worker',
    platform: 'neutral',
    target: 'es2022',
    mainFields: ['module', 'main'],
    logLevel: 'silent',
  });
  return outputFiles.map(({ text }) => text).join('\n');
}

/** What D1 promises, over the same database as the other examples have. */
function d1Over(file: string): Environment['COUPONS'] {
  const database = new DatabaseSync(file);
  return {
    prepare: (query) => ({
      bind: (...values) => ({
        run: async () => database.prepare(query).run(...(values as readonly (string | null)[])),
      }),
    }),
  };
}

/**
 * The worker in an isolate that has what edge runtimes have, and no Node.
 *
 * @param waitUntil is handed what the worker wants to go on after its answer
 */
export async function startWorker(
  { sandbox, file }: ShopParts,
  waitUntil: (promise: Promise<unknown>) => void = () => undefined,
): Promise<FetchHandler> {
  const { mchId, merchantSerialNumber, privateKey, wechatpayPublicKey, apiV3Key } = sandbox.settings.wxpayCouponImage;
  const environment: Environment = {
    COUPONS: d1Over(file),
    WXPAY_MCH_ID: mchId,
    WXPAY_MERCHANT_SERIAL: merchantSerialNumber,
    WXPAY_PUBLIC_KEY_ID: wechatpayPublicKey.id,
    WXPAY_PRIVATE_KEY: privateKey,
    WXPAY_PUBLIC_KEY: wechatpayPublicKey.key,
    WXPAY_API_V3_KEY: apiV3Key,
  };
  const vm = new EdgeVM();
  vm.evaluate<typeof Date>('Date').now = () => sandbox.clock.now();
  vm.evaluate(await bundleWorker());
  const { fetch } = vm.evaluate<typeof worker>('worker.default');
  return async (request) => {
    const { url, method, headers } = request;
    const body = await request.text();
    const inside = new vm.context.Request(url, { method, headers: Object.fromEntries(headers), body });
    const response = await fetch(inside, environment, { waitUntil });
    const { status } = response;
    return new Response(status === 204 ? null : await response.text(), { status, headers: [...response.headers] });
  };
}
