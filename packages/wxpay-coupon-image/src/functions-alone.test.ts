import { describe, expect, test } from 'vitest';
import { decryptWechatPay, signWechatPay, verifyWechatPay } from './index.ts';
import { rejectionOf } from './testing/talk.ts';
import { pemOf, vectors } from './testing/vectors.ts';
import { signatureHeaders } from './testing/wire.ts';

const { material, requestSignatures, aead } = vectors;
const [vector] = requestSignatures;
const [sealed] = aead;
if (vector === undefined || sealed === undefined) throw new Error('the vectors are not what they were');

const RSA = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
const derOf = (pem: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(Buffer.from(pem.replace(/-----.*-----/g, ''), 'base64'));
const privateCryptoKey = (hash = 'SHA-256'): Promise<CryptoKey> =>
  crypto.subtle.importKey('pkcs8', derOf(pemOf('merchantPrivateKey')), { ...RSA, hash }, false, ['sign']);
const publicCryptoKey = (): Promise<CryptoKey> =>
  crypto.subtle.importKey('spki', derOf(pemOf('platformPublicKey')), RSA, false, ['verify']);

describe('signWechatPay', () => {
  const request = {
    ...vector,
    timestamp: Number(vector.timestamp),
    mchId: material.mchid,
    merchantSerialNumber: material.merchantSerial,
    privateKey: pemOf('merchantPrivateKey'),
  };
  const signed = { authorization: vector.authorization, signature: vector.signature, message: vector.message };

  test.each(['https://api.mch.weixin.qq.com', 'HTTPS://api.mch.weixin.qq.com:443', 'http://127.0.0.1:8080'])(
    'signs of a URL at %s what follows the host, and the method in upper case',
    async (origin) => {
      const method = request.method.toLowerCase();
      expect(await signWechatPay({ ...request, method, url: origin + request.url })).toEqual(signed);
    },
  );

  test('leaves a URL alone that is only a parameter', async () => {
    const url = '/v3/things?next=https://shop.example/done';
    expect((await signWechatPay({ ...request, url })).message.split('\n')[1]).toBe(url);
  });

  test('takes a CryptoKey', async () => {
    expect(await signWechatPay({ ...request, privateKey: await privateCryptoKey() })).toEqual(signed);
  });

  test('refuses a key that signs otherwise, by name', async () => {
    for (const privateKey of [await privateCryptoKey('SHA-1'), await publicCryptoKey()]) {
      const error = await rejectionOf(signWechatPay({ ...request, privateKey }));
      expect(error).toMatchObject({ code: 'configuration', message: expect.stringContaining('privateKey') as string });
    }
  });
});

describe('verifyWechatPay', () => {
  const body = '{"state":"DONE"}';
  const signedAt = (
    date: string,
  ): { readonly headers: Record<string, string>; readonly body: string; readonly now: Date } => {
    const now = new Date(date);
    return { headers: signatureHeaders(body, { timestamp: now.getTime() / 1_000, with: 'certificate' }), body, now };
  };
  const soon = signedAt('2026-01-01T00:00:00Z');
  const keysOf = (key: string | CryptoKey): Readonly<Record<string, string | CryptoKey>> => ({
    [material.platformSerial]: key,
  });

  test('takes a CryptoKey', async () => {
    await verifyWechatPay({ ...soon, keys: keysOf(await publicCryptoKey()) });
  });

  test('refuses a key that cannot verify, by name', async () => {
    const keys = keysOf(await privateCryptoKey());
    const error = await rejectionOf(verifyWechatPay({ ...soon, keys }));
    expect(error).toMatchObject({
      code: 'configuration',
      message: expect.stringContaining(`keys.${material.platformSerial}`) as string,
    });
  });

  test('trusts no certificate that has expired; a public key has no end', async () => {
    const late = signedAt('2090-01-01T00:00:00Z');
    await verifyWechatPay({ ...soon, keys: keysOf(pemOf('platformCertificate')) });
    expect(await rejectionOf(verifyWechatPay({ ...late, keys: keysOf(pemOf('platformCertificate')) }))).toMatchObject({
      code: 'signature',
      reason: 'unknown-serial',
    });
    await verifyWechatPay({ ...late, keys: keysOf(pemOf('platformPublicKey')) });
  });
});

test.each([31, 33, 64])('decryptWechatPay refuses a key of %i bytes, by name', async (length) => {
  const opening = decryptWechatPay({ ...sealed, associatedData: sealed.associated_data }, 'k'.repeat(length));
  expect(await rejectionOf(opening)).toMatchObject({
    code: 'configuration',
    message: expect.stringContaining('apiV3Key: must be 32 bytes') as string,
  });
});
