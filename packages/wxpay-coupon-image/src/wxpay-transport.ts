import { createTransport, type Answer, type SignableRequest, type Signed, type Transport } from '@x/core/provider';
import { checkEcho } from './check-echo.ts';
import { checkSignature } from './check-signature.ts';
import { importApiV3Key } from './decrypt-wechat-pay.ts';
import { CERTIFICATES_PATH, downloadCertificates } from './download-certificates.ts';
import { createFewAtOnce } from './few-at-once.ts';
import { createKeyring, type Keyring } from './keyring.ts';
import { PROVIDER } from './provider-id.ts';
import { TASKS_PATH } from './query-request.ts';
import { randomText } from './random-text.ts';
import { toReceived } from './received-answer.ts';
import { signWithKey, type WechatPaySignature } from './sign-wechat-pay.ts';
import { readKeys, useKey } from './trusted-keys.ts';
import type { WebCryptoKey } from './web-crypto-key.ts';
import type { WxpayCouponImageSettings } from './wxpay-coupon-image-settings.ts';

/** What a client asks with, and judges by. */
export interface WxpayTransport {
  readonly transport: Transport;
  readonly keyring: Keyring;
  /** Undefined where there is no APIv3 key. */
  readonly apiV3Key: (() => Promise<WebCryptoKey>) | undefined;
}

/** Signs every request, verifies every 2xx answer. Makes no request and starts nothing. */
export function createWxpayTransport(settings: WxpayCouponImageSettings): WxpayTransport {
  const { mchId, merchantSerialNumber, wechatpayPublicKey, apiV3Key } = settings;
  const { signing, trusted } = readKeys(settings);
  let decryptionKey: WebCryptoKey | undefined;
  const getApiV3Key =
    apiV3Key === undefined ? undefined : async () => (decryptionKey ??= await importApiV3Key(apiV3Key));

  const sign = async ({ method, path, body = '', signal }: SignableRequest): Promise<Signed> => {
    if (path !== CERTIFICATES_PATH && !keyring.isPrepared()) await keyring.prepare(signal);
    // Without waiting where that can be: WebCrypto signs on another thread, and the sooner it begins, the better.
    const key = signing.key ?? (await useKey(signing, 'sign'));
    const signNow = (): Promise<WechatPaySignature> =>
      signWithKey(key, {
        method,
        // The service's own path, also behind a proxy that has one in front of it.
        url: path,
        // Afresh: what was waited for may have taken its time, or corrected the clock.
        timestamp: Math.floor((transport.clock.now() + transport.clockOffsetMs) / 1_000),
        nonce: randomText(),
        body: typeof body === 'string' ? body : metaOf(body()),
        mchId,
        merchantSerialNumber: merchantSerialNumber.toUpperCase(),
      });
    const { authorization, signature } = await fewAtOnce(signNow, signal);
    // The service then signs its answer with that key; without it, perhaps with another.
    const serial = wechatpayPublicKey && { 'wechatpay-serial': wechatpayPublicKey.id };
    return { headers: { ...serial, authorization }, secrets: [authorization, signature] };
  };

  const verify = async (answer: Answer, asked: SignableRequest): Promise<void> => {
    // Refusals are not signed, and nothing is believed of them but that they refuse.
    if (answer.status >= 300 || asked.path === CERTIFICATES_PATH) return;
    // Nor is anything of a page, of nothing, of JSON that was cut: read as no answer, whoever sent it.
    if (Object.keys(Object(answer.json) as object).length === 0) return;
    // The time that a refusal told is believed only where the answer has to repeat what was asked.
    const now = asked.path.startsWith(TASKS_PATH) ? asked.now.getTime() : transport.clock.now();
    await checkSignature(toReceived(answer), (serial) => keyring.find(serial, asked.signal), now);
    checkEcho(asked, answer.json);
  };

  const transport = createTransport(
    {
      provider: PROVIDER,
      baseUrl: 'https://api.mch.weixin.qq.com',
      pace: { submitPerSecond: 10, queryPerSecond: 20 },
      sign,
      verify,
      requestId: ({ headers }) => headers.get('request-id') ?? undefined,
    },
    settings,
  );
  const fewAtOnce = createFewAtOnce(transport.clock);
  const download = getApiV3Key && ((signal?: AbortSignal) => downloadCertificates(transport, getApiV3Key, signal));
  const keyring = createKeyring(transport.clock, trusted, download);
  return { transport, keyring, apiV3Key: getApiV3Key };
}

/** Of an upload, the text of its `meta` is signed, and not the form. */
function metaOf(form: FormData): string {
  const meta = form.get('meta');
  return typeof meta === 'string' ? meta : '';
}
