import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { signWechatPay } from './index.ts';
import { example } from './testing/example.ts';
import { MERCHANT, rejectionOf, talk } from './testing/talk.ts';
import { refusal, signedAnswer, timestampOf } from './testing/wire.ts';

describe('the address of callbacks', () => {
  const url = 'https://www.example.com/notify';

  test('is set as documented', async () => {
    const { callbacks, requests } = talk((request) => signedAnswer(request, example('notify-config-response')));
    await callbacks.setUrl(url);
    expect(await requests[0]?.json()).toEqual(example('notify-config-request'));
    expect(requests[0]?.url).toBe('https://api.mch.weixin.qq.com/v3/marketing/partner/product-coupon/notify-configs');
  });

  test('can be asked for, and is undefined where none was set', async () => {
    const answers = [
      (request: Request) => signedAnswer(request, example('notify-config-response')),
      () => refusal(404, 'NOT_FOUND'),
      () => new Response(null, { status: 404 }),
      (request: Request) => signedAnswer(request, example('notify-config-response'), { flaw: 'wrong' }),
    ];
    const { callbacks } = talk((request, index) => answers[index]?.(request) ?? Response.error());
    expect(await callbacks.getUrl()).toBe(url);
    expect(await callbacks.getUrl()).toBeUndefined();
    // Nobody's "not found" but the service's.
    expect(await rejectionOf(callbacks.getUrl())).toMatchObject({ code: 'api', status: 404 });
    expect(await rejectionOf(callbacks.getUrl())).toMatchObject({ code: 'signature', reason: 'signature' });
  });

  test('is not set by a refusal: only to the question for it NOT_FOUND is an answer', async () => {
    const { callbacks } = talk(() => refusal(404, 'NOT_FOUND'));
    expect(await rejectionOf(callbacks.setUrl(url))).toMatchObject({ code: 'api', kind: 'not-found' });
  });

  test('is asked for again after a 202, which promises nothing', async () => {
    const { callbacks, requests } = talk(
      (request, index) =>
        index === 0 ? new Response(null, { status: 202 }) : signedAnswer(request, example('notify-config-response')),
      { retry: { limit: 1 } },
    );
    await callbacks.setUrl(url);
    expect(requests).toHaveLength(2);
  });

  test('is asked for again after a passing fault', async () => {
    const { callbacks, requests } = talk(
      (request, index) =>
        index === 0 ? refusal(500, 'SYSTEM_ERROR') : signedAnswer(request, example('notify-config-response')),
      { retry: { limit: 1 } },
    );
    expect(await callbacks.getUrl()).toBe(url);
    expect(requests).toHaveLength(2);
  });

  test.each([
    'http://www.example.com/notify',
    `${url}?a=1`,
    `${url}#a`,
    `https://www.example.com/${'x'.repeat(240)}`,
    'https://www.example.com/通知',
    'https://www.example.com/😀',
    'https://www.example.com/\u0001',
    'notify',
    '',
  ])('may not be %s', async (wrong) => {
    const { callbacks, requests } = talk(() => refusal(500, 'SYSTEM_ERROR'));
    expect(await rejectionOf(callbacks.setUrl(wrong))).toMatchObject({ code: 'input', issues: [{ path: 'url' }] });
    expect(requests).toHaveLength(0);
  });
});

test.each([
  ['timeout', { timeout: 1_000 }],
  ['signal', { signal: 'abort' }],
  ['timeoutMs', { timeoutMs: 0 }],
])('an option that is none is refused by name, before any request (%s)', async (path, options) => {
  const { callbacks, uploadImage, requests } = talk(() => refusal(500, 'SYSTEM_ERROR'));
  const calls = [
    callbacks.setUrl('https://www.example.com/notify', options as never),
    callbacks.getUrl(options as never),
    uploadImage(new Uint8Array(8), { filename: 'cat.png', ...options } as never),
  ];
  for (const call of calls) expect(await rejectionOf(call)).toMatchObject({ code: 'input', issues: [{ path }] });
  expect(requests).toHaveLength(0);
});

describe('an upload', () => {
  const picture = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 1, 2, 3]);
  const imageUrl = 'https://wxpaylogo.qpic.cn/wxpaylogo/example.jpg';
  const service = (request: Request): Response => signedAnswer(request, example('upload-image-response'));

  test('whose answer is old is not believed, whatever time a refusal told: it repeats nothing that was asked', async () => {
    const date = new Date(Date.UTC(2026, 0, 1) - 20 * 3_600_000);
    const { uploadImage, told } = talk((request, index) =>
      index === 0
        ? Response.json(
            { code: 'SIGN_ERROR', message: 'expired' },
            { status: 401, headers: { date: date.toUTCString() } },
          )
        : signedAnswer(request, example('upload-image-response'), { timestamp: date.getTime() / 1_000 }),
    );
    const error = await rejectionOf(uploadImage(picture, { filename: 'cat.png' }));
    expect(told.map(({ type }) => type)).toContain('clock-corrected');
    expect(error).toMatchObject({ code: 'signature', reason: 'timestamp' });
  });

  test.each<[string, Blob | Uint8Array]>([
    ['bytes', picture],
    ['a Blob', new Blob([picture])],
    ['a part of a buffer', Buffer.from([0, ...picture, 0]).subarray(1, 8)],
  ])('of %s is signed over its meta alone', async (_, image) => {
    const { uploadImage, requests } = talk(service);
    expect(await uploadImage(image, { filename: 'cat.png' })).toEqual({ imageUrl });
    const [request] = requests;
    expect(request?.url).toBe('https://api.mch.weixin.qq.com/v3/marketing/partner/product-coupon/media/upload-image');
    expect(request?.headers.get('content-type')).toMatch(/^multipart\/form-data; boundary=/);
    const form = await request?.clone().formData();
    const meta = form?.get('meta') as string;
    const sha256 = createHash('sha256').update(picture).digest('hex');
    expect(JSON.parse(meta)).toEqual({ filename: 'cat.png', sha256 });
    const file = form?.get('file') as File;
    expect([file.name, file.type, [...new Uint8Array(await file.arrayBuffer())]]).toEqual([
      'cat.png',
      'image/png',
      [...picture],
    ]);

    const authorization = request?.headers.get('authorization') ?? '';
    const { authorization: expected } = await signWechatPay({
      ...MERCHANT,
      method: 'POST',
      url: new URL(request?.url ?? '').pathname,
      timestamp: timestampOf(request as Request),
      nonce: /nonce_str="([^"]+)"/.exec(authorization)?.[1] ?? '',
      body: meta,
    });
    expect(authorization).toBe(expected);
  });

  test.each<[string, Blob | Uint8Array, string, string]>([
    ['no bytes', new Uint8Array(), 'cat.png', 'image'],
    ['more than 2 MiB', new Uint8Array(2 * 1024 * 1024 + 1), 'cat.png', 'image'],
    ['a data URL', 'data:image/png;base64,AA==' as never, 'cat.png', 'image'],
    ['another view of bytes', new DataView(new ArrayBuffer(3)) as never, 'cat.png', 'image'],
    ['something else that has a size', new Map([[1, 2]]) as never, 'cat.png', 'image'],
    ['another ending', picture, 'cat.webp', 'filename'],
    ['an ending alone', picture, '.png', 'filename'],
    ['a name of two lines', picture, 'cat\r\ncat.png', 'filename'],
    ['a name that ends a line before its ending', picture, 'cat\n.png', 'filename'],
    ['a sign of 4 bytes', picture, '🎉.png', 'filename'],
    ['half a sign', picture, '\ud800.png', 'filename'],
    ['a name that is a path', picture, 'cat/.png', 'filename'],
    ['a name of 151 characters', picture, `${'x'.repeat(147)}.png`, 'filename'],
  ])('of %s is refused before anything is sent', async (_, image, filename, path) => {
    const { uploadImage, requests } = talk(service);
    expect(await rejectionOf(uploadImage(image, { filename }))).toMatchObject({ code: 'input', issues: [{ path }] });
    expect(requests).toHaveLength(0);
  });

  test('is sent again after a passing fault, signed afresh', async () => {
    const { uploadImage, requests } = talk(
      (request, index) => (index === 0 ? refusal(500, 'SYSTEM_ERROR') : service(request)),
      { retry: { limit: 1 } },
    );
    expect(await uploadImage(picture, { filename: 'cat.JPG' })).toEqual({ imageUrl });
    expect(requests).toHaveLength(2);
    expect(requests[0]?.headers.get('authorization')).not.toBe(requests[1]?.headers.get('authorization'));
  });

  test('sends the bytes that it was given, also again after the caller’s buffer was used for something else', async () => {
    const buffer = Buffer.from(picture);
    const { uploadImage, requests } = talk(
      (request, index) => {
        if (index > 0) return service(request);
        buffer.fill(7);
        return refusal(500, 'SYSTEM_ERROR');
      },
      { retry: { limit: 1 } },
    );
    await uploadImage(buffer, { filename: 'cat.png' });
    const sha256 = createHash('sha256').update(picture).digest('hex');
    for (const request of requests) {
      const form = await request.formData();
      const file = form.get('file') as File;
      expect([...new Uint8Array(await file.arrayBuffer())]).toEqual([...picture]);
      expect(JSON.parse(form.get('meta') as string)).toMatchObject({ sha256 });
    }
    expect(requests).toHaveLength(2);
  });
});
