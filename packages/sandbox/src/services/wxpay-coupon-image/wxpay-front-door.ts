import type { Context } from 'hono';
import type { RequestFaults } from '../../faults/fault-plan.ts';
import { withFaults } from '../../faults/with-faults.ts';
import type { SandboxEnvironment } from '../../http/connection.ts';
import { seededRandom } from '../../seeded-random.ts';
import type { SandboxContext } from '../../service-module.ts';
import { authenticateMerchant } from './authenticate-merchant.ts';
import { MerchantLimit } from './merchant-limit.ts';
import { signatureFlaw, signatureHeaders, skewMs } from './signature-headers.ts';
import type { SigningKey } from './wxpay-account.ts';
import type { WxpayEndpoint } from './wxpay-endpoint.ts';
import { protocolError, rateLimitError, WxpayError } from './wxpay-error.ts';
import { letters } from './wxpay-letters.ts';

type Visit = Context<SandboxEnvironment>;
type Route = (context: Visit) => Promise<Response>;

/** What all answers of the gateway carry. */
const commonHeaders = {
  'cache-control': 'no-cache, must-revalidate',
  'content-language': 'zh-CN',
  'content-type': 'application/json; charset=utf-8',
  'x-content-type-options': 'nosniff',
};

/** What stands before every endpoint: it finds out who asks, counts, and signs what is answered. */
export function createFrontDoor(sandbox: SandboxContext): (endpoint: WxpayEndpoint) => Route {
  const { wxpay: account, clock } = sandbox;
  const requestIds = seededRandom(sandbox.seed, 'wxpay-coupon-image', 'request ids');
  const nonces = seededRandom(sandbox.seed, 'wxpay-coupon-image', 'nonces');

  async function accepted(members: object, faults: RequestFaults, nowMs: number, key: SigningKey): Promise<Response> {
    const unknown = faults.has('unknown-field') ? { sandbox_unknown: { note: 'not documented', list: [1, null] } } : {};
    const body = JSON.stringify({ ...members, ...unknown });
    const nonce = nonces.text(letters, 32);
    const signature = await signatureHeaders({ body, nonce, nowMs, key, flaw: signatureFlaw(faults) });
    return new Response(body, {
      headers: { ...commonHeaders, 'keep-alive': 'timeout=8', ...signature, ...requestId(0) },
    });
  }

  /** What is refused is not signed. */
  function refused({ status, code, message, number, detail }: WxpayError): Response {
    const headers = { ...commonHeaders, ...(number === undefined ? {} : requestId(number)) };
    return new Response(JSON.stringify({ code, message, detail }), { status, headers });
  }

  function requestId(number: number): { readonly 'request-id': string } {
    return { 'request-id': `${requestIds.hex(32).toUpperCase()}-${number}` };
  }

  /** [V] Whoever names the public key gets it; the others have not switched over yet. */
  function keyFor(context: Context): SigningKey {
    const namesPublicKey = context.req.header('wechatpay-serial')?.startsWith('PUB_KEY_ID_') === true;
    return namesPublicKey || sandbox.options.wxpayKeys === 'public-key' ? account.publicKey : account.platform;
  }

  return (endpoint) => {
    const limit = new MerchantLimit(clock, endpoint.perSecond);

    async function members(context: Visit, faults: RequestFaults, nowMs: number): Promise<object> {
      const { req } = context;
      const { target } = context.env.connection;
      const { searchParams } = new URL(req.url);
      const header = (name: string): string | undefined => req.header(name);
      const body = new Uint8Array(await req.raw.arrayBuffer());
      const signedBody = (await endpoint.signedBody?.(body, header('content-type') ?? '')) ?? body;
      const request = { method: req.method, target, header, signedBody };
      await authenticateMerchant(request, { mchId: account.mchId, ...account.merchant, nowMs });
      limit.count();
      // [I] what another type is answered; [V] that it has to be this one
      if (req.method === 'POST' && endpoint.signedBody === undefined && !isJson(header('content-type'))) {
        throw protocolError('Http头Content-Type不是application/json');
      }
      const parameter = (name: string): string => req.param(name) ?? '';
      return endpoint.answer({ body, parameter, query: searchParams, header, faults, key: keyFor(context) });
    }

    async function answer(context: Visit, faults: RequestFaults): Promise<Response> {
      const nowMs = clock.now() + (faults.has('clock-skew') ? skewMs : 0);
      const response = await members(context, faults, nowMs).then(
        (found) => accepted(found, faults, nowMs, keyFor(context)),
        (error: unknown) => {
          if (error instanceof WxpayError) return refused(error);
          throw error;
        },
      );
      response.headers.set('date', new Date(nowMs).toUTCString());
      return response;
    }

    const { on } = endpoint;
    if (on === undefined) return (context) => answer(context, noFaults);
    const service = 'wxpay-coupon-image';
    return withFaults(sandbox, { service, on, rateLimited: () => refused(rateLimitError()), answer });
  };
}

function isJson(contentType: string | undefined): boolean {
  return /^application\/json\s*(;|$)/iu.test(contentType ?? '');
}

const noFaults: RequestFaults = { has: () => false };
