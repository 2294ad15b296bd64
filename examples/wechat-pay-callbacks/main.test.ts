import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { createSandbox } from '@x/sandbox';
import { createWxpayCouponImage } from '@x/wxpay-coupon-image';
import { expect, onTestFinished, test, vi } from 'vitest';
import { coupon, setEnvironment } from './testing/shop.ts';

test('main.ts makes its table, and stores what it is sent', async () => {
  let url = '';
  const sandbox = await createSandbox({
    port: 0,
    taskDurationMs: 0,
    wxpayNotifyUrl: 'https://shop.example/wxpay/notify',
    deliver: async (request) =>
      fetch(url, { method: 'POST', headers: request.headers, body: await request.arrayBuffer() }),
  });
  onTestFinished(() => sandbox.close());
  const folder = mkdtempSync(join(tmpdir(), 'coupons-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'coupons.db');
  setEnvironment(sandbox);
  vi.stubEnv('COUPON_DATABASE', file);
  vi.stubEnv('PORT', '0');
  onTestFinished(() => void vi.unstubAllEnvs());

  const main = spawn(process.execPath, [fileURLToPath(new URL('main.ts', import.meta.url))]);
  onTestFinished(() => void main.kill('SIGKILL'));
  let said = '';
  for (const stream of [main.stdout, main.stderr]) stream.on('data', (chunk: Buffer) => (said += String(chunk)));
  await expect.poll(() => said, { timeout: 30_000 }).toContain('Waiting for callbacks');
  url = /http:\S+/.exec(said)?.[0] ?? '';

  const { images } = createWxpayCouponImage(sandbox.settings.wxpayCouponImage);
  const { ref } = await images.submit({ brandId: '120344', ...coupon });
  await expect.poll(() => said, { timeout: 30_000 }).toContain(`Stored: ${ref.id} succeeded`);
  const database = new DatabaseSync(file);
  onTestFinished(() => database.close());
  expect(database.prepare('SELECT task_id, status FROM coupon_images').all()).toEqual([
    { task_id: ref.id, status: 'succeeded' },
  ]);
});
