import { createDecipheriv, createPrivateKey, X509Certificate } from 'node:crypto';
import { afterEach, expect, test } from 'vitest';
import { createSandbox, type Sandbox, type SandboxOptions } from '../../index.ts';
import { callWxpay, signerOf } from '../../testing/wxpay-requests.ts';

let sandbox: Sandbox;
afterEach(() => sandbox.close());
const start = async (options: SandboxOptions = {}): Promise<void> => {
  sandbox = await createSandbox({ time: 'virtual', ...options });
};
const list = () => callWxpay(sandbox, '/v3/certificates', { withoutPublicKey: true });

test('the list holds the platform certificate, encrypted, and is signed with it', async () => {
  await start();
  const { json, headers, text } = await list();
  expect(signerOf(sandbox, headers, text)).toBe('certificate');
  const { platform } = sandbox.wxpayCertificates;
  const certificate = new X509Certificate(platform);
  expect(json).toEqual({
    data: [
      {
        serial_no: certificate.serialNumber,
        effective_time: '2025-01-01T08:00:00+08:00',
        expire_time: '2029-12-31T08:00:00+08:00',
        encrypt_certificate: {
          algorithm: 'AEAD_AES_256_GCM',
          nonce: expect.stringMatching(/^.{12}$/),
          associated_data: 'certificate',
          ciphertext: expect.any(String),
        },
      },
    ],
  });
  const { nonce, ciphertext } = json.data[0].encrypt_certificate;
  const bytes = Buffer.from(ciphertext, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', sandbox.settings.wxpayCouponImage.apiV3Key, nonce);
  decipher.setAAD(Buffer.from('certificate')).setAuthTag(bytes.subarray(-16));
  const pem = Buffer.concat([decipher.update(bytes.subarray(0, -16)), decipher.final()]).toString();
  expect(pem).toBe(platform);
});

test('a new merchant has none', async () => {
  await start({ wxpayKeys: 'public-key' });
  const { status, json } = await list();
  expect([status, json.code]).toEqual([404, 'RESOURCE_NOT_EXISTS']);
});

test('the certificates are sound: self-signed, in time, of the keys and numbers in the settings', async () => {
  await start();
  const { platform, merchant } = sandbox.wxpayCertificates;
  const { merchantSerialNumber, privateKey, mchId } = sandbox.settings.wxpayCouponImage;
  for (const pem of [platform, merchant]) {
    const certificate = new X509Certificate(pem);
    expect(certificate.verify(certificate.publicKey)).toBe(true);
    expect(certificate.checkIssued(certificate)).toBe(true);
    expect(certificate.serialNumber).toMatch(/^[1-7][0-9A-F]{39}$/);
    expect([certificate.validFrom, certificate.validTo]).toEqual([
      'Jan  1 00:00:00 2025 GMT',
      'Dec 31 00:00:00 2029 GMT',
    ]);
  }
  const own = new X509Certificate(merchant);
  expect(own.serialNumber).toBe(merchantSerialNumber);
  expect(own.checkPrivateKey(createPrivateKey(privateKey))).toBe(true);
  expect(own.subject).toBe(`O=Sandbox Merchant\nCN=${mchId}`);
  expect(new X509Certificate(platform).publicKey.equals(own.publicKey)).toBe(false);
});

test('names follow from the seed', async () => {
  const names = async (seed?: number) => {
    await start({ seed });
    const { mchId, merchantSerialNumber, apiV3Key, wechatpayPublicKey } = sandbox.settings.wxpayCouponImage;
    await sandbox.close();
    return [mchId, merchantSerialNumber, apiV3Key, wechatpayPublicKey.id];
  };
  const first = await names(1);
  expect(await names()).toEqual(first);
  const second = await names(2);
  expect(second.some((name, index) => name === first[index])).toBe(false);
  expect(second).toEqual([
    expect.stringMatching(/^19\d{8}$/),
    expect.stringMatching(/^[1-7][0-9A-F]{39}$/),
    expect.stringMatching(/^sandbox[0-9a-f]{25}$/),
    expect.stringMatching(/^PUB_KEY_ID_\d{34}$/),
  ]);
});
