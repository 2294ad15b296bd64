// The Express program, with keys of the sandbox in place of its own, which are none.
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createSandbox, type VirtualClock } from '@x/sandbox';
import * as wxpay from '@x/wxpay-coupon-image';
import { expect, onTestFinished, test, vi } from 'vitest';

test('it takes what the service sends, and refuses what nobody has signed', async () => {
  let address = '';
  const sandbox = await createSandbox({
    time: 'virtual',
    wxpayNotifyUrl: 'https://shop.example/wxpay/notify',
    deliver: (request) => (sandbox.clock as VirtualClock).track(passOn(request)),
  });
  const passOn = async (request: Request): Promise<Response> => {
    const { method, headers } = request;
    return fetch(address, { method, headers, body: await request.arrayBuffer() });
  };
  const client = wxpay.createWxpayCouponImage(sandbox.settings.wxpayCouponImage);
  vi.doMock('@x/wxpay-coupon-image', () => ({ ...wxpay, createWxpayCouponImage: () => client }));
  const log = vi.spyOn(console, 'log').mockReturnValue();
  const { app } = await import('./express.ts');
  const server = app.listen(0, '127.0.0.1');
  onTestFinished(async () => {
    vi.doUnmock('@x/wxpay-coupon-image');
    log.mockRestore();
    server.close();
    await sandbox.close();
  });
  await once(server, 'listening');
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/wxpay/notify`;

  await client.images.run({
    brandId: '120344',
    imageGenerationType: 'COMBINE_IMAGE',
    combineImage: {
      usageMode: 'SINGLE',
      scope: 'ALL',
      type: 'NORMAL',
      normalCoupon: { threshold: 10_000, discountAmount: 100 },
    },
  });
  await new Promise<void>((resolve) => void sandbox.clock.setTimer(60_000, resolve));
  expect(sandbox.callbacks.sent).toMatchObject([{ attempt: 1, status: 204 }]);
  expect(log.mock.calls).toEqual([['PRODUCT_COUPON_SP.IMAGE_GENERATION', 'succeeded']]);

  const forged = await fetch(address, { method: 'POST', body: '{"id":"1"}' });
  expect([forged.status, await forged.json()]).toMatchObject([401, { code: 'FAIL' }]);
  expect(log).toHaveBeenCalledTimes(1);
});
