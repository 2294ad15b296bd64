import { downloadImage } from '@x/core';
import { createSandbox, type Sandbox, type SandboxOptions } from '@x/sandbox';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createWxpayCouponImage, type WxpayCouponImageInput, type WxpayCouponImageSettings } from './index.ts';

const input: WxpayCouponImageInput = {
  brandId: '120344',
  imageGenerationType: 'COMBINE_IMAGE',
  combineImage: {
    usageMode: 'SINGLE',
    scope: 'ALL',
    type: 'DISCOUNT',
    discountCoupon: { threshold: 0, percentOff: 30 },
    backgroundColor: '#ff5733',
  },
};
const notifyUrl = 'https://shop.example/wxpay/notify';

/** A sandbox whose callbacks are brought to this client's handler, and the client. */
async function open(options: SandboxOptions = {}, settings: Partial<WxpayCouponImageSettings> | object = {}) {
  const received: string[] = [];
  let deliver: (request: Request) => Promise<Response> = async () => new Response(null, { status: 503 });
  const sandbox: Sandbox = await createSandbox({
    time: 'virtual',
    taskDurationMs: 5_000,
    wxpayNotifyUrl: notifyUrl,
    deliver: (request) => deliver(request),
    ...options,
  });
  onTestFinished(() => sandbox.close());
  const client = createWxpayCouponImage({
    ...sandbox.settings.wxpayCouponImage,
    ...settings,
  } as WxpayCouponImageSettings);
  deliver = client.callbacks.handler(({ snapshot }) => void received.push(snapshot.status));
  const pass = (delayMs: number): Promise<void> =>
    new Promise((resolve) => void sandbox.clock.setTimer(delayMs, resolve));
  return { ...client, sandbox, received, pass };
}

describe('at the sandbox', () => {
  test('a picture comes back, told by callback', async () => {
    const { images, sandbox, received } = await open();
    const done = await images.run(input, { minIntervalMs: 60_000 });
    expect(sandbox.clock.elapsed()).toBe(5_000);
    expect(received).toEqual(['succeeded']);
    expect((await downloadImage(done.images[0], { fetch: sandbox.fetch })).mediaType).toBe('image/png');
  });

  test('a lost callback does not matter', async () => {
    const { images, received } = await open({ faults: [{ fault: 'lost-callback', on: 'callback' }] });
    expect(await images.run(input)).toMatchObject({ status: 'succeeded' });
    expect(received).toEqual([]);
  });

  test('callbacks that come twice, or as a probe first, are received once', async () => {
    for (const fault of ['duplicate-callback', 'probe', 'bad-signature'] as const) {
      const { images, received, sandbox, pass } = await open({ faults: [{ fault, on: 'callback', nth: 1 }] });
      await images.run(input);
      await pass(900_000);
      expect(received).toEqual(['succeeded']);
      expect(sandbox.callbacks.sent.length).toBeGreaterThan(1);
    }
  });

  test('a receiver that never answers gets every resend, and its receive runs again every 4 minutes', async () => {
    const { images, callbacks, sandbox, pass } = await open({ deliver: (request) => handle(request) });
    let runs = 0;
    const handle = callbacks.handler(() => {
      runs += 1;
      return new Promise(() => undefined);
    });
    await images.run(input);
    await pass(1_200_000);
    expect(runs).toBe(3);
    expect(new Set(sandbox.callbacks.sent.map(({ status }) => status))).toEqual(new Set([500]));
    expect(sandbox.callbacks.sent.length).toBeGreaterThan(10);
  });

  test('the event of the documentation’s example is as good', async () => {
    const { images, received } = await open({ wxpayEventType: 'PRODUCT_COUPON_SP.SEND' });
    await images.run(input, { minIntervalMs: 60_000 });
    expect(received).toEqual(['succeeded']);
  });

  test('platform certificates are enough', async () => {
    const { images, sandbox } = await open({ wxpayKeys: 'switching' }, { wechatpayPublicKey: undefined });
    expect(await images.run(input)).toMatchObject({ status: 'succeeded' });
    expect(sandbox.executions).toHaveLength(1);
  });

  test.each([400, 404] as const)(
    'a submit that never arrived is sent again after the task was not known (%i)',
    async (wxpayUnknownTask) => {
      const { images, sandbox } = await open({
        wxpayUnknownTask,
        faults: [{ fault: 'reset-before-body', on: 'submit', nth: 1 }],
      });
      const { ref } = await images.submit(input);
      expect(sandbox.executions.map(({ id }) => id)).toEqual([ref.id]);
    },
  );

  test('an address can be set, and an upload cut out', async () => {
    const { callbacks, uploadImage, images } = await open();
    await callbacks.setUrl(`${notifyUrl}/other`);
    expect(await callbacks.getUrl()).toBe(`${notifyUrl}/other`);
    const picture = Uint8Array.from(
      atob('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='),
      (character) => character.charCodeAt(0),
    );
    const { imageUrl } = await uploadImage(picture, { filename: 'cat.png' });
    expect(await images.run({ brandId: '120344', imageGenerationType: 'CUT_OUT', cutOut: { imageUrl } })).toMatchObject(
      { status: 'succeeded' },
    );
  });
});
