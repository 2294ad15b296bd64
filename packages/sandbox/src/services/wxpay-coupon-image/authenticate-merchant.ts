import { fromBase64 } from './base64.ts';
import { rsaSha256 } from './rsa-key-pairs.ts';
import { parseWxpayAuthorization, type WxpayAuthorization } from './wxpay-authorization.ts';
import { protocolError, signError } from './wxpay-error.ts';

/** A request whose sender is to be found out. */
export interface UnauthenticatedRequest {
  readonly method: string;
  /** Path and query, as they were sent. */
  readonly target: string;
  header(name: string): string | undefined;
  /** What the sender had to sign of the body: all of it, of an upload only its `meta`. */
  readonly signedBody: Uint8Array;
}

const scheme = 'WECHATPAY2-SHA256-RSA2048';
const longestSkewSeconds = 300;

/** The one whom requests are to come from. */
export interface KnownMerchant {
  readonly mchId: string;
  /** Hexadecimal digits in upper case. */
  readonly serialNumber: string;
  readonly publicKey: CryptoKey;
}

/**
 * Checks who sends a request, in the order of the service's answers and with its texts.
 *
 * `nowMs` is what the server takes the time to be.
 *
 * @throws WxpayError `INVALID_REQUEST` or `SIGN_ERROR`
 */
export async function authenticateMerchant(
  request: UnauthenticatedRequest,
  merchant: KnownMerchant & { readonly nowMs: number },
): Promise<void> {
  if (!request.header('accept') || !request.header('user-agent')) {
    throw protocolError('Http头缺少Accept或User-Agent');
  }
  const authorization = parseWxpayAuthorization(request.header('authorization'));
  if (authorization === undefined) {
    throw signError('Http头Authorization值格式错误，请参考《微信支付商户REST API签名规则》');
  }
  if (authorization.scheme !== scheme) throw signError('HTTP头Authorization认证类型不正确');
  if (Math.abs(Math.floor(merchant.nowMs / 1_000) - Number(authorization.timestamp)) > longestSkewSeconds) {
    throw signError('Http头Authorization中的timestamp与发起请求的时间不得超过5分钟');
  }
  // [I] what an unknown merchant is answered; that case does not matter, because clients in use send lower case
  const isKnownSerial = authorization.serial_no.toUpperCase() === merchant.serialNumber;
  if (authorization.mchid !== merchant.mchId || !isKnownSerial) {
    throw signError('商户证书序列号有误。请使用签名私钥匹配的证书序列号');
  }
  if (!(await isSigned(request, authorization, merchant.publicKey))) throw signError('签名错误');
}

async function isSigned(
  { method, target, signedBody }: UnauthenticatedRequest,
  { timestamp, nonce_str, signature }: WxpayAuthorization,
  key: CryptoKey,
): Promise<boolean> {
  const bytes = fromBase64(signature);
  if (bytes === undefined) return false;
  const head = new TextEncoder().encode(`${method}\n${target}\n${timestamp}\n${nonce_str}\n`);
  const message = new Uint8Array(head.length + signedBody.length + 1);
  message.set(head);
  message.set(signedBody, head.length);
  message[message.length - 1] = 0x0a;
  return crypto.subtle.verify(rsaSha256, key, bytes, message);
}
