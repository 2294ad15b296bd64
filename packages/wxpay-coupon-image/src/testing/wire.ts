import { createCipheriv, createSign, randomBytes } from 'node:crypto';
import { pemOf, vectors } from './vectors.ts';

/*
 * WeChat Pay's side of the wire, by Node's own cryptography and throw-away keys: independent of what is tested.
 */

const { platformSerial, publicKeyId, apiV3Key } = vectors.material;

/** With which of the service's keys, when, and what is wrong with it. */
export interface SigningOptions {
  /** Seconds since 1970. */
  readonly timestamp: number;
  /** Default: the platform certificate's. */
  readonly with?: 'certificate' | 'public-key' | undefined;
  /** `probe`: the prefix and a wrong signature; `wrong`: a wrong signature. */
  readonly flaw?: 'probe' | 'wrong' | undefined;
  readonly serial?: string | undefined;
}

/** The four headers over this body. */
export function signatureHeaders(body: string, options: SigningOptions): Record<string, string> {
  const isCertificate = (options.with ?? 'certificate') === 'certificate';
  const nonce = randomBytes(16).toString('hex');
  const signature = createSign('RSA-SHA256')
    .update(`${options.timestamp}\n${nonce}\n${body}${options.flaw === undefined ? '' : ' '}\n`)
    .sign(pemOf(isCertificate ? 'platformPrivateKey' : 'wechatpayPublicKeyModePrivateKey'), 'base64');
  return {
    'Wechatpay-Serial': options.serial ?? (isCertificate ? platformSerial : publicKeyId),
    'Wechatpay-Timestamp': String(options.timestamp),
    'Wechatpay-Nonce': nonce,
    'Wechatpay-Signature': (options.flaw === 'probe' ? 'WECHATPAY/SIGNTEST/' : '') + signature,
  };
}

/** When a request was signed, in seconds: the client's clock as the service sees it. */
export function timestampOf(request: Request): number {
  return Number(/timestamp="(\d+)"/.exec(request.headers.get('authorization') ?? '')?.[1]);
}

/** A signed 2xx. */
export function signedAnswer(request: Request, body: unknown, options: Partial<SigningOptions> = {}): Response {
  const text = JSON.stringify(body);
  const headers = signatureHeaders(text, { timestamp: timestampOf(request), ...options });
  return new Response(text, { headers: { 'content-type': 'application/json; charset=utf-8', ...headers } });
}

/** A refusal; the service signs none. */
export function refusal(status: number, code: string, message = 'in words', headers: HeadersInit = {}): Response {
  return Response.json({ code, message }, { status, headers });
}

/** Whether a request is a submit; what it asks for, in the service's names. */
async function askedOf(request: Request): Promise<Readonly<Record<string, string>>> {
  if (request.method === 'POST') {
    const { brand_id, task_id, image_generation_type } = JSON.parse(await request.clone().text()) as Record<
      string,
      string
    >;
    return { brand_id: brand_id ?? '', task_id: task_id ?? '', image_generation_type: image_generation_type ?? '' };
  }
  const { pathname, searchParams } = new URL(request.url);
  return { task_id: pathname.split('/').at(-1) ?? '', ...Object.fromEntries(searchParams) };
}

/** A signed answer to a query: the task that was asked for, in this state. */
export async function taskAnswer(
  request: Request,
  members: object,
  options?: Partial<SigningOptions>,
): Promise<Response> {
  return signedAnswer(request, { ...(await askedOf(request)), ...members }, options);
}

/** A signed answer to a submit. */
export async function acceptance(request: Request, options?: Partial<SigningOptions>): Promise<Response> {
  const { task_id, brand_id } = await askedOf(request);
  return signedAnswer(request, { task_id, brand_id }, options);
}

/** Encrypted as the service does. */
export function encrypt(text: string, associated_data = 'product_coupon_sp', key = apiV3Key): Record<string, string> {
  const nonce = randomBytes(6).toString('hex');
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(associated_data));
  const ciphertext = Buffer.concat([cipher.update(text), cipher.final(), cipher.getAuthTag()]).toString('base64');
  return { algorithm: 'AEAD_AES_256_GCM', ciphertext, associated_data, nonce };
}

/** The list of platform certificates, in JSON. */
export function certificateList(key = apiV3Key): object {
  const encrypt_certificate = encrypt(pemOf('platformCertificate'), 'certificate', key);
  const [effective_time, expire_time] = ['2026-11-20T16:50:10+08:00', '2031-11-20T16:50:10+08:00'];
  return { data: [{ serial_no: platformSerial, effective_time, expire_time, encrypt_certificate }] };
}
