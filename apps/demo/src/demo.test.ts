import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readPixels } from './pictures/read-pixels.ts';
import { services } from './services/index.ts';
import { textWidth } from './terminal/text-width.ts';
import { DemoInTest } from './testing/demo-in-test.ts';

let demo: DemoInTest;
beforeEach(() => (demo = new DemoInTest()));
afterEach(() => demo.remove());

test('without options: several tasks at once, pictures on disk, a table', { timeout: 30_000 }, async () => {
  const { code, lines, text, errors, jobs } = await demo.run([]);
  expect(errors).toEqual([]);
  expect(code).toBe(0);
  expect(jobs).toHaveLength(9);
  expect(new Set(jobs.map(({ connection }) => connection.service))).toEqual(new Set(services));
  expect(jobs.map(({ wish }) => wish.prompt).join()).toMatch(/\p{Script=Han}/u);
  expect(demo.pictures).toHaveLength(10);
  expect(demo.records).toEqual([]);
  for (const { connection, pictures, ref, requests, seconds, wish } of jobs) {
    const words = [connection.service.id, wish.model].map((word) => word.replace(/[-/._]/g, '')).join('-');
    for (const { file, pixels } of pictures) {
      expect(file).toBe(`${words}-${ref?.id.slice(-8)}-${pictures.findIndex((one) => one.file === file) + 1}.png`);
      // Unbroken, to be copied.
      expect(lines).toContain(`${connection.service.name.padEnd(11)}  ${ref?.id}`);
      expect(text).toMatch(new RegExp(`^ .* ${file} +${pixels?.width}x${pixels?.height}$`, 'm'));
      expect(readPixels(demo.picture(file))).toEqual(pixels);
    }
    expect(requests).toBeGreaterThanOrEqual(2);
    expect(text).toContain(` ${seconds.toFixed(1)}  `);
    // Virtual time: this is what the task took and the pause until it was seen, whatever the machine.
    expect(seconds).toBeGreaterThanOrEqual(6);
  }
  // All are submitted before the first one is done.
  const firstSaved = lines.findIndex((line) => line.includes('saved'));
  expect(lines.filter((line) => line.includes('accepted')).every((line) => lines.indexOf(line) < firstSaved)).toBe(
    true,
  );
  expect(lines).toContain('To use a real service (it costs money), set its key: npx -y pnpm@10 demo --help');
  expect(text).toContain('9 of 9 done: 9 tasks against the sandbox in this process (nothing is paid).');
  const table = lines.slice(lines.findIndex((line) => line.startsWith('service')));
  expect(Math.max(...table.slice(0, -2).map(textWidth))).toBeLessThanOrEqual(80);
  // oxlint-disable-next-line no-control-regex -- that there are none is the point
  expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f]/u);
});

test('one task by the options', async () => {
  const args = ['--', '--prompt', '满100减1', '--model', 'zimage', '--resolution', '512x640'];
  const { code, text, jobs } = await demo.run(args, { width: 120 });
  expect(code).toBe(0);
  expect(jobs).toHaveLength(1);
  expect(jobs[0]?.pictures[0]?.pixels).toEqual({ width: 512, height: 640 });
  expect(text).toContain('满100减1');
  // Wide enough for the whole id and the whole name.
  expect(text).toMatch(/TensorsLab {2}[0-9a-f]{4}_[0-9a-f]{16} .* tensorslab-zimage-[0-9a-f]{8}-1\.png {2}512x640/);
});

test.each([
  ['mps-aigc', 'Kling/3.0', '16:9', { width: 1360, height: 768 }],
  ['mps-aigc', 'Hunyuan', '512x640', { width: 512, height: 640 }],
  ['vod-aigc', 'Kling/O1', '720P', { width: 720, height: 720 }],
  ['vod-aigc', 'Hunyuan/3.0', '640x512', { width: 640, height: 512 }],
  ['vod-aigc-gateway', 'GEM/3.0', '1:1', { width: 1024, height: 1024 }],
  ['vod-aigc-gateway', 'Qwen/0925', '512x512', { width: 512, height: 512 }],
])('%s: a model with its version, %s, and a size, %s', async (service, model, resolution, pixels) => {
  const args = ['--service', service, '--model', model, '--resolution', resolution, '--prompt', '猫'];
  const { code, jobs, text } = await demo.run(args, { width: 200 });
  expect(code).toBe(0);
  expect(jobs[0]?.pictures).toMatchObject([{ pixels }]);
  // Wide enough for a row with everything.
  const { name } = jobs[0]?.connection.service ?? {};
  expect(text).toMatch(new RegExp(`^${name} +${jobs[0]?.ref?.id} .*${jobs[0]?.pictures[0]?.file} .*$`, 'm'));
});

test.each(['满100减10', '满50打7.5折', '满30加9.9元换购'])('a coupon of WeChat Pay: %s', async (prompt) => {
  const { code, jobs } = await demo.run(['--service', 'wxpay-coupon-image', '--prompt', prompt]);
  expect(code).toBe(0);
  expect(jobs[0]?.pictures).toMatchObject([{ pixels: { width: 1080, height: 1080 } }]);
});

test('several pictures of one task', async () => {
  const args = ['--service', 'vod-aigc', '--model', 'OG/image2_low', '--count', '3', '--resolution', '512x512'];
  const { code, text } = await demo.run(args);
  expect(code).toBe(0);
  expect(text).not.toContain('asked for');
  expect(demo.pictures).toHaveLength(3);
});

test('fewer pictures than were asked for are no failure, but said', async () => {
  const args = ['--service', 'vod-aigc', '--count', '4'];
  const message = 'Tencent VOD: asked for 4 pictures, the service made 1.';
  const { code, lines } = await demo.run(args);
  expect(code).toBe(0);
  expect(lines.at(-1)).toBe(message);
  expect(demo.pictures).toHaveLength(1);

  await demo.run(args, { interruptWhen: (jobs) => jobs.every(({ state }) => state === 'accepted') });
  const resumed = await demo.run(['--resume']);
  expect(resumed.code).toBe(0);
  expect(resumed.lines.at(-1)).toBe(message);
});

test('the size goes with the model', async () => {
  const { jobs } = await demo.run(['--model', 'zimage']);
  expect(jobs[0]?.wish).toMatchObject({ model: 'zimage', resolution: undefined });
  expect(jobs[0]?.state).toBe('saved');
});

describe('what cannot be', () => {
  test.each([
    [['--promt', 'x'], "Unknown option '--promt'"],
    [
      ['--service', 'dall-e'],
      "--service 'dall-e' is none of tensorslab, mps-aigc, vod-aigc, vod-aigc-gateway, wxpay-coupon-image",
    ],
    [['--service', 'vod-aigc-gateway', '--count', '2'], '--count 2: a task of vod-aigc-gateway makes one picture'],
    [['--service', 'mps-aigc', '--count', '3'], '--count 3: a task of mps-aigc makes one picture'],
    [['--count', '99'], '--count 99: must be a whole number from 1 to 15'],
    [['--model', 'zimage', '--count', '2'], '--count 2: is not taken by zimage'],
    [['--resolution', 'banana'], "--resolution 'banana': must be "],
    [['--service', 'vod-aigc', '--count', '99'], '--count 99: must be a whole number from '],
    [['--service', 'vod-aigc', '--model', 'GEM'], "--model 'GEM': write it with its version, as in GEM/3.0"],
    [['--service', 'vod-aigc-gateway', '--model', 'GEM/'], "--model 'GEM/': write it with its version"],
    [['--service', 'mps-aigc', '--model', `${'x'.repeat(600)}/1`], `--model '${'x'.repeat(40)}…': must be `],
    [
      ['--service', 'wxpay-coupon-image', '--prompt', `满${'9'.repeat(20)}减1`],
      `--prompt '满${'9'.repeat(20)}减1': must be`,
    ],
    [
      ['--service', 'wxpay-coupon-image', '--prompt', '一只橘猫'],
      "--prompt '一只橘猫': WeChat Pay makes pictures of coupons",
    ],
    [['--service', 'wxpay-coupon-image', '--resolution', '2K'], '--resolution: WeChat Pay decides on the size itself'],
    [
      ['--model', 'new\u001b[1m-model'],
      "--model 'new [1m-model': in the sandbox, tensorslab has seedreamv4, seedreamv45",
    ],
  ])('%j ends with 2 and a hint', async (args, message) => {
    const { code, lines, errors } = await demo.run(args);
    expect(code).toBe(2);
    expect(lines).toEqual([]);
    expect(errors.slice(0, -1).join(' ')).toContain(message);
    expect(errors.at(-1)).toBe('Try: npx -y pnpm@10 demo --help');
    expect(Math.max(...errors.map(textWidth))).toBeLessThanOrEqual(80);
    expect(demo.records).toEqual([]);
  });

  test.each([
    [['--prompt', '[sandbox:no-credits]'], 'failed: api, quota', 'Nothing was bought. The account has no credits'],
    [['--prompt', '[sandbox:reject]'], 'failed: api, invalid-request', 'change the options'],
  ])('%j ends with 1 and what to do; nothing is remembered', async (args, what, advice) => {
    const { code, text, jobs } = await demo.run(args);
    expect(code).toBe(1);
    expect(text).toContain(what);
    expect(text).toContain(advice);
    expect(text).toContain('0 of 1 done');
    expect(jobs[0]?.requests).toBe(1);
    expect(demo.records).toEqual([]);
  });

  test('a task that the service fails is over', async () => {
    const { code, text, jobs } = await demo.run(['--prompt', '[sandbox:fail]']);
    expect(code).toBe(1);
    expect(text).toContain('failed: task-failed');
    expect(text).toContain(`Task: ${jobs[0]?.ref?.id}`);
    expect(demo.records).toEqual([]);
  });

  test('a picture that cannot be had is remembered', async () => {
    const args = ['--model', 'zimage', '--resolution', '512*512'];
    const { code, text, words } = await demo.run(args, { sandbox: { faults: [{ fault: 'expired-picture' }] } });
    expect(code).toBe(1);
    expect(text).toContain('failed: download');
    expect(words).toContain('npx -y pnpm@10 demo --resume fetches it again');
    expect(text).toContain('.state');
    expect(demo.records).toHaveLength(1);
    expect((await demo.run(['--resume'])).code).toBe(0);
    expect(demo.pictures).toHaveLength(1);
    expect(demo.records).toEqual([]);
  });

  test('an offer that the client warns of and the service refuses', async () => {
    const { code, lines, text } = await demo.run(['--service', 'wxpay-coupon-image', '--prompt', '满100减200']);
    expect(code).toBe(1);
    expect(text).toContain('failed: api, invalid-request');
    const warnings = lines.filter((line) => line.includes('Warning'));
    expect(warnings).toEqual(['  Warning: combineImage.normalCoupon.discountAmount is above the threshold']);
    expect(text).toContain('Nothing was bought. The service does not take this: change the options.');
    expect(demo.records).toEqual([]);
  });

  test('one failure does not stop the others', { timeout: 30_000 }, async () => {
    const sandbox = {
      faults: [
        { fault: 'rate-limit', service: 'tensorslab', on: 'submit', nth: 1 },
        { fault: 'no-id', service: 'tensorslab', on: 'submit', nth: 3 },
      ] as const,
    };
    const { code, text } = await demo.run([], { sandbox });
    expect(code).toBe(1);
    expect(text).toContain('failed: submission-unknown');
    expect(text).toContain('8 of 9 done');
    // Lost with its sandbox, and free.
    expect(demo.records).toEqual([]);
  });
});

test('--help', async () => {
  const { code, text } = await demo.run(['--', '--help']);
  expect(code).toBe(0);
  expect(text).toContain('Usage: npx -y pnpm@10 demo [');
});
