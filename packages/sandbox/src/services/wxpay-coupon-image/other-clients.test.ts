import { createHash, X509Certificate } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Aes, Formatter, Multipart, Rsa, Wechatpay } from 'wechatpay-axios-plugin';
import WxPay from 'wechatpay-node-v3';
import { PayRequest } from 'wechatpay-node-v3/dist/lib/pay-request.js';
import { createSandbox, type Fault, type Sandbox } from '../../index.ts';
import { payload } from '@x/payloads';
import { pause } from '../../testing/tensorslab-requests.ts';

// Nothing of the clients is replaced: they sign and send by themselves, over HTTP. Only their date is the sandbox's,
// whose clock stands still unless a test lets time pass.
let sandbox: Sandbox;
let notified: { readonly headers: Readonly<Record<string, unknown>>; readonly body: string }[] = [];
const receiver = createServer((request, response) => {
  let body = '';
  request.on('data', (chunk: Buffer) => (body += chunk));
  request.on('end', () => {
    notified.push({ headers: request.headers, body });
    response.writeHead(204).end();
  });
});
beforeEach(async () => {
  notified = [];
  for (const name of ['http_proxy', 'https_proxy', 'HTTP_PROXY', 'HTTPS_PROXY']) vi.stubEnv(name, undefined);
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  const { port } = receiver.address() as AddressInfo;
  sandbox = await createSandbox({
    port: 0,
    time: 'virtual',
    taskDurationMs: 5_000,
    wxpayNotifyUrl: `http://127.0.0.1:${port}/`,
  });
  vi.useFakeTimers({ toFake: ['Date'], now: sandbox.clock.now() });
});
afterEach(async () => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
  await sandbox.close();
  receiver.closeAllConnections();
  await new Promise((resolve) => receiver.close(resolve));
});

const letPass = async (delayMs: number): Promise<void> => {
  await pause(sandbox, delayMs);
  vi.setSystemTime(sandbox.clock.now());
};
const path = '/v3/marketing/partner/product-coupon/image-generation-tasks';
const input = payload('wxpay/request-submit-combine-normal');
const { brand_id, task_id, image_generation_type } = input;
const done = { brand_id, task_id, image_generation_type, task_state: 'SUCCESS' };

async function expectPicture(url: string): Promise<void> {
  expect((await fetch(url)).headers.get('content-type')).toBe('image/png');
}

describe('wechatpay-axios-plugin, which verifies answers', () => {
  function client(trust: 'public key' | 'certificate', serial?: string) {
    const { mchId, merchantSerialNumber, privateKey, wechatpayPublicKey, baseUrl } = sandbox.settings.wxpayCouponImage;
    const { platform } = sandbox.wxpayCertificates;
    return new Wechatpay({
      baseURL: baseUrl,
      mchid: mchId,
      serial: serial ?? merchantSerialNumber,
      privateKey,
      ...(trust === 'certificate'
        ? { certs: { [platformSerial()]: platform } }
        : {
            certs: { [wechatpayPublicKey.id]: wechatpayPublicKey.key },
            headers: { 'Wechatpay-Serial': wechatpayPublicKey.id },
          }),
    });
  }
  const platformSerial = (): string => new X509Certificate(sandbox.wxpayCertificates.platform).serialNumber;
  const submit = (wxpay: Wechatpay, data: object = input) => wxpay.chain(path.slice(1)).post(data);
  const query = (wxpay: Wechatpay) =>
    wxpay.chain(`${path.slice(1)}/{task_id}`).get({ task_id, params: { brand_id, image_generation_type } });
  const codeOf = async (call: Promise<unknown>) =>
    call.then(
      () => undefined,
      (error: { readonly code?: unknown; readonly response?: { readonly data?: { readonly code?: unknown } } }) =>
        error.response?.data?.code ?? error.code,
    );

  test.each(['public key', 'certificate'] as const)('submits and queries with the %s', async (trust) => {
    const wxpay = client(trust);
    expect((await submit(wxpay)).data).toEqual({ task_id, brand_id });
    expect((await query(wxpay)).data).toEqual({ ...done, task_state: 'PROCESSING' });
    await letPass(5_000);
    const { data } = await query(wxpay);
    expect(data).toMatchObject(done);
    await expectPicture(data.combine_image_result.image_url);
  });

  test('gets the service’s codes', async () => {
    const wxpay = client('public key');
    expect(await codeOf(submit(wxpay, { ...input, task_id: 'x' }))).toBe('PARAM_ERROR');
    expect(await codeOf(query(wxpay))).toBe('INVALID_REQUEST');
    expect(await codeOf(submit(client('public key', 'AB'.repeat(20))))).toBe('SIGN_ERROR');
    vi.setSystemTime(sandbox.clock.now() - 600_000);
    expect(await codeOf(submit(wxpay))).toBe('SIGN_ERROR');
    expect(sandbox.executions).toEqual([]);
  });

  test.each<Fault['fault']>(['bad-signature', 'probe'])('notices %s', async (fault) => {
    sandbox.faults.set([{ fault, on: 'query' }]);
    const wxpay = client('public key');
    await submit(wxpay);
    expect(await codeOf(query(wxpay))).toBe('EV3_RES_HEADER_SIGNATURE_DIGEST');
  });

  test('notices that the certificate has been replaced by the public key', async () => {
    const wxpay = client('certificate');
    const { id } = sandbox.settings.wxpayCouponImage.wechatpayPublicKey;
    const call = wxpay.chain(path.slice(1)).post(input, { headers: { 'Wechatpay-Serial': id } });
    expect(await codeOf(call)).toBe('EV3_RES_HEADER_PLATFORM_SERIAL');
  });

  test('uploads a picture, and has it cut out', async () => {
    const bytes = Buffer.from('not much of a photo');
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const form = new Multipart().append('meta', JSON.stringify({ filename: 'shoe.png', sha256 }));
    form.append('file', bytes, 'shoe.png');
    const wxpay = client('public key');
    const upload = 'v3/marketing/partner/product-coupon/media/upload-image';
    const { data } = await wxpay.chain(upload).post(form, { headers: form.getHeaders() });
    const cutOut = { ...payload('wxpay/request-submit-cut-out'), cut_out: data };
    expect((await submit(wxpay, cutOut)).data).toEqual({ task_id: 'cutout-0001', brand_id });
  });

  test('verifies and decrypts notifications', async () => {
    await submit(client('public key'));
    await letPass(5_001);
    const [{ headers, body } = { headers: {}, body: '' }] = notified;
    const { wechatpayPublicKey, apiV3Key } = sandbox.settings.wxpayCouponImage;
    expect(headers['wechatpay-serial']).toBe(wechatpayPublicKey.id);
    const message = Formatter.response(
      String(headers['wechatpay-timestamp']),
      String(headers['wechatpay-nonce']),
      body,
    );
    const publicKey = Rsa.from(wechatpayPublicKey.key, Rsa.KEY_TYPE_PUBLIC);
    expect(Rsa.verify(message, String(headers['wechatpay-signature']), publicKey)).toBe(true);
    const { ciphertext, nonce, associated_data } = JSON.parse(body).resource;
    const plaintext = Aes.AesGcm.decrypt(ciphertext, apiV3Key, nonce, associated_data);
    expect(JSON.parse(plaintext)).toMatchObject(done);
  });
});

describe('wechatpay-node-v3, which does not', () => {
  const host = 'https://api.mch.weixin.qq.com';

  /** It has no method for these endpoints; this is how its own are written. */
  class Coupons extends WxPay {
    submitTask(body: object) {
      const authorization = this.buildAuthorization('POST', path, body);
      const headers = this.getHeaders(authorization, { 'Content-Type': 'application/json' });
      return this.httpService.post(host + path, body, headers);
    }
    queryTask() {
      const query = `${path}/${task_id}?brand_id=${brand_id}&image_generation_type=${image_generation_type}`;
      return this.httpService.get(host + query, this.getHeaders(this.buildAuthorization('GET', query)));
    }
  }

  /** The client's own documented way to another host, which it writes into its URLs: its transport, given another URL. */
  class ToSandbox extends PayRequest {
    override post(url: string, body: object, headers: object) {
      return super.post(url.replace(host, sandbox.url), body, headers);
    }
    override get(url: string, headers: object) {
      return super.get(url.replace(host, sandbox.url), headers);
    }
  }

  function client(privateKey = sandbox.settings.wxpayCouponImage.privateKey): Coupons {
    const { mchId, apiV3Key } = sandbox.settings.wxpayCouponImage;
    const coupons = new Coupons({
      appid: 'wx0000000000000000',
      mchid: mchId,
      // It reads the serial number out of the certificate.
      publicKey: Buffer.from(sandbox.wxpayCertificates.merchant),
      privateKey: Buffer.from(privateKey),
      key: apiV3Key,
    });
    coupons.createHttp(new ToSandbox());
    return coupons;
  }

  test('submits and queries', async () => {
    const coupons = client();
    expect(await coupons.submitTask(input)).toEqual({ status: 200, data: { task_id, brand_id } });
    expect(await coupons.queryTask()).toEqual({ status: 200, data: { ...done, task_state: 'PROCESSING' } });
    await letPass(5_000);
    const { status, data } = await coupons.queryTask();
    expect([status, data]).toMatchObject([200, done]);
    await expectPicture(data.combine_image_result.image_url);
  });

  test('gets the service’s codes', async () => {
    expect(await client().queryTask()).toMatchObject({
      status: 400,
      error: expect.stringContaining('INVALID_REQUEST'),
    });
    vi.setSystemTime(sandbox.clock.now() + 600_000);
    expect(await client().submitTask(input)).toMatchObject({
      status: 401,
      error: expect.stringContaining('SIGN_ERROR'),
    });
  });

  test('downloads the platform certificate, with which it verifies and decrypts notifications', async () => {
    const coupons = client();
    await coupons.submitTask(input);
    await letPass(5_001);
    const [{ headers, body } = { headers: {}, body: '' }] = notified;
    const given = {
      timestamp: String(headers['wechatpay-timestamp']),
      nonce: String(headers['wechatpay-nonce']),
      serial: String(headers['wechatpay-serial']),
      signature: String(headers['wechatpay-signature']),
    };
    expect(await coupons.verifySign({ ...given, body })).toBe(true);
    expect(await coupons.verifySign({ ...given, body: `${body} ` })).toBe(false);
    const { ciphertext, nonce, associated_data } = JSON.parse(body).resource;
    expect(coupons.decipher_gcm(ciphertext, associated_data, nonce)).toMatchObject(done);
  });
});
