import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeFileSafely } from '../write-file-safely.ts';
import { RecordStore } from './record-store.ts';
import type { TaskRecord } from './task-record.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'x-demo-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const record: TaskRecord = {
  version: 1,
  service: 'tensorslab',
  at: 'real',
  address: 'https://api.tensorslab.com',
  model: 'zimage',
  prompt: '一只戴墨镜的橘猫',
  startedAt: '2026-01-01T00:00:00.000Z',
  lookup: { model: 'zimage' },
};
const ref = {
  version: 1,
  provider: 'tensorslab',
  kind: 'image',
  id: 'abcd_1234567890abcdef',
  params: { model: 'zimage' },
  submittedAt: '2026-01-01T00:00:01.000Z',
} as const;

test('what is stored comes back', () => {
  const store = new RecordStore(join(folder, '.state'));
  expect(store.list()).toEqual([]);
  const path = store.newPath('tensorslab');
  expect(store.newPath('tensorslab')).not.toBe(path);
  store.save(path, record);
  expect(store.list()).toEqual([{ path, record }]);

  const accepted = { ...record, ref };
  store.save(path, accepted);
  expect(new RecordStore(join(folder, '.state')).list()).toEqual([{ path, record: accepted }]);
  expect(readdirSync(join(folder, '.state'))).toHaveLength(1);

  store.remove(path);
  store.remove(path);
  expect(store.list()).toEqual([]);
});

test('the oldest comes first; half-written files are no records', () => {
  const store = new RecordStore(folder);
  for (const [index, day] of ['03', '01', '02'].entries()) {
    store.save(join(folder, `${index}.json`), { ...record, startedAt: `2026-01-${day}T00:00:00.000Z` });
  }
  writeFileSync(join(folder, '3.json.99.tmp'), '{"vers');
  expect(store.list().map(({ path }) => path)).toEqual(
    ['1.json', '2.json', '0.json'].map((name) => join(folder, name)),
  );
});

test.each([
  ['', 'JSON'],
  ['[]', 'not a record of this version'],
  ['{"version":2}', 'not a record of this version'],
  [JSON.stringify({ ...record, prompt: 7 }), 'prompt is missing'],
  [JSON.stringify({ ...record, at: 'home' }), 'at is neither sandbox nor real'],
  [JSON.stringify({ ...record, count: '2' }), 'count is no number'],
  [JSON.stringify({ ...record, ref: { ...ref, id: '' } }), 'ref.id'],
  [JSON.stringify({ ...record, sandbox: { seed: 'x' } }), 'sandbox needs a seed and a task'],
])('%j is a problem, not an exception', (text, problem) => {
  const path = join(folder, 'broken.json');
  writeFileSync(path, text);
  expect(new RecordStore(folder).list()).toEqual([{ path, problem: expect.stringContaining(problem) as string }]);
});

test('a write that fails leaves the old content and no draft', () => {
  const path = join(folder, 'a.json');
  writeFileSafely(path, 'old');
  const notWritable = 7 as unknown as string;
  expect(() => writeFileSafely(path, notWritable)).toThrow(TypeError);
  expect(readFileSync(path, 'utf8')).toBe('old');
  expect(readdirSync(folder)).toEqual(['a.json']);
  mkdirSync(join(folder, 'taken', 'by-a-folder'), { recursive: true });
  expect(() => writeFileSafely(join(folder, 'taken'), 'new')).toThrow();
  expect(readdirSync(folder)).toEqual(['a.json', 'taken']);
});
