import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createSandbox, type Sandbox, type SandboxOptions } from '@x/sandbox';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Job } from './jobs/job.ts';
import { DemoInTest } from './testing/demo-in-test.ts';

// "The real service" is a sandbox behind a port of this machine: the demo cannot tell.
let demo: DemoInTest;
let service: Sandbox | undefined;
beforeEach(() => (demo = new DemoInTest()));
afterEach(async () => {
  await service?.close();
  demo.remove();
});

async function start(options: SandboxOptions = {}, id = 'tensorslab'): Promise<Readonly<Record<string, string>>> {
  service = await createSandbox({ port: 0, seed: 11, taskDurationMs: 0, ...options });
  const env = environmentOf(service);
  const prefixes = {
    tensorslab: 'TENSORSLAB_',
    'mps-aigc': 'MPS_',
    'vod-aigc': 'VOD_AIGC_(?!G)',
    'vod-aigc-gateway': 'VOD_AIGC_G',
    'wxpay-coupon-image': 'WXPAY_',
  };
  const prefix = prefixes[id as keyof typeof prefixes];
  return Object.fromEntries(Object.entries(env).filter(([name]) => new RegExp(`^${prefix}`).test(name)));
}

function environmentOf({ settings }: Sandbox): Readonly<Record<string, string>> {
  const { tensorslab, mpsAigc, vodAigc, vodAigcGateway, wxpayCouponImage } = settings;
  return {
    TENSORSLAB_API_KEY: tensorslab.apiKey,
    TENSORSLAB_BASE_URL: tensorslab.baseUrl,
    MPS_AIGC_SECRET_ID: mpsAigc.secretId,
    MPS_AIGC_SECRET_KEY: mpsAigc.secretKey,
    MPS_AIGC_BASE_URL: mpsAigc.baseUrl,
    VOD_AIGC_SECRET_ID: vodAigc.secretId,
    VOD_AIGC_SECRET_KEY: vodAigc.secretKey,
    VOD_AIGC_SUB_APP_ID: String(vodAigc.subAppId),
    VOD_AIGC_BASE_URL: vodAigc.baseUrl,
    VOD_AIGC_GATEWAY_API_KEY: vodAigcGateway.apiKey,
    VOD_AIGC_GATEWAY_BASE_URL: vodAigcGateway.baseUrl,
    WXPAY_MCH_ID: wxpayCouponImage.mchId,
    WXPAY_MERCHANT_SERIAL: wxpayCouponImage.merchantSerialNumber,
    WXPAY_PRIVATE_KEY: keyFile('apiclient_key.pem', wxpayCouponImage.privateKey),
    WXPAY_BRAND_ID: '120344',
    WXPAY_PUBLIC_KEY_ID: wxpayCouponImage.wechatpayPublicKey.id,
    WXPAY_PUBLIC_KEY: wxpayCouponImage.wechatpayPublicKey.key,
    WXPAY_BASE_URL: wxpayCouponImage.baseUrl,
  };
}

function keyFile(name: string, pem: string): string {
  const path = join(demo.folder, name);
  writeFileSync(path, pem);
  return path;
}

/** A merchant with everything but what answers are verified with; any file will do as a key. */
const merchant = {
  WXPAY_MCH_ID: '1',
  WXPAY_MERCHANT_SERIAL: 'A1',
  WXPAY_PRIVATE_KEY: import.meta.filename,
  WXPAY_BRAND_ID: '1',
};

const accepted = (jobs: readonly Job[]): boolean => jobs.every(({ state }) => state === 'accepted');

/** A client waits a few seconds before it first asks for a new task; for one of yesterday it does not. */
function ageRecords(): void {
  const folder = join(demo.folder, '.state');
  for (const [index, name] of readdirSync(folder).entries()) {
    const record = demo.records[index] as { ref: object };
    const ref = { ...record.ref, submittedAt: '2026-01-01T00:00:00.000Z' };
    writeFileSync(join(folder, name), JSON.stringify({ ...record, ref }));
  }
}

test.each([
  ['tensorslab', 'TensorsLab', 'TENSORSLAB_BASE_URL'],
  ['mps-aigc', 'Tencent MPS', 'MPS_AIGC_BASE_URL'],
  ['vod-aigc', 'Tencent VOD', 'VOD_AIGC_BASE_URL'],
  ['vod-aigc-gateway', 'VOD gateway', 'VOD_AIGC_GATEWAY_BASE_URL'],
  ['wxpay-coupon-image', 'WeChat Pay', 'WXPAY_BASE_URL'],
])('%s with its key: says so first, submits one small task, remembers it, shows no key', async (id, name, at) => {
  const env = await start({}, id);
  const first = await demo.run(['--service', id], { env, interruptWhen: accepted });
  expect(first.code).toBe(130);
  expect(first.lines.slice(0, 2)).toEqual([
    `${name} at ${env[at]}, an address of this machine (a sandbox?)`,
    '  Sending 1 task for 1 picture, which costs money only if a relay is there.',
  ]);
  expect(service?.executions).toMatchObject([{ service: id }]);
  expect(demo.records).toMatchObject([{ service: id, at: 'real', ref: { provider: id } }]);
  const stored = JSON.stringify(demo.records);

  ageRecords();
  const second = await demo.run(['--resume'], { env });
  expect(second.code).toBe(0);
  expect(second.text).toContain(`1 task against ${name} at ${env[at]}, on this machine`);
  expect(second.text).not.toContain('nothing is paid');
  expect(service?.executions).toHaveLength(1);
  expect(demo.pictures).toHaveLength(1);
  expect(demo.records).toEqual([]);
  const told = stored + first.text + second.text;
  for (const secret of Object.entries(env).filter(([variable]) => /_KEY$|_SECRET_ID$/.test(variable))) {
    expect(told).not.toContain(secret[1]);
  }
});

test('any model is sent to the service; the number of pictures is said', async () => {
  const env = await start();
  const { code, text } = await demo.run(['--model', 'seedreamv9', '--count', '3'], { env });
  expect(text).toContain('Sending 1 task for 3 pictures');
  expect(code).toBe(1);
  expect(text).toContain('failed: api, not-found');
  expect(text).toContain('does not know this model');
  expect(demo.records).toEqual([]);
});

test('a wrong key', async () => {
  const env = { ...(await start()), TENSORSLAB_API_KEY: 'sk-wrong-but-secret' };
  const { code, text } = await demo.run([], { env });
  expect(code).toBe(1);
  expect(text).toContain('failed: api, authentication');
  expect(text).toContain('Nothing was bought. Check TENSORSLAB_API_KEY');
  expect(text).not.toContain('sk-wrong');
});

test.each([
  ['an empty key is none', { TENSORSLAB_API_KEY: ' ' }, 0, 'in the sandbox in this process'],
  ['a bad address', { TENSORSLAB_API_KEY: 'k', TENSORSLAB_BASE_URL: 'ftp://u:p@x' }, 1, 'failed: configuration'],
  ['no address at all', { TENSORSLAB_API_KEY: 'k', TENSORSLAB_BASE_URL: 'x' }, 1, 'failed: configuration'],
])('%s', async (_, env, code, message) => {
  const ran = await demo.run(['--model', 'zimage', '--resolution', '512*512'], { env });
  expect(ran.code).toBe(code);
  expect(ran.text + ran.errors.join('\n')).toContain(message);
  expect(ran.text + ran.errors.join('\n')).not.toContain('u:p');
});

test('an answer that is lost: the task may exist, and stays on record until somebody has looked', async () => {
  const env = await start({ faults: [{ fault: 'reset-after-body', on: 'submit' }] });
  const { code, text, words } = await demo.run([], { env });
  expect(code).toBe(1);
  expect(text).toContain('failed: submission-unknown');
  expect(words).toContain('may have been paid for: look at https://tensorai.tensorslab.com');
  expect(text).toMatch(/Search for: model zimage, .*sentAt \d{4}-/);
  expect(demo.records).toMatchObject([{ at: 'real', model: 'zimage', lookup: { model: 'zimage' } }]);
  expect(demo.records[0]).not.toHaveProperty('ref');

  const resumed = await demo.run(['--resume'], { env });
  expect(resumed.code).toBe(1);
  expect(resumed.text).toContain('may exist and may have been paid for. Look for model zimage');
  expect(service?.executions).toHaveLength(1);
});

test('a task of the service needs its key and its address again', async () => {
  const env = await start();
  await demo.run([], { env, interruptWhen: accepted });
  const keyless = await demo.run(['--resume']);
  expect(keyless.code).toBe(1);
  expect(keyless.text).toContain('needs TENSORSLAB_API_KEY in the environment.');
  const elsewhere = await demo.run(['--resume'], { env: { TENSORSLAB_API_KEY: 'k' } });
  expect(elsewhere.code).toBe(1);
  expect(elsewhere.text).toContain(`is at ${env['TENSORSLAB_BASE_URL']}, not at https://api.tensorslab.com`);
  expect(demo.records).toHaveLength(1);
});

test.each([
  [{ MPS_AIGC_SECRET_ID: 'AKIDx' }, 'MPS_AIGC_SECRET_ID is set, but MPS_AIGC_SECRET_KEY is missing'],
  [{ MPS_AIGC_SECRET_KEY: 's', MPS_AIGC_SECRET_ID: ' ' }, 'MPS_AIGC_SECRET_KEY is set, but MPS_AIGC_SECRET_ID is'],
  [{ VOD_AIGC_SECRET_ID: 'a', VOD_AIGC_SECRET_KEY: 's' }, 'but VOD_AIGC_SUB_APP_ID is missing'],
  [{ VOD_AIGC_SUB_APP_ID: '1' }, 'but VOD_AIGC_SECRET_ID and VOD_AIGC_SECRET_KEY are missing'],
  [{ VOD_AIGC_GATEWAY_API_KEY: 'sk-x' }, 'but VOD_AIGC_GATEWAY_BASE_URL is missing'],
  [{ VOD_AIGC_GATEWAY_BASE_URL: 'https://relay.example' }, 'but VOD_AIGC_GATEWAY_API_KEY is missing'],
  [
    { MPS_AIGC_SECRET_ID: 'a', MPS_AIGC_SECRET_KEY: 's', MPS_AIGC_SITE: 'moon' },
    'MPS_AIGC_SITE must be intl or mainland',
  ],
  [
    { VOD_AIGC_SECRET_ID: 'a', VOD_AIGC_SECRET_KEY: 's', VOD_AIGC_SUB_APP_ID: 'x' },
    'SUB_APP_ID must be a whole number',
  ],
  [{ WXPAY_MCH_ID: '1' }, 'WXPAY_MCH_ID is set, but WXPAY_MERCHANT_SERIAL, WXPAY_PRIVATE_KEY and WXPAY_BRAND_ID'],
  [{ ...merchant, WXPAY_PRIVATE_KEY: '/nowhere' }, 'WXPAY_PRIVATE_KEY: the file cannot be read'],
  [{ ...merchant, WXPAY_PUBLIC_KEY_ID: 'x' }, 'WXPAY_PUBLIC_KEY_ID is set, but WXPAY_PUBLIC_KEY is missing'],
  [merchant, 'answers cannot be verified: set WXPAY_PUBLIC_KEY_ID and WXPAY_PUBLIC_KEY, or WXPAY_API_V3_KEY'],
])('%j ends with 2 before anything is sent, on any service', async (half, message) => {
  const env = { ...(await start()), ...half };
  const { code, lines, errors } = await demo.run([], { env });
  expect(code).toBe(2);
  expect(lines).toEqual([]);
  expect(errors.join(' ')).toContain(message);
  expect(errors.join('\n')).not.toContain('AKIDx');
  expect(service?.executions).toEqual([]);
});

test('what other tools use switches nothing on', async () => {
  const env = { TENCENTCLOUD_SECRET_ID: 'a', TENCENTCLOUD_SECRET_KEY: 's', MPS_AIGC_SITE: 'mainland' };
  const { text } = await demo.run(['--service', 'mps-aigc', '--resolution', '512x512'], { env });
  expect(text).toContain('Tencent MPS: 1 task in the sandbox in this process');
});

test('some real, some in the sandbox: the real ones are told first', { timeout: 30_000 }, async () => {
  const env = await start({}, 'vod-aigc');
  const { lines, jobs, text } = await demo.run([], { env, interruptWhen: accepted });
  expect(lines[0]).toMatch(/^Tencent VOD at http:.*, an address of this machine/);
  expect(lines.slice(0, 7).every((line) => line.length <= 80)).toBe(true);
  expect(text).toContain('TensorsLab: 4 tasks in the sandbox in this process; nothing is paid.');
  expect(jobs.filter(({ connection }) => connection.at === 'real')).toHaveLength(1);
  expect(service?.executions).toHaveLength(1);

  ageRecords();
  const resumed = await demo.run(['--resume'], { env });
  expect(resumed.code).toBe(0);
  expect(resumed.text).toContain(
    `9 of 9 done:\n  1 task against Tencent VOD at ${env['VOD_AIGC_BASE_URL']}, on this machine\n`,
  );
  expect(resumed.text).toContain('\n  8 tasks against the sandbox in this process (nothing is paid)');
});

test('a task of another application is not asked for', async () => {
  const env = await start({}, 'vod-aigc');
  await demo.run(['--service', 'vod-aigc'], { env, interruptWhen: accepted });
  const { code, words } = await demo.run(['--resume'], { env: { ...env, VOD_AIGC_SUB_APP_ID: '7' } });
  expect(code).toBe(1);
  expect(words).toContain('set the environment as it was then');
  expect(demo.records).toHaveLength(1);
});

test.each([
  ['mps-aigc', 'MPS_AIGC_SECRET_KEY', 'Check MPS_AIGC_SECRET_ID and MPS_AIGC_SECRET_KEY'],
  ['vod-aigc', 'VOD_AIGC_SECRET_KEY', 'Check VOD_AIGC_SECRET_ID, VOD_AIGC_SECRET_KEY and VOD_AIGC_SUB_APP_ID'],
  ['vod-aigc-gateway', 'VOD_AIGC_GATEWAY_API_KEY', 'Check VOD_AIGC_GATEWAY_API_KEY and VOD_AIGC_GATEWAY_BASE_URL'],
])('%s: a wrong key', async (id, variable, advice) => {
  const env = { ...(await start({}, id)), [variable]: 'wrong-but-secret' };
  const { code, text, words } = await demo.run(['--service', id], { env });
  expect(code).toBe(1);
  expect(text).toContain('failed: api, authentication');
  expect(words).toContain(advice);
  expect(text).not.toContain('wrong-but-secret');
});

/** What a process leaves that is killed before the answer to its submit is here. */
function loseAnswers(change: (intendedRef: object) => object = (ref) => ref): void {
  const folder = join(demo.folder, '.state');
  for (const [index, name] of readdirSync(folder).entries()) {
    const { ref: _, ...record } = demo.records[index] as { ref: object; intendedRef: object };
    writeFileSync(join(folder, name), JSON.stringify({ ...record, intendedRef: change(record.intendedRef) }));
  }
}

describe('WeChat Pay, whose ids are ours, killed before the answer to a submit', () => {
  const run = ['--service', 'wxpay-coupon-image'];

  test('--resume asks for the task, and goes on with it', async () => {
    const env = await start({}, 'wxpay-coupon-image');
    await demo.run(run, { env, interruptWhen: accepted });
    loseAnswers((ref) => ({ ...ref, submittedAt: '2026-01-01T00:00:00.000Z' }));
    const { code, text } = await demo.run(['--resume'], { env });
    expect(code).toBe(0);
    expect(text).toContain('  looking  ');
    expect(text).toContain('1 of 1 done');
    expect(demo.pictures).toHaveLength(1);
    expect(demo.records).toEqual([]);
    expect(service?.executions).toHaveLength(1);
  });

  test.each([400, 404] as const)('nothing was bought where the service answers %i', async (wxpayUnknownTask) => {
    const env = await start({ wxpayUnknownTask }, 'wxpay-coupon-image');
    await demo.run(run, { env, interruptWhen: accepted });
    loseAnswers((ref) => ({ ...ref, id: 'NEVER0ARRIVED' }));
    const { code, text, lines } = await demo.run(['--resume'], { env });
    expect(code).toBe(1);
    expect(text).toContain('WeChat Pay COMBINE_IMAGE: nothing was bought\n  WeChat Pay knows no task NEVER0ARRIVED');
    expect(text).not.toContain('https://pay.weixin.qq.com');
    const report = lines.slice(lines.findIndex((line) => line.includes('nothing was bought')));
    expect(report.every((line) => line.length <= 80)).toBe(true);
    expect(demo.records).toEqual([]);
  });

  test('what cannot be asked for now can be asked for later', async () => {
    const env = await start({}, 'wxpay-coupon-image');
    await demo.run(run, { env, interruptWhen: accepted });
    loseAnswers();
    service?.faults.set([{ fault: 'bad-signature', on: 'query' }]);
    const { code, text } = await demo.run(['--resume'], { env });
    expect(code).toBe(1);
    expect(text).toContain('The task may exist: npx -y pnpm@10 demo --resume asks for it');
    expect(text).not.toContain('othing was bought');
    expect(demo.records).toHaveLength(1);
    const elsewhere = await demo.run(['--resume'], { env: { ...env, WXPAY_BASE_URL: 'http://127.0.0.1:2' } });
    expect(elsewhere.text).toContain('set WXPAY_MCH_ID and WXPAY_BASE_URL as it was then');
    expect(demo.records).toHaveLength(1);
  });
});
