import type { ApiErrorKind, TaskRef } from '@x/core';
import { describe, expect, test } from 'vitest';
import { answerOf, talk } from './testing/talk.ts';

const STATUSES = [200, 400, 401, 404, 429, 500, 503] as const;
const CODES = [1000, '1000', 9000, '9000', 9999, 123, '123'] as const;

const cases = CODES.flatMap((code) => STATUSES.map((status) => [code, status] as const));
const isSuccess = (code: unknown): boolean => String(code) === '1000';

/** The business code first, the HTTP status second. */
function kindOf(code: unknown, status: number): ApiErrorKind {
  if (String(code) === '9000') return 'quota';
  const kinds: Readonly<Record<number, ApiErrorKind>> = {
    200: 'unknown',
    400: 'invalid-request',
    401: 'authentication',
    404: 'not-found',
    429: 'rate-limit',
  };
  return kinds[status] ?? 'server';
}

const input = { model: 'zimage', prompt: 'a cat' };
const ref: TaskRef = {
  version: 1,
  provider: 'tensorslab',
  kind: 'image',
  id: 'abcd_1234567890abcdef',
  params: { model: 'zimage' },
  submittedAt: '2026-01-01T00:00:00.000Z',
};

describe('a submit', () => {
  test.each(cases)('answered with code %j and HTTP %i', async (code, status) => {
    const { images } = talk(() => answerOf({ code, msg: 'in words', data: { taskid: 'abcd' } }, status));
    const submitting = images.submit(input);
    if (isSuccess(code) && status === 200) {
      expect((await submitting).ref).toMatchObject({ id: 'abcd', params: { model: 'zimage' } });
    } else if (isSuccess(code) || status >= 500) {
      // Success in the body, failure in the status: nobody can know.
      await expect(submitting).rejects.toMatchObject({ code: 'submission-unknown', submission: 'unknown' });
    } else {
      const kind = kindOf(code, status);
      await expect(submitting).rejects.toMatchObject({
        code: 'api',
        kind,
        status,
        providerCode: String(code),
        submission: 'none',
        retryable: kind === 'rate-limit',
        message: expect.stringContaining('in words') as string,
      });
    }
  });

  test.each<[string, unknown]>([
    ['no id', { code: 1000, msg: 'OK', data: {} }],
    ['an empty id', { code: 1000, msg: 'OK', data: { taskid: '' } }],
    ['an id that is null', { code: 1000, msg: 'OK', data: { taskid: null } }],
    ['an id that is an object', { code: 1000, msg: 'OK', data: { taskid: { $oid: '1' } } }],
    ['an id elsewhere', { code: 1000, msg: 'OK', taskid: 'abcd' }],
    ['data that is null', { code: 1000, msg: 'OK', data: null }],
    ['data that is a list', { code: 1000, msg: 'OK', data: [{ taskid: 'abcd' }] }],
    ['no data', { code: 1000, msg: 'OK' }],
    ['no code', { msg: 'OK', data: { taskid: 'abcd' } }],
    ['a code that is null', { code: null, msg: 'OK', data: { taskid: 'abcd' } }],
    ['a code that is true', { code: true, msg: 'OK', data: { taskid: 'abcd' } }],
    ['a code in a list', { code: [1000], msg: 'OK', data: { taskid: 'abcd' } }],
  ])('answered with %s is unknown, not refused and not accepted', async (_, body) => {
    const { images, requests } = talk(() => answerOf(body), { retry: { limit: 3 } });
    await expect(images.submit(input)).rejects.toMatchObject({
      code: 'submission-unknown',
      lookup: { model: 'zimage', sentAt: '2026-01-01T00:00:00.000Z' },
    });
    expect(requests).toHaveLength(1);
  });

  test.each<[string, string, string]>([
    ['a number', '42', '42'],
    ['a number that JavaScript rounds', '12345678901234567890', '12345678901234567890'],
    ['text', '"abcd"', 'abcd'],
  ])('whose id is %s', async (_, written, id) => {
    const { images } = talk(() => new Response(`{"code":1000,"msg":"OK","data":{"taskid":${written}}}`));
    expect((await images.submit(input)).ref.id).toBe(id);
  });

  test('of an account without credits is not sent again, on whatever status', async () => {
    for (const status of [200, 402, 429]) {
      const { images, requests } = talk(() => answerOf({ code: 9000, msg: 'Insufficient credits' }, status), {
        retry: { limit: 3 },
      });
      await expect(images.submit(input)).rejects.toMatchObject({ kind: 'quota', retryable: false });
      expect(requests).toHaveLength(1);
    }
  });
});

describe('a query', () => {
  test.each(cases)('answered with code %j and HTTP %i', async (code, status) => {
    const { images } = talk(() =>
      answerOf({ code, msg: 'in words', data: { taskid: 't', url: [], image_status: 2 } }, status),
    );
    const asking = images.get(ref);
    if (isSuccess(code) && status === 200) {
      expect(await asking).toMatchObject({ status: 'running' });
    } else {
      await expect(asking).rejects.toMatchObject({
        code: 'api',
        kind: kindOf(code, status),
        status,
        providerCode: String(code),
        submission: 'accepted',
        ref,
      });
    }
  });
});
