import {
  ApiError,
  type ApiErrorKind,
  ConfigurationError,
  DownloadError,
  NetworkError,
  RequestTimeoutError,
  ResponseError,
  SignatureError,
  SubmissionUnknownError,
  TaskTimeoutError,
  type TaskRef,
} from '@x/core';
import { expect, test } from 'vitest';
import type { Connection } from '../connections/connection.ts';
import { Job } from '../jobs/job.ts';
import { tensorslab } from '../services/tensorslab.ts';
import { textWidth } from '../terminal/text-width.ts';
import { failureLines } from './failure-lines.ts';

const provider = 'tensorslab';
const ref: TaskRef = { version: 1, provider, kind: 'image', id: 'abcd_12', submittedAt: '2026-01-01T00:00:00Z' };
const connection: Connection = {
  service: tensorslab,
  at: 'real',
  address: 'https://api.tensorslab.com',
  client: { check: () => expect.fail(), run: () => Promise.reject(new Error()), resume: () => expect.fail() },
  elapsedMs: () => 0,
  download: () => Promise.reject(new Error()),
};
function jobWith(error: unknown): Job {
  const job = new Job({ connection, wish: { model: 'zimage', prompt: '猫' }, path: '/nowhere/a.json' });
  job.error = error;
  return job;
}
const api = (kind: ApiErrorKind, submission: 'none' | 'accepted') =>
  new ApiError('no', { provider, kind, status: 400, submission, ...(submission === 'accepted' ? { ref } : {}) });

test.each([
  [new ConfigurationError('no', { provider }), 'configuration', 'Correct the environment'],
  [new NetworkError('no', { provider }), 'network', 'Nothing was bought. Check the connection'],
  [
    new NetworkError('no', { provider, submission: 'accepted' }),
    'network',
    'The task goes on: npx -y pnpm@10 demo --resume',
  ],
  [new RequestTimeoutError('no', { provider, submission: 'accepted' }), 'request-timeout', 'The task goes on'],
  [new ResponseError('no', { provider, submission: 'accepted', issues: [] }), 'response', 'The task goes on'],
  [new SignatureError('no', { provider, reason: 'probe' }), 'signature', 'Nothing was bought'],
  [new DownloadError('no', { reason: 'network' }), 'download', 'npx -y pnpm@10 demo --resume fetches it again'],
  [new TaskTimeoutError(1, { provider, ref, snapshot: undefined, seen: {} }), 'task-timeout', 'waits for it again'],
  [
    api('authentication', 'none'),
    'api, authentication',
    'Nothing was bought. Check TENSORSLAB_API_KEY, then run it again',
  ],
  [api('permission', 'accepted'), 'api, permission', 'Check TENSORSLAB_API_KEY, then npx -y pnpm@10 demo --resume'],
  [api('quota', 'none'), 'api, quota', 'no credits left'],
  [api('rate-limit', 'none'), 'api, rate-limit', 'wait a minute'],
  [api('content-policy', 'none'), 'api, content-policy', 'change the prompt'],
  [api('not-found', 'none'), 'api, not-found', 'change --model'],
  [api('not-found', 'accepted'), 'api, not-found', 'belong to another account'],
  [api('server', 'none'), 'api, server', 'The service is at fault'],
])('%o: %s', (error, code, advice) => {
  const lines = failureLines(jobWith(error));
  expect(lines[0]).toBe(`TensorsLab zimage failed: ${code}`);
  expect(lines.join('').replaceAll('  ', ' ')).toContain(advice);
  expect(Math.max(...lines.map(textWidth))).toBeLessThanOrEqual(80);
});

test('what the client warned of and what the service tells in detail, each line within 80 columns', () => {
  const detail = { field: '/combine_image/type', value: '满'.repeat(500), issue: 'not in enum\u001b[2J' };
  const job = jobWith(
    new ApiError('no', { provider, kind: 'invalid-request', status: 400, submission: 'none', detail }),
  );
  job.warnings.push('combineImage.scope is not taken at present');
  const lines = failureLines(job);
  expect(lines[2]).toBe('  Warning: combineImage.scope is not taken at present');
  expect(lines[3]).toMatch(/^ {2}Detail: field \/combine_image\/type, value 满/);
  expect(Math.max(...lines.map(textWidth))).toBe(80);
  expect(lines).toHaveLength(8);
  expect(lines.at(-1)).toContain('change the options');
});

test('a submit without an answer: where to look, or who can', () => {
  const job = jobWith(new SubmissionUnknownError('no', { provider, lookup: { taskId: 'mine' } }));
  expect(failureLines(job).slice(-2)).toEqual([
    '  The task may exist and may have been paid for: look at',
    '  https://tensorai.tensorslab.com before you submit it again.',
  ]);
  job.intendedRef = ref;
  expect(failureLines(job).slice(-2)).toEqual([
    '  The task may exist and may have been paid for: npx -y pnpm@10 demo --resume',
    '  asks for it.',
  ]);
});

test('what is no error of ours is told too, and no terminal obeys it', () => {
  const job = jobWith(new Error('ENOSPC\u001b[2J: no space left'));
  job.ref = ref;
  expect(failureLines(job)).toEqual([
    'TensorsLab zimage failed: unexpected',
    '  ENOSPC [2J: no space left',
    '  Task: abcd_12',
  ]);
  expect(failureLines(jobWith('gone'))[1]).toBe('  gone');
});
