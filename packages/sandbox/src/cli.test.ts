import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createPublicKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import { wxpayRequest } from './testing/wxpay-requests.ts';

const cli = fileURLToPath(new URL('cli.ts', import.meta.url));
const children: ChildProcess[] = [];
afterEach(() => children.splice(0).forEach((child) => child.kill('SIGKILL')));

interface Run {
  readonly child: ChildProcess;
  readonly ended: Promise<{ code: number | null; out: string; err: string }>;
  /** Resolves when the output contains the text. */
  shows(text: string): Promise<string>;
}

function run(...args: string[]): Run {
  const child = spawn(process.execPath, [cli, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  children.push(child);
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (out += chunk));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk));
  return {
    child,
    ended: new Promise((resolve) => child.on('close', (code) => resolve({ code, out, err }))),
    shows: (text) =>
      new Promise((resolve, reject) => {
        child.stdout.on('data', () => out.includes(text) && resolve(out));
        child.on('close', () => reject(new Error(`ended without showing it: ${out}${err}`)));
      }),
  };
}

test.each(['SIGINT', 'SIGTERM'] as const)('serves until %s, with what was asked for', async (signal) => {
  const { child, ended, shows } = run(
    '--port',
    '0',
    '--seed',
    '3',
    '--task-duration-ms',
    '0',
    '--fault',
    'tensorslab/html:submit:2',
    '--fault',
    'latency:query:0%',
    '--gateway-shape',
    'new-api',
    '--vod-concurrency',
    '2',
    '--vod-when-busy',
    'fail',
    '--vod-notification-url',
    'http://127.0.0.1:2/',
    '--wxpay-notify-url',
    'http://127.0.0.1:2/',
    '--wxpay-keys',
    'public-key',
    '--wxpay-unknown-task',
    '404',
    '--wxpay-event-type',
    'PRODUCT_COUPON_SP.SEND',
  );
  const text = await shows('Ctrl-C');
  expect(text.split('\n').every((line) => line.length <= 80)).toBe(true);
  const exported = Object.fromEntries(
    Array.from(text.matchAll(/export (\w+)=(?:'([^']*)'|(\S+))/g), ([, name, quoted, word]) => [name, quoted ?? word]),
  );
  const { TENSORSLAB_API_KEY: key, TENSORSLAB_BASE_URL: url } = exported;
  const submit = () => {
    const body = new FormData();
    body.append('prompt', 'cat');
    return fetch(`${url}/v1/images/zimage`, { method: 'POST', headers: { authorization: `Bearer ${key}` }, body });
  };
  expect(await (await submit()).json()).toMatchObject({ code: 1000 });
  expect(await (await submit()).text()).toContain('<html>');
  expect(exported).toMatchObject({
    MPS_AIGC_SECRET_ID: expect.stringContaining('sandbox'),
    MPS_AIGC_SECRET_KEY: expect.stringContaining('sandbox'),
    MPS_AIGC_BASE_URL: url,
    VOD_AIGC_SECRET_ID: expect.stringContaining('sandbox'),
    VOD_AIGC_SECRET_KEY: expect.stringContaining('sandbox'),
    VOD_AIGC_SUB_APP_ID: expect.stringMatching(/^\d{10}$/),
    VOD_AIGC_EVENT_SIGN_KEY: expect.stringContaining('sandbox'),
    VOD_AIGC_BASE_URL: url,
  });
  const { VOD_AIGC_GATEWAY_API_KEY: gatewayKey, VOD_AIGC_GATEWAY_BASE_URL: gatewayUrl } = exported;
  const body = JSON.stringify({ model_name: 'GEM', model_version: '2.5', prompt: 'cat' });
  const headers = { authorization: `Bearer ${gatewayKey}`, 'content-type': 'application/json' };
  const accepted = await fetch(`${gatewayUrl}/tencent-vod/v1/aigc-image`, { method: 'POST', headers, body });
  expect(await accepted.json()).toMatchObject({ task_id: expect.stringMatching(/^task_/) });
  const wxpayCouponImage = {
    mchId: exported['WXPAY_MCH_ID'] ?? '',
    merchantSerialNumber: exported['WXPAY_MERCHANT_SERIAL'] ?? '',
    privateKey: exported['WXPAY_PRIVATE_KEY'] ?? '',
    wechatpayPublicKey: {
      id: exported['WXPAY_PUBLIC_KEY_ID'] ?? '',
      key: exported['WXPAY_PUBLIC_KEY'] ?? '',
    },
    apiV3Key: exported['WXPAY_API_V3_KEY'] ?? '',
    baseUrl: exported['WXPAY_BASE_URL'] ?? '',
    clock: { now: Date.now, elapsed: performance.now, setTimer: () => () => {} },
  };
  expect(wxpayCouponImage.apiV3Key).toHaveLength(32);
  const unknown = `/v3/marketing/partner/product-coupon/image-generation-tasks/nobody?brand_id=1&image_generation_type=CUT_OUT`;
  expect((await fetch(wxpayRequest({ settings: { wxpayCouponImage } }, unknown))).status).toBe(404);
  const certificates = await fetch(wxpayRequest({ settings: { wxpayCouponImage } }, '/v3/certificates'));
  expect(await certificates.json()).toMatchObject({ code: 'RESOURCE_NOT_EXISTS' });
  expect(createPublicKey(wxpayCouponImage.wechatpayPublicKey.key).asymmetricKeyDetails?.modulusLength).toBe(2_048);
  child.kill(signal);
  expect(await ended).toEqual({ code: 0, out: text, err: '' });
});

test.each<[string[], string]>([
  [['--bogus'], "Unknown option '--bogus'"],
  [['stray'], "Unexpected argument 'stray'"],
  [['--port', 'x'], "--port: 'x' is not an integer"],
  [['--port', '65536'], '--port: expected an integer from 0 to 65535, not 65536'],
  [['--task-duration-ms=-1'], '--task-duration-ms: expected a number from 0'],
  [['--gateway-shape', 'new'], "--gateway-shape: 'new' is none of raw, new-api"],
  [['--vod-concurrency', '0'], '--vod-concurrency: expected an integer from 1'],
  [['--vod-concurrency', 'x'], "--vod-concurrency: 'x' is not an integer"],
  [['--vod-when-busy', 'x'], "--vod-when-busy: 'x' is none of wait, fail"],
  [['--vod-notification-url', 'x'], '--vod-notification-url: expected an http or https URL'],
  [['--wxpay-notify-url', 'x'], '--wxpay-notify-url: expected an http or https URL'],
  [['--wxpay-keys', 'x'], "--wxpay-keys: 'x' is none of switching, public-key"],
  [['--wxpay-unknown-task', '500'], '--wxpay-unknown-task: 500 is none of 400, 404'],
  [['--wxpay-event-type', 'x'], "--wxpay-event-type: 'x' is none of PRODUCT_COUPON_SP.IMAGE_GENERATION,"],
  [['--fault', 'latancy'], "--fault: 'latancy' is none of latency,"],
  [
    ['--fault', 'html:submit:query'],
    "--fault: 'html:submit:query' is not of the form [SERVICE/]NAME[:OPERATION][:NTH|PERCENT%]",
  ],
  [['--fault', 'a/tensorslab/html'], "--fault: 'a/tensorslab/html' is not of the form"],
  [['--fault', 'latency:150%'], "--fault: '150%' is not a percentage from 0 to 100\n"],
  [['--fault', 'nobody/html'], "--fault: 'nobody' is none of tensorslab,"],
  [['--fault', 'tensorslab/clock-skew:submit'], "--fault: 'clock-skew' makes no sense for 'tensorslab'"],
  [['--fault', 'html:1x'], "--fault: 'html:1x' is not of the form"],
  [['--fault', 'html', '--fault', 'vod-aigc/probe'], "--fault: 'probe' makes no sense for 'vod-aigc'"],
])('%j is refused with 2', async (args, message) => {
  const { code, out, err } = await run(...args).ended;
  expect([code, out]).toEqual([2, '']);
  expect(err).toContain(message);
  expect(err).toContain('Try: npx @x/sandbox --help\n');
});

test('started by another command, it names that one', async () => {
  const start = (arg: string) => {
    const env = { ...process.env, X_SANDBOX_COMMAND: 'npm run sandbox' };
    return spawnSync(process.execPath, [cli, arg], { env, encoding: 'utf8' });
  };
  expect(start('--bogus').stderr).toMatch(/\nTry: npm run sandbox --help\n$/);
  expect(start('--help').stdout).toMatch(/^Usage: npm run sandbox \[options\]\n/);
});

test('a port in use is refused with 1', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const { port } = server.address() as { port: number };
    expect(await run('--port', String(port)).ended).toEqual({
      code: 1,
      out: '',
      err: `Port ${port} is in use; choose another with --port\n`,
    });
  } finally {
    server.close();
  }
});

test('--help fits a terminal, --version is the package’s', async () => {
  const help = await run('-h').ended;
  expect(help.code).toBe(0);
  expect(help.out).toMatch(/^Usage: npx @x\/sandbox/);
  expect(help.out.split('\n').every((line) => line.length <= 80)).toBe(true);
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  expect(await run('--version').ended).toEqual({ code: 0, out: `${version}\n`, err: '' });
});
