import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Job } from './jobs/job.ts';
import { DemoInTest } from './testing/demo-in-test.ts';

let demo: DemoInTest;
beforeEach(() => (demo = new DemoInTest()));
afterEach(() => demo.remove());

const small = ['--model', 'zimage', '--resolution', '512*512'];
const all =
  (state: Job['state']) =>
  (jobs: readonly Job[]): boolean =>
    jobs.every((job) => job.state === state);
const ids = (jobs: readonly Job[]): ReadonlySet<string | undefined> => new Set(jobs.map(({ ref }) => ref?.id));

describe('in the sandbox', () => {
  test('interrupted tasks are gone on with: the same ids, nothing submitted again', { timeout: 30_000 }, async () => {
    const first = await demo.run([], { interruptWhen: all('accepted') });
    expect(first.code).toBe(130);
    expect(first.text).toContain('Interrupted. 9 tasks are in flight');
    expect(first.text).toContain('later:\n\n  npx -y pnpm@10 demo --resume');
    expect(first.text).not.toContain('requests  file');
    expect(demo.pictures).toEqual([]);
    expect(demo.records).toHaveLength(9);

    const second = await demo.run(['--resume'], { sandbox: { seed: 999 } });
    expect(second.code).toBe(0);
    expect(second.text).toContain('Going on, submitting nothing:\n  9 tasks against the sandbox');
    expect(second.text).not.toContain('  submitting  ');
    expect(ids(second.jobs)).toEqual(ids(first.jobs));
    expect(demo.pictures).toHaveLength(10);
    expect(demo.records).toEqual([]);

    const third = await demo.run(['--resume']);
    expect(third).toMatchObject({ code: 0, text: 'There is nothing to go on with.' });
  });

  test('what was saved before the interruption is in the table', { timeout: 30_000 }, async () => {
    const { code, text } = await demo.run([], {
      interruptWhen: (jobs) => jobs.some(({ state }) => state === 'saved'),
    });
    expect(code).toBe(130);
    expect(text).toContain('requests  file');
    expect(text).toContain('Pictures: ');
    expect(demo.records).toHaveLength(8);
    expect((await demo.run(['--resume'])).code).toBe(0);
    expect(demo.pictures).toHaveLength(10);
  });

  test('interrupted before anything was accepted: nothing is left', async () => {
    const { code, text } = await demo.run(small, { interruptWhen: all('submitting') });
    expect(code).toBe(130);
    expect(text).toContain('Interrupted. No task is in flight.');
    expect(demo.records).toEqual([]);
  });

  test('interrupted once everything is saved: it is done', async () => {
    expect((await demo.run(small, { interruptWhen: all('saved') })).code).toBe(0);
  });

  test('a new run leaves the old tasks alone and mentions them', async () => {
    const old = await demo.run(small, { interruptWhen: all('accepted') });
    const { code, text } = await demo.run(small, { sandbox: { seed: 6 } });
    expect(code).toBe(0);
    expect(text).toContain('1 task of an earlier run is still to be waited for: npx -y pnpm@10 demo --resume');
    // Two runs, two seeds: two sandboxes.
    await demo.run(small, { sandbox: { seed: 7 }, interruptWhen: all('accepted') });
    const resumed = await demo.run(['--resume']);
    expect(resumed).toMatchObject({ code: 0 });
    expect(resumed.jobs).toHaveLength(2);
    expect(ids(resumed.jobs)).toContain(old.jobs[0]?.ref?.id);
  });
});

describe('records that are of no use', () => {
  const store = (name: string, content: object): void => {
    writeFileSync(join(demo.folder, '.state', `${name}.json`), JSON.stringify(content));
  };
  const accepted = async (): Promise<Readonly<Record<string, unknown>>> => {
    await demo.run(small, { interruptWhen: all('accepted') });
    return demo.records[0] ?? {};
  };

  test('each is named, the others are gone on with', async () => {
    const good = await accepted();
    store('broken', []);
    store('unknown', { ...good, service: 'dall-e' });
    store('tampered', { ...good, sandbox: { seed: 77, task: { service: 'tensorslab' } } });
    const { code, text } = await demo.run(['--resume']);
    expect(code).toBe(1);
    expect(text).toContain('broken.json cannot be read (not a record of this version); delete it.');
    expect(text).toContain('unknown.json is of an unknown service; delete it.');
    expect(text).toMatch(/tampered\.json cannot be used \(options\.savedTasks\[0\]\..*\); delete it\./);
    expect(text).toContain('1 of 1 done');
    expect(demo.records).toHaveLength(3);
  });

  test('a submit of a sandbox that has no answer on record is forgotten', async () => {
    const { ref: _ref, sandbox: _sandbox, ...intent } = await accepted();
    store('intent', intent);
    const { code, text } = await demo.run(['--resume']);
    expect(code).toBe(0);
    expect(text).toContain('not yet accepted is forgotten; nothing was paid');
    expect(demo.records).toEqual([]);
  });
});
