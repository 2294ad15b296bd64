import { createWxpayCouponImage, decryptWechatPay, signWechatPay, verifyWechatPay } from '@x/wxpay-coupon-image';
import derKeys from '../../../tools/payloads/vectors/wechatpay-keys.json' with { type: 'json' };
import vectors from '../../../tools/payloads/vectors/wechatpay.json' with { type: 'json' };
import { couponInput } from './coupon-input.ts';
import { type RuntimeCase, expectSame, impatient } from './runtime-case.ts';

const { material, requestSignatures, responseVerifications, aead, notifications } = vectors;

const armour = { pkcs8: 'PRIVATE KEY', pkcs1: 'RSA PRIVATE KEY', spki: 'PUBLIC KEY', x509: 'CERTIFICATE' } as const;

function pem({ kind, base64 }: { readonly kind: string; readonly base64: string }): string {
  const label = armour[kind as keyof typeof armour];
  return `-----BEGIN ${label}-----\n${base64.replaceAll(/.{64}/g, '$&\n')}\n-----END ${label}-----\n`;
}

const keys = {
  [material.publicKeyId]: pem(derKeys.wechatpayPublicKey),
  [material.platformSerial]: pem(derKeys.platformCertificate),
};

const endOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'accept',
    (error: { readonly code: string; readonly reason?: string }) => `reject:${error.reason ?? error.code}`,
  );

/** The vectors' moment: their notifications are as old as they must be. */
const stoppedClock = (at: number) => ({
  now: () => at * 1_000,
  elapsed: () => performance.now(),
  setTimer(delayMs: number, callback: () => void) {
    const timer = setTimeout(callback, delayMs);
    return () => clearTimeout(timer);
  },
});

/** What other people's clients, OpenSSL and Node made of the same keys and messages. */
export const wechatPayCases: readonly RuntimeCase[] = [
  {
    name: 'WeChat Pay signatures equal those of five other clients',
    row: 'WeChat Pay signatures',
    executed: [],
    async run() {
      for (const key of [derKeys.merchantPrivateKey, derKeys.merchantPrivateKeyPkcs1]) {
        for (const { authorization, signature, message, timestamp, ...request } of requestSignatures) {
          const signed = await signWechatPay({
            ...request,
            timestamp: Number(timestamp),
            mchId: material.mchid,
            merchantSerialNumber: material.merchantSerial,
            privateKey: pem(key),
          });
          expectSame([signed.authorization, signed.signature, signed.message], [authorization, signature, message]);
        }
      }
      return `${requestSignatures.length} vectors, PKCS#8 and PKCS#1`;
    },
  },
  {
    name: 'WeChat Pay answers are verified, wrong ones are refused',
    row: 'WeChat Pay signatures',
    executed: [],
    async run() {
      for (const { id, headers, body, now, expected } of responseVerifications) {
        const message = { headers: new Headers(headers), body, keys, now: new Date(now * 1_000) };
        const end = await endOf(verifyWechatPay(message));
        expectSame([id, end], [id, id === 'signtest-probe' ? 'reject:probe' : expected]);
      }
      return `${responseVerifications.length} vectors`;
    },
  },
  {
    name: 'WeChat Pay resources are decrypted, forged ones are refused',
    row: 'WeChat Pay signatures',
    executed: [],
    async run() {
      for (const { id, apiV3Key, valid, plaintext, associated_data, nonce, ciphertext } of aead) {
        const opening = decryptWechatPay({ nonce, ciphertext, associatedData: associated_data }, apiV3Key);
        if (valid) expectSame(await opening, plaintext);
        else expectSame([id, await endOf(opening)], [id, 'reject:decryption']);
      }
      return `${aead.length} vectors`;
    },
  },
  {
    name: 'WeChat Pay: a picture is uploaded as a form, signed over its meta',
    row: 'WeChat Pay signatures',
    executed: [],
    async run({ wxpayCouponImage }) {
      const picture = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
      const { uploadImage } = createWxpayCouponImage(wxpayCouponImage);
      const { imageUrl } = await uploadImage(picture, { filename: 'cat.png' });
      expectSame(new URL(imageUrl).hostname, 'wxpaylogo.qpic.cn');
    },
  },
  {
    name: 'WeChat Pay callbacks are verified, opened and answered',
    row: 'callbacks',
    executed: [],
    async run({ wxpayCouponImage: { baseUrl } }) {
      for (const { id, headers, body, now, signatureValid } of notifications) {
        const client = createWxpayCouponImage({
          baseUrl,
          mchId: material.mchid,
          merchantSerialNumber: material.merchantSerial,
          privateKey: pem(derKeys.merchantPrivateKey),
          wechatpayPublicKey: { id: material.publicKeyId, key: pem(derKeys.wechatpayPublicKey) },
          platformCertificates: [pem(derKeys.platformCertificate)],
          apiV3Key: material.apiV3Key,
          clock: stoppedClock(now),
        });
        const received: string[] = [];
        const handle = client.callbacks.handler(({ snapshot }) => void received.push(snapshot.status));
        const address = 'https://shop.example/callbacks';
        const response = await handle(new Request(address, { method: 'POST', headers: new Headers(headers), body }));
        const expected = signatureValid ? [204, ['succeeded']] : [401, []];
        expectSame([id, response.status, received], [id, ...expected]);
      }
      return `${notifications.length} vectors`;
    },
  },
  {
    name: 'WeChat Pay: keys that are downloaded, with nothing but the apiV3Key',
    row: 'WeChat Pay certificates',
    executed: ['wxpay-coupon-image'],
    async run({ wxpayCouponImage }) {
      const { baseUrl, mchId, merchantSerialNumber, privateKey, apiV3Key } = wxpayCouponImage;
      if (apiV3Key === undefined) throw new Error('The sandbox gives no apiV3Key');
      const client = createWxpayCouponImage({ baseUrl, mchId, merchantSerialNumber, privateKey, apiV3Key });
      await client.images.run(couponInput, impatient);
    },
  },
];
