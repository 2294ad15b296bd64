import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createSandbox, type Sandbox, type SandboxOptions } from '@x/sandbox';
import { afterEach, beforeEach, expect, test } from 'vitest';
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

async function start(options: SandboxOptions = {}): Promise<Readonly<Record<string, string>>> {
  service = await createSandbox({ port: 0, seed: 11, taskDurationMs: 0, ...options });
  const { apiKey, baseUrl } = service.settings.tensorslab;
  return { TENSORSLAB_API_KEY: apiKey, TENSORSLAB_BASE_URL: baseUrl };
}
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

test('with a key: says so first, submits one small task, remembers it, never shows the key', async () => {
  const env = await start();
  const first = await demo.run([], { env, interruptWhen: accepted });
  expect(first.code).toBe(130);
  expect(first.lines.slice(0, 2)).toEqual([
    'TensorsLab: TENSORSLAB_API_KEY is set, so this is the REAL service.',
    `  Sending 1 task for 1 picture, which costs money, to ${env['TENSORSLAB_BASE_URL']}`,
  ]);
  expect(service?.executions).toHaveLength(1);
  expect(demo.records).toHaveLength(1);

  ageRecords();
  const second = await demo.run(['--resume'], { env });
  expect(second.code).toBe(0);
  expect(second.text).toContain(`1 task against the real TensorsLab at ${env['TENSORSLAB_BASE_URL']}.`);
  expect(second.text).not.toContain('nothing is paid');
  expect(service?.executions).toHaveLength(1);
  expect(demo.pictures).toHaveLength(1);
  expect(demo.records).toEqual([]);
  expect(first.text + second.text).not.toContain(env['TENSORSLAB_API_KEY']);
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
  const { code, text } = await demo.run([], { env });
  expect(code).toBe(1);
  expect(text).toContain('failed: submission-unknown');
  expect(text).toContain('may have been paid for: look at https://tensorai.tensorslab.com');
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
  expect(keyless.text).toContain('needs TENSORSLAB_API_KEY, which is not set.');
  const elsewhere = await demo.run(['--resume'], { env: { TENSORSLAB_API_KEY: 'k' } });
  expect(elsewhere.code).toBe(1);
  expect(elsewhere.text).toContain(`is at ${env['TENSORSLAB_BASE_URL']}, not at https://api.tensorslab.com`);
  expect(demo.records).toHaveLength(1);
});
