import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import {
  ApiError,
  ConfigurationError,
  DownloadError,
  type FailedSnapshot,
  InputError,
  isTaskServiceError,
  NetworkError,
  type PendingSnapshot,
  RequestTimeoutError,
  ResponseError,
  SignatureError,
  SubmissionUnknownError,
  TaskFailedError,
  TaskServiceError,
  TaskTimeoutError,
  type TaskRef,
} from '../index.ts';

const provider = 'fake';
const ref: TaskRef = { version: 1, provider, kind: 'image', id: 't-1', submittedAt: '2026-01-01T00:00:00.000Z' };
const raw = { secretBody: 'the whole answer' };
const failed: FailedSnapshot = {
  ref,
  status: 'failed',
  providerStatus: 'FAIL',
  requestId: 'r-1',
  failure: { kind: 'content-policy', code: '42', message: 'not nice' },
  raw,
};
const pending: PendingSnapshot = { ref, status: 'running', providerStatus: 'RUN', pollAfterMs: 2_000, raw };
const none = { provider, submission: 'none', retryable: false };
const accepted = { provider, submission: 'accepted', retryable: false };

/** Each class once: the instance, its message, and all that it holds beside name and message. */
const errors: readonly (readonly [name: string, Class: { prototype: Error }, TaskServiceError, message: string, object])[] = [
  ['ConfigurationError', ConfigurationError, new ConfigurationError('fake: apiKey: is required', { provider }), 'fake: apiKey: is required', { ...none, code: 'configuration' }],
  [
    'InputError', InputError,
    new InputError({ provider, issues: [{ path: 'prompt', message: 'is required' }, { path: 'size', message: 'is odd' }] }),
    'fake: prompt: is required; size: is odd',
    { ...none, code: 'input', issues: [{ path: 'prompt', message: 'is required' }, { path: 'size', message: 'is odd' }] },
  ],
  ['NetworkError', NetworkError, new NetworkError('gone', { provider, retryable: true }), 'gone', { ...none, retryable: true, code: 'network' }],
  ['RequestTimeoutError', RequestTimeoutError, new RequestTimeoutError('slow', { provider, submission: 'accepted', ref }), 'slow', { ...accepted, ref, code: 'request-timeout' }],
  [
    'ApiError', ApiError,
    new ApiError('no', { provider, status: 429, kind: 'rate-limit', providerCode: '9', detail: { a: 1 }, requestId: 'r-1', retryable: true, retryAfterMs: 3_000 }),
    'no',
    { ...none, code: 'api', status: 429, kind: 'rate-limit', providerCode: '9', detail: { a: 1 }, requestId: 'r-1', retryable: true, retryAfterMs: 3_000 },
  ],
  ['ResponseError', ResponseError, new ResponseError('HTML', { provider, issues: [{ path: 'id', message: 'is missing' }] }), 'HTML', { ...none, code: 'response', issues: [{ path: 'id', message: 'is missing' }] }],
  ['SignatureError', SignatureError, new SignatureError('forged', { provider, reason: 'mismatch' }), 'forged', { ...none, code: 'signature', reason: 'mismatch' }],
  [
    'SubmissionUnknownError', SubmissionUnknownError,
    new SubmissionUnknownError('lost', { provider, lookup: { sessionId: 's-1' }, executed: true }),
    'lost',
    { provider, submission: 'unknown', retryable: false, code: 'submission-unknown', lookup: { sessionId: 's-1' }, executed: true },
  ],
  ['TaskFailedError', TaskFailedError, new TaskFailedError(failed, { provider }), 'fake: the task failed (content-policy): not nice', { ...accepted, code: 'task-failed', ref, requestId: 'r-1' }],
  [
    'TaskTimeoutError', TaskTimeoutError,
    new TaskTimeoutError(5_000, { provider, ref, snapshot: pending, seen: { running: 2, network: 1 } }),
    'fake: not finished after 5000 ms, the task goes on; seen: {"running":2,"network":1}',
    { ...accepted, code: 'task-timeout', ref, seen: { running: 2, network: 1 } },
  ],
  ['DownloadError', DownloadError, new DownloadError('download: HTTP 404', { reason: 'expired', status: 404 }), 'download: HTTP 404', { provider: 'download', submission: 'accepted', retryable: false, code: 'download', reason: 'expired', status: 404 }],
]; // prettier-ignore

describe('each error', () => {
  test.each(errors)(
    '%s has its name, message, code and fields, and nothing else',
    (name, Class, error, message, fields) => {
      expect(error.name).toBe(name);
      expect(error.message).toBe(message);
      expect(String(error)).toBe(`${name}: ${message}`);
      expect(error.stack).toContain(`${name}: ${message}`);
      expect(error.toJSON()).toStrictEqual({ name, message, ...fields });
      expect(JSON.parse(JSON.stringify(error))).toStrictEqual({ name, message, ...fields });
      expect(Object.fromEntries(Object.entries(error)), 'no member that is undefined').toStrictEqual(fields);
      expect(error).toBeInstanceOf(Class);
      expect(error).toBeInstanceOf(TaskServiceError);
      expect(error).toBeInstanceOf(Error);
      expect(isTaskServiceError(error)).toBe(true);
    },
  );

  test.each(errors)('%s is no instance of another class', (name, _, error) => {
    const classes = errors.filter(([, Class]) => error instanceof (Class as never)).map(([other]) => other);
    expect(classes).toEqual([name]);
  });

  test.each(errors)('%s inspects as a line of text and its fields', (name, _, error, message) => {
    const text = inspect(error, { depth: 5 });
    expect(text).toMatch(new RegExp(`^${name}: `));
    expect(text).toContain(message);
    expect(text).toContain(`code: '${error.code}'`);
    expect(text).toContain(`submission: '${error.submission}'`);
    expect(text).not.toContain('undefined');
    expect(text).not.toContain('the whole answer');
  });
});

describe('fields', () => {
  test('that are not given, or are undefined, are not there', () => {
    const error = new ApiError('no', {
      provider,
      status: 400,
      kind: 'unknown',
      ref: undefined,
      requestId: undefined,
      detail: undefined,
    });
    expect(Object.keys(error).sort()).toEqual(['code', 'kind', 'provider', 'retryable', 'status', 'submission']);
    expect('cause' in error).toBe(false);
  });

  test('of the caller win over the defaults', () => {
    const error = new NetworkError('gone', { provider, submission: 'accepted', retryable: true, ref });
    expect(error).toMatchObject({ submission: 'accepted', retryable: true, ref });
  });

  test('a submission that is unknown never invites to repeat it', () => {
    const error = new SubmissionUnknownError('lost', { provider, lookup: {} });
    expect(error).toMatchObject({ submission: 'unknown', retryable: false });
    expect('executed' in error).toBe(false);
  });

  test('cause is kept as it is, and out of JSON', () => {
    const cause = new TypeError('fetch failed');
    const error = new NetworkError('gone', { provider, cause });
    expect(error.cause).toBe(cause);
    expect(JSON.stringify(error)).not.toContain('fetch failed');
    expect(Object.keys(error)).not.toContain('cause');
  });

  test.each([
    ['TaskFailedError', new TaskFailedError(failed, { provider }), failed],
    ['TaskTimeoutError', new TaskTimeoutError(1, { provider, ref, snapshot: pending, seen: {} }), pending],
  ])('%s has its snapshot at hand, where no logger stumbles over it', (_, error, snapshot) => {
    expect(error.snapshot).toBe(snapshot);
    expect(Object.keys(error)).not.toContain('snapshot');
    expect(JSON.stringify(error)).not.toContain('the whole answer');
    expect(inspect(error, { depth: 10 })).not.toContain('the whole answer');
  });

  test('a time-out before the first answer has no snapshot', () => {
    expect(new TaskTimeoutError(1, { provider, ref, snapshot: undefined, seen: {} }).snapshot).toBeUndefined();
  });
});

describe('isTaskServiceError', () => {
  test.each([
    undefined,
    null,
    'api',
    42,
    new Error('api'),
    Object.assign(new Error('no'), { name: 'ApiError', code: 'api' }),
    { code: 'api', provider, submission: 'none' },
  ])('is not taken in by %o', (value) => {
    expect(isTaskServiceError(value)).toBe(false);
    expect(value instanceof TaskServiceError).toBe(false);
    expect(value instanceof ApiError).toBe(false);
  });
});
