import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test, vi } from 'vitest';
import { coupon } from './testing/shop.ts';
import { wxpayFromEnvironment } from './wxpay-from-environment.ts';

/** What `npx @x/sandbox` says when it is ready; it ends with the test. */
async function startSandbox(): Promise<string> {
  const cli = fileURLToPath(new URL('../../packages/sandbox/src/cli.ts', import.meta.url));
  const child = spawn(process.execPath, [cli, '--port', '0', '--task-duration-ms', '0']);
  onTestFinished(() => void child.kill('SIGKILL'));
  let said = '';
  for await (const chunk of child.stdout) {
    said += String(chunk);
    if (said.includes('Ctrl-C')) break;
  }
  return said;
}

test('what the sandbox prints leads the client to it', async () => {
  const exported = (await startSandbox()).matchAll(/export (WXPAY_\w+)=(?:'([^']*)'|(\S+))/g);
  for (const [, name = '', quoted, word] of exported) vi.stubEnv(name, quoted ?? word);
  onTestFinished(() => void vi.unstubAllEnvs());
  // Nothing in this test may reach WeChat Pay, whatever is wrong.
  expect(process.env['WXPAY_BASE_URL']).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);

  const urls: string[] = [];
  const { fetch } = globalThis;
  vi.stubGlobal('fetch', (request: Request) => {
    urls.push(request.url);
    return request.url.startsWith('http://127.0.0.1:') ? fetch(request) : Promise.reject(new TypeError('elsewhere'));
  });
  onTestFinished(() => void vi.unstubAllGlobals());
  const { images } = wxpayFromEnvironment();
  const task = await images.submit({ brandId: process.env['WXPAY_BRAND_ID'] ?? '', ...coupon });
  expect(await task.refresh()).toMatchObject({ status: 'succeeded' });
  expect(urls.every((url) => url.startsWith(`${process.env['WXPAY_BASE_URL']}/`))).toBe(true);
});
