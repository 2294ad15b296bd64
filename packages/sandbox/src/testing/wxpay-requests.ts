import { createPublicKey, createSign, createVerify, X509Certificate } from 'node:crypto';
import type { Fetch } from '../fetch.ts';
import type { SandboxSettings } from '../sandbox-settings.ts';
import type { Sandbox } from '../sandbox.ts';
import { type Answer, read } from './tensorslab-requests.ts';

/** How a call differs from a right one. */
export interface WxpayCall {
  readonly method?: string | undefined;
  readonly body?: string | FormData | undefined;
  /** What is signed of the body; all of it by default. */
  readonly signedBody?: string | undefined;
  /** Sent instead of the usual ones; null: not at all. */
  readonly headers?: Readonly<Record<string, string | null>> | undefined;
  readonly mchId?: string | undefined;
  readonly serial?: string | undefined;
  readonly scheme?: string | undefined;
  /** Seconds that are added to the timestamp. */
  readonly lateBy?: number | undefined;
  /** Signed instead of the path. */
  readonly signedPath?: string | undefined;
  /** Without `Wechatpay-Serial`: the answer is signed with the certificate. */
  readonly withoutPublicKey?: boolean | undefined;
  readonly fetch?: Fetch | undefined;
}

const tasks = '/v3/marketing/partner/product-coupon/image-generation-tasks';

/** What a request needs of a sandbox. */
interface Addressee {
  readonly settings: Pick<SandboxSettings, 'wxpayCouponImage'>;
}

/** A request of the merchant, signed as the documentation has it, on Node's own cryptography. */
export function wxpayRequest(sandbox: Addressee, path: string, call: WxpayCall = {}): Request {
  const { mchId, merchantSerialNumber, privateKey, wechatpayPublicKey, baseUrl, clock } =
    sandbox.settings.wxpayCouponImage;
  const { body, method = body === undefined ? 'GET' : 'POST' } = call;
  const timestamp = Math.floor(clock.now() / 1_000) + (call.lateBy ?? 0);
  const nonce = 'N0NCE';
  const signedBody = call.signedBody ?? (typeof body === 'string' ? body : '');
  const signature = createSign('RSA-SHA256')
    .update(`${method}\n${call.signedPath ?? path}\n${timestamp}\n${nonce}\n${signedBody}\n`)
    .sign(privateKey, 'base64');
  const members = `mchid="${call.mchId ?? mchId}",nonce_str="${nonce}",signature="${signature}",timestamp="${timestamp}",serial_no="${call.serial ?? merchantSerialNumber}"`;
  const headers = new Headers({
    accept: 'application/json',
    'user-agent': 'test',
    authorization: `${call.scheme ?? 'WECHATPAY2-SHA256-RSA2048'} ${members}`,
    ...(typeof body === 'string' ? { 'content-type': 'application/json' } : {}),
    ...(call.withoutPublicKey === true ? {} : { 'wechatpay-serial': wechatpayPublicKey.id }),
  });
  for (const [name, value] of Object.entries(call.headers ?? {})) {
    if (value === null) headers.delete(name);
    else headers.set(name, value);
  }
  return new Request(baseUrl + path, { method, headers, ...(body === undefined ? {} : { body }) });
}

/** Calls, and reads the answer. */
export async function callWxpay(sandbox: Sandbox, path: string, call: WxpayCall = {}): Promise<Answer> {
  return read(await (call.fetch ?? sandbox.fetch)(wxpayRequest(sandbox, path, call)));
}

export function submitToWxpay(sandbox: Sandbox, input: unknown, call: WxpayCall = {}): Promise<Answer> {
  return callWxpay(sandbox, tasks, { body: JSON.stringify(input), ...call });
}

interface Asked {
  readonly task_id: string;
  readonly brand_id: string;
  readonly image_generation_type: string;
}

export function queryWxpay(sandbox: Sandbox, asked: Asked, call: WxpayCall = {}): Promise<Answer> {
  const query = new URLSearchParams({ brand_id: asked.brand_id, image_generation_type: asked.image_generation_type });
  return callWxpay(sandbox, `${tasks}/${asked.task_id}?${String(query)}`, call);
}

/** Who signed an answer or a notification: the public key, the certificate, or nobody that is known. */
export function signerOf(sandbox: Sandbox, headers: Headers, body: string): 'public key' | 'certificate' | undefined {
  const header = (name: string): string => headers.get(`wechatpay-${name}`) ?? '';
  const { id, key } = sandbox.settings.wxpayCouponImage.wechatpayPublicKey;
  const certificate = new X509Certificate(sandbox.wxpayCertificates.platform);
  const isCertificate = header('serial') === certificate.serialNumber;
  if (!isCertificate && header('serial') !== id) return undefined;
  const verified = createVerify('RSA-SHA256')
    .update(`${header('timestamp')}\n${header('nonce')}\n${body}\n`)
    .verify(isCertificate ? certificate.publicKey : createPublicKey(key), header('signature'), 'base64');
  if (!verified) return undefined;
  return isCertificate ? 'certificate' : 'public key';
}
