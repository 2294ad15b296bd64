import { afterEach, expect, test } from 'vitest';
import { createSandbox, type Sandbox } from '../../index.ts';
import { decodePng } from '../../testing/decode-png.ts';
import { payload } from '@x/payloads';
import { queryWxpay, submitToWxpay } from '../../testing/wxpay-requests.ts';
import { termsInWords } from './coupon-picture.ts';

let sandbox: Sandbox;
afterEach(() => sandbox?.close());

test.each([
  [{ type: 'NORMAL', threshold: 10_000, discountAmount: 1 }, '满¥100减¥0.01'],
  [{ type: 'NORMAL', threshold: 0, discountAmount: 990 }, '无门槛减¥9.90'],
  [{ type: 'DISCOUNT', threshold: 5_050, percentOff: 30 }, '满¥50.50 7折'],
  [{ type: 'DISCOUNT', threshold: 0, percentOff: 15 }, '无门槛 8.5折'],
  [{ type: 'EXCHANGE', threshold: 10_000, exchangePrice: 0 }, '满¥100 ¥0换购'],
] as const)('%j: %s', (terms, words) => {
  expect(termsInWords(terms)).toBe(words);
});

test('a picture is a square on the colour that was asked for, and shows terms, brand and task', async () => {
  sandbox = await createSandbox({ time: 'virtual', taskDurationMs: 0 });
  const normal = payload('wxpay/request-submit-combine-normal');
  await submitToWxpay(sandbox, normal);
  const { json } = await queryWxpay(sandbox, normal);
  const answer = await sandbox.fetch(new Request(json.combine_image_result.image_url));
  const picture = decodePng(new Uint8Array(await answer.arrayBuffer()));
  expect([picture.width, picture.height]).toEqual([1_080, 1_080]);
  expect([...picture.pixels.subarray(0, 3)]).toEqual([0xff, 0x57, 0x33]);
  expect(sandbox.saveTasks()[0]?.pictures).toMatchObject([
    { caption: '满¥100减¥0.01', label: '品牌 120344', mark: 'image_generation_task_1' },
  ]);
});

test('a cut-out shows which picture it is of', async () => {
  sandbox = await createSandbox({ time: 'virtual' });
  await submitToWxpay(sandbox, payload('wxpay/request-submit-cut-out'));
  expect(sandbox.saveTasks()[0]?.pictures).toMatchObject([{ caption: '抠图 example.jpg', mark: 'cutout-0001' }]);
});
