import { expect, test } from 'vitest';
import { createSandbox, type Sandbox } from '../index.ts';
import { submitted } from '../testing/tensorslab-requests.ts';

const page = async (sandbox: Sandbox) => {
  const response = await sandbox.fetch(new Request(sandbox.url));
  return { type: response.headers.get('content-type'), text: await response.text() };
};

test('says what it is, and what was asked of it', async () => {
  const sandbox = await createSandbox({ taskDurationMs: 0 });
  const before = await page(sandbox);
  expect(before.type).toMatch(/^text\/html/);
  expect(before.text).toContain('None yet.');
  expect(before.text).toContain(sandbox.url);
  for (const service of ['tensorslab', 'mps-aigc', 'vod-aigc', 'vod-aigc-gateway', 'wxpay-coupon-image']) {
    expect(before.text).toContain(service);
  }

  const id = await submitted(sandbox, { prompt: '橘猫 <script>alert(1)</script>', seed: '1' });
  const after = await page(sandbox);
  expect(after.text).toContain('橘猫 &lt;script&gt;alert(1)&lt;/script&gt;');
  const [, link = ''] = /href="([^"]+)"/.exec(after.text) ?? [];
  expect(link).toBe(`${sandbox.url}/pictures/tensorslab/${id}-1.png`);
  const picture = await sandbox.fetch(new Request(link));
  expect(picture.headers.get('content-type')).toBe('image/png');
  await sandbox.close();
});

test('shows no key', async () => {
  const sandbox = await createSandbox();
  const { text } = await page(sandbox);
  const { tensorslab, vodAigc, wxpayCouponImage } = sandbox.settings;
  for (const key of [tensorslab.apiKey, vodAigc.secretKey, wxpayCouponImage.apiV3Key]) expect(text).not.toContain(key);
  await sandbox.close();
});

test.each([
  ['a query', '/?Action=DescribeTaskDetail', {}],
  ['a header of the protocol', '/', { 'x-tc-action': 'DescribeTaskDetail' }],
  ['a signature', '/', { authorization: 'TC3-HMAC-SHA256 x' }],
])('is not in the way of Tencent Cloud: %s', async (_, path, headers) => {
  const sandbox = await createSandbox();
  const response = await sandbox.fetch(new Request(sandbox.url + path, { headers }));
  expect(await response.json()).toMatchObject({ Response: { Error: { Code: expect.any(String) } } });
  await sandbox.close();
});
