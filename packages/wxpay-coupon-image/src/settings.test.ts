import { generateKeyPairSync, webcrypto } from 'node:crypto';
import { inspect } from 'node:util';
import { ConfigurationError } from '@x/core';
import { createVirtualClock } from '@x/sandbox';
import { describe, expect, test, vi } from 'vitest';
import { createWxpayCouponImage, signWechatPay, type WxpayCouponImageSettings } from './index.ts';
import { MERCHANT, rejectionOf, talk, TRUST } from './testing/talk.ts';
import { pemOf, toPem, vectors } from './testing/vectors.ts';
import { acceptance } from './testing/wire.ts';

const { publicKeyId, merchantSerial } = vectors.material;
const { wechatpayPublicKey } = TRUST;
const input = {
  brandId: '120344',
  imageGenerationType: 'CUT_OUT',
  cutOut: { imageUrl: 'https://wxpaylogo.qpic.cn/a.png' },
} as const;

/** The DER of the merchant's own public key: it belongs to the private one. */
const ownPublicKey = async (): Promise<string> => {
  const { createPublicKey } = await import('node:crypto');
  return createPublicKey(MERCHANT.privateKey).export({ type: 'spki', format: 'pem' }).toString();
};
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const encrypted = (type: 'pkcs1' | 'pkcs8'): string =>
  rsa.privateKey
    .export({ type, format: 'pem', cipher: 'aes-256-cbc', passphrase: 'hunter2hunter2' } as never)
    .toString();
const elliptic = generateKeyPairSync('ec', { namedCurve: 'P-256' });

/** The message of a refusal to make a client; it must name the setting and may never show the value. */
function refusalOf(wrong: object): string {
  try {
    createWxpayCouponImage({ ...MERCHANT, ...TRUST, ...wrong } as WxpayCouponImageSettings);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error).toMatchObject({ code: 'configuration', provider: 'wxpay-coupon-image', submission: 'none' });
    expect(inspect(error, { depth: 10, showHidden: true }) + JSON.stringify(error)).not.toContain('hunter2');
    return (error as Error).message;
  }
  return 'it was made';
}

describe('making a client', () => {
  const key = (pem: string): object => ({ wechatpayPublicKey: { id: publicKeyId, key: pem } });
  test.each<[string, object, RegExp]>([
    ['no mchId', { mchId: undefined }, /mchId: must be digits/],
    ['a number as mchId', { mchId: 1900000001 }, /mchId: must be digits/],
    ['a serial number that is not hex', { merchantSerialNumber: 'hunter2' }, /merchantSerialNumber: .* in hex/],
    ['a public key id as serial number', { merchantSerialNumber: publicKeyId }, /merchantSerialNumber: .* in hex/],
    ['no private key', { privateKey: undefined }, /privateKey: must be PEM/],
    ['text that is no PEM', { privateKey: 'hunter2' }, /privateKey: must be PEM text: .*apiclient_key\.pem/],
    [
      'the certificate as private key',
      { privateKey: pemOf('merchantCertificate') },
      /privateKey: is a certificate; here belongs .*apiclient_key/,
    ],
    ['a public key as private key', { privateKey: pemOf('wechatpayPublicKey') }, /privateKey: is a public key/],
    ['an encrypted PKCS#8 key', { privateKey: encrypted('pkcs8') }, /privateKey: is encrypted/],
    ['an encrypted PKCS#1 key', { privateKey: encrypted('pkcs1') }, /privateKey: is encrypted/],
    [
      'an elliptic key',
      { privateKey: elliptic.privateKey.export({ type: 'pkcs8', format: 'pem' }) },
      /privateKey: is damaged, or no RSA key/,
    ],
    ['half a key', { privateKey: toPem('PRIVATE KEY', 'MIIEvQIB') }, /privateKey: is damaged/],
    ['a PEM of no Base64', { privateKey: toPem('PRIVATE KEY', '*hunter2*') }, /privateKey: is damaged: no Base64/],
    ['something else as CryptoKey', { privateKey: { hunter2: true } }, /privateKey: must be PEM text, or a CryptoKey/],
    [
      'a certificate as public key',
      key(pemOf('platformCertificate')),
      /wechatpayPublicKey\.key: is a certificate; here belongs .*pub_key\.pem/,
    ],
    ['a private key as public key', key(pemOf('merchantPrivateKey')), /wechatpayPublicKey\.key: is a private key/],
    [
      'no id of the public key',
      { wechatpayPublicKey: { key: wechatpayPublicKey.key } },
      /wechatpayPublicKey\.id: (is required|must be PUB_KEY_ID_)/,
    ],
    [
      'a bare number as id',
      { wechatpayPublicKey: { ...wechatpayPublicKey, id: '0119' } },
      /wechatpayPublicKey\.id: must be PUB_KEY_ID_/,
    ],
    [
      'a public key as certificate',
      { platformCertificates: [pemOf('platformPublicKey')] },
      /platformCertificates\.0: is a public key/,
    ],
    [
      'the merchant’s certificate',
      { platformCertificates: [pemOf('merchantCertificate')] },
      /platformCertificates\.0: is the merchant’s own/,
    ],
    ['an empty list', { platformCertificates: [] }, /platformCertificates: must be a list/],
    ['an APIv3 key of 31 characters', { apiV3Key: 'hunter2'.padEnd(31, 'x') }, /apiV3Key: must be 32 bytes/],
    ['an APIv3 key in hex', { apiV3Key: '0'.repeat(64) }, /apiV3Key: must be 32 bytes/],
    [
      'nothing to verify with',
      { wechatpayPublicKey: undefined, platformCertificates: undefined, apiV3Key: undefined },
      /wechatpayPublicKey: is required, or platformCertificates, or apiV3Key/,
    ],
    ['a setting that nobody knows', { appId: 'hunter2' }, /appId: is not known here/],
  ])('with %s says so', (_, wrong, message) => {
    expect(refusalOf(wrong)).toMatch(message);
  });

  test('with the merchant’s own public key as that of WeChat Pay says so', async () => {
    expect(refusalOf(key(await ownPublicKey()))).toMatch(/wechatpayPublicKey\.key: is the merchant’s own/);
  });

  test('makes no request and starts nothing, and shows no secret', () => {
    const clock = createVirtualClock();
    const fetch = vi.fn(() => new Response());
    const client = createWxpayCouponImage({ ...MERCHANT, ...TRUST, clock, fetch });
    client.callbacks.handler(() => undefined);
    expect(fetch).not.toHaveBeenCalled();
    expect(clock.pending).toBe(0);
    clock.close();
    const shown = inspect(client, { depth: 10, showHidden: true, maxStringLength: Infinity });
    for (const secret of [TRUST.apiV3Key, MERCHANT.privateKey.slice(40, 90)]) expect(shown).not.toContain(secret);
  });
});

describe('the private key', () => {
  const imported = (usages: webcrypto.KeyUsage[], name = 'RSASSA-PKCS1-v1_5'): Promise<webcrypto.CryptoKey> =>
    webcrypto.subtle.importKey(
      'pkcs8',
      rsa.privateKey.export({ type: 'pkcs8', format: 'der' }),
      { name, hash: 'SHA-256' },
      false,
      usages,
    );

  test.each<[string, () => unknown]>([
    ['PKCS#8', () => pemOf('merchantPrivateKey')],
    ['PKCS#1', () => pemOf('merchantPrivateKeyPkcs1')],
    ['PEM with line breaks as an environment holds them', () => pemOf('merchantPrivateKey').replaceAll('\n', '\\n')],
    ['PEM with Windows line breaks', () => pemOf('merchantPrivateKey').replaceAll('\n', '\r\n')],
    ['a CryptoKey', () => imported(['sign'])],
  ])('may be %s', async (_, privateKey) => {
    const { images } = talk((request) => acceptance(request), { privateKey: await privateKey() });
    expect((await images.submit(input)).ref.params).toMatchObject({ mchId: MERCHANT.mchId });
  });

  test('may not be a CryptoKey for something else', async () => {
    expect(refusalOf({ privateKey: await imported(['sign'], 'RSA-PSS') })).toMatch(
      /privateKey: must be PEM text, or a CryptoKey/,
    );
    const request = {
      method: 'GET',
      url: '/',
      timestamp: 1,
      nonce: 'n',
      body: '',
      mchId: '1',
      merchantSerialNumber: 'A',
    };
    const signing = signWechatPay({ ...request, privateKey: (await imported(['sign'], 'RSA-PSS')) as never });
    expect(await rejectionOf(signing)).toBeInstanceOf(ConfigurationError);
  });

  test('is never sent, and the serial number is, in upper case, with the id of the key that we want answers signed by', async () => {
    const { images, requests } = talk((request) => acceptance(request), {
      merchantSerialNumber: merchantSerial.toLowerCase(),
    });
    await images.submit(input);
    const headers = Object.fromEntries(requests[0]?.headers ?? []);
    expect(headers['authorization']).toContain(`serial_no="${merchantSerial}"`);
    expect(headers['wechatpay-serial']).toBe(publicKeyId);
    expect(headers).toMatchObject({ accept: 'application/json', 'user-agent': '@x/wxpay-coupon-image' });
  });
});

test('certificates that have all expired are named before anything is sent', async () => {
  const { images, requests, pass } = talk((request) => acceptance(request), {
    wechatpayPublicKey: undefined,
    apiV3Key: undefined,
  });
  await pass(6 * 365 * 86_400_000);
  expect(await rejectionOf(images.submit(input))).toMatchObject({ code: 'configuration', submission: 'none' });
  expect(requests).toHaveLength(0);
});
