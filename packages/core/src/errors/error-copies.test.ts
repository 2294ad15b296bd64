import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import * as here from '../index.ts';

type Core = typeof here;

let copy: Core;
beforeAll(async () => {
  vi.resetModules();
  copy = await import('../index.ts');
});
afterAll(() => vi.resetModules());

const provider = 'fake';
const ref: here.TaskRef = { version: 1, provider, kind: 'image', id: 't', submittedAt: '2026-01-01T00:00:00.000Z' };
const failure = { kind: 'capacity', message: 'full' };

const makers: Readonly<Record<string, (core: Core) => here.AnyTaskServiceError>> = {
  ConfigurationError: (core) => new core.ConfigurationError('m', { provider }),
  InputError: (core) => new core.InputError({ provider, issues: [] }),
  NetworkError: (core) => new core.NetworkError('m', { provider }),
  RequestTimeoutError: (core) => new core.RequestTimeoutError('m', { provider }),
  ApiError: (core) => new core.ApiError('m', { provider, status: 400, kind: 'unknown' }),
  ResponseError: (core) => new core.ResponseError('m', { provider, issues: [] }),
  SignatureError: (core) => new core.SignatureError('m', { provider, reason: 'probe' }),
  SubmissionUnknownError: (core) => new core.SubmissionUnknownError('m', { provider, lookup: {} }),
  TaskFailedError: (core) =>
    new core.TaskFailedError({ ref, status: 'failed', providerStatus: '4', failure, raw: {} }, { provider }),
  TaskTimeoutError: (core) => new core.TaskTimeoutError(1, { provider, ref, snapshot: undefined, seen: {} }),
  DownloadError: (core) => new core.DownloadError('m', { reason: 'network' }),
};

describe('an error made by another copy of core', () => {
  test.each(Object.entries(makers))('%s is recognised by this one, and the other way round', (name, make) => {
    for (const [maker, reader] of [
      [here, copy],
      [copy, here],
    ] as const) {
      const error = make(maker);
      expect(maker.TaskServiceError, 'it is another copy').not.toBe(reader.TaskServiceError);
      expect(reader.isTaskServiceError(error)).toBe(true);
      expect(error instanceof reader.TaskServiceError).toBe(true);
      const classes = Object.keys(makers).filter((other) => error instanceof (reader[other as 'ApiError'] as never));
      expect(classes).toEqual([name]);
    }
  });
});
