import type { TaskSnapshot } from '@x/core';
import { describe, expect, test } from 'vitest';
import { errorOf, example, ref, refusal, type Reply, statusOf, talk } from './testing/talk.ts';

const url = 'https://pictures.example/cat.png';
const hours = (count: number): number => count * 60 * 60 * 1_000;

function read(reply: Reply): Promise<TaskSnapshot> {
  return talk(() => reply).images.get(ref);
}
const responseOf = (name: string): unknown => (JSON.parse(example(name)) as { readonly Response: unknown }).Response;

test('describe-request: the documented request', async () => {
  const { images, sent } = talk(() => example('describe-response-run'));
  await images.get(ref);
  expect(sent).toHaveLength(1);
  expect(sent[0]?.body).toEqual(JSON.parse(example('describe-request')));
  expect(sent[0]).toMatchObject({
    url: 'https://mps.intl.tencentcloudapi.com/',
    headers: { 'x-tc-action': 'DescribeAigcImageTask', 'x-tc-version': '2019-06-12' },
  });
});

describe('the documented answers', () => {
  test.each([
    ['describe-response-wait', 'queued', 'WAIT', '1047d0dc-6dc8-4898-a7f3-000000000001'],
    ['describe-response-run', 'running', 'RUN', '1047d0dc-6dc8-4898-a7f3-000000000002'],
  ])('%s: %s', async (name, status, providerStatus, requestId) => {
    const snapshot = await read(example(name));
    expect(snapshot).toMatchObject({ status, providerStatus, requestId, ref });
    expect(snapshot.raw).toEqual(responseOf(name));
    expect(snapshot).not.toHaveProperty('failure');
  });

  test('describe-response-done: succeeded, although its Message says something', async () => {
    // The stars are in the official sample: a URL all the same.
    const snapshot = await read(example('describe-response-done'));
    expect(snapshot).toEqual({
      status: 'succeeded',
      providerStatus: 'DONE',
      ref,
      requestId: '1047d0dc-6dc8-4898-a7f3-03726a822b0e',
      images: [
        {
          url: 'https://test-aigc-video-*****.cos.ap-guangzhou.myqcloud.com/4_2147483784_711361***94779.png',
          expiresAt: new Date('2026-01-01T11:00:00.000Z'),
        },
      ],
      raw: responseOf('describe-response-done'),
    });
  });

  test('describe-response-fail: failed, in the words of the service', async () => {
    expect(await read(example('describe-response-fail'))).toMatchObject({
      status: 'failed',
      providerStatus: 'FAIL',
      requestId: '1047d0dc-6dc8-4898-a7f3-000000000003',
      failure: { kind: 'content-policy', message: 'Your request was blocked by our moderation system' },
    });
  });

  test.each([
    ['error-task-not-found', 'not-found'],
    ['error-request-limit', 'rate-limit'],
    ['error-signature-expire', 'authentication'],
    ['error-signature-failure', 'authentication'],
    ['error-violation', 'content-policy'],
  ])('%s: an ApiError, %s', async (name, kind) => {
    expect(await errorOf(read(example(name)), 'api')).toMatchObject({ kind, submission: 'accepted', ref });
  });
});

describe('Status', () => {
  test.each([
    ['WAIT', 'queued'],
    ['wait', 'queued'],
    ['RUN', 'running'],
    ['RUNNING', 'running'],
    ['Done', 'succeeded'],
    [' DONE ', 'succeeded'],
    ['SUCCESS', 'succeeded'],
    ['FAIL', 'failed'],
    ['fail', 'failed'],
    ['THINKING', 'running'],
    ['constructor', 'running'],
  ])('%s is %s', async (word, status) => {
    expect(await read(statusOf(word, { ImageUrls: [url] }))).toMatchObject({ status, providerStatus: word });
  });

  test.each([
    ['absent', undefined],
    ['null', null],
    ['empty', ''],
  ])('%s is no answer', async (_, word) => {
    const error = await errorOf(read(statusOf(word)), 'response');
    expect(error.issues).toEqual([{ path: 'Response.Status', message: 'is missing' }]);
  });

  test.each([
    ['absent', {}],
    ['null', { ImageUrls: null }],
    ['empty', { ImageUrls: [] }],
  ])('ImageUrls may be %s as long as there is none', async (_, more) => {
    for (const word of ['WAIT', 'RUN', 'FAIL']) {
      expect((await read(statusOf(word, more))).providerStatus).toBe(word);
    }
  });

  test.each([
    ['absent', {}],
    ['null', { ImageUrls: null }],
    ['empty', { ImageUrls: [] }],
    ['of empty texts', { ImageUrls: [''] }],
    ['no URLs', { ImageUrls: ['generation failed'] }],
  ])('DONE with ImageUrls that are %s is asked for twice more, then failed', async (_, more) => {
    const { images, sent } = talk(() => statusOf('DONE', more));
    expect(await images.get(ref)).toMatchObject({ status: 'failed', failure: { kind: 'no-output' } });
    expect(sent).toHaveLength(3);
  });

  test('several pictures are all there', async () => {
    const ImageUrls = [url, 'http://pictures.example/dog.png'];
    const snapshot = await read(statusOf('DONE', { ImageUrls, Message: 'ok' }));
    expect(snapshot.status === 'succeeded' && snapshot.images.map((image) => image.url)).toEqual(ImageUrls);
  });
});

describe('why a task failed', () => {
  test.each([
    ['Your request was blocked by our moderation system', 'content-policy'],
    ['InvalidParameter.VoilationContent Input Prompt violates policy', 'content-policy'],
    ['输入内容违规', 'content-policy'],
    ['{RequestLimitExceeded GenerateImage task reached the maximum concurrency', 'capacity'],
    ['ResourceInsufficient', 'capacity'],
    ['InvalidParameter: size', 'invalid-input'],
    ['OperationCanceled', 'cancelled'],
    ['the brush broke', 'unknown'],
    ['internal constraint violation', 'unknown'],
    ['case-sensitive header mismatch in storage', 'unknown'],
  ])('%s: %s', async (Message, kind) => {
    expect(await read(statusOf('FAIL', { Message }))).toMatchObject({ failure: { kind, message: Message } });
  });

  test.each([
    ['absent', {}],
    ['null', { Message: null }],
    ['empty', { Message: '' }],
    ['ok', { Message: 'ok' }],
  ])('is not said by a Message that is %s', async (_, more) => {
    expect(await read(statusOf('FAIL', more))).toMatchObject({
      failure: { kind: 'unknown', message: 'the service gives no reason' },
    });
  });
});

describe('a question that is refused', () => {
  test.each([
    ['ResourceNotFound', 'not-found'],
    ['ResourceNotFound.TaskNotFound', 'not-found'],
    ['FailedOperation.TaskNotFound', 'not-found'],
    ['InvalidParameterValue.TaskId', 'not-found'],
    ['InvalidParameterValue.Limit', 'invalid-request'],
    ['UnauthorizedOperation', 'permission'],
    ['FailedOperation.InvalidMpsUser', 'permission'],
    ['FailedOperation.QueryAIGCTaskFailed', 'server'],
    ['InternalError', 'server'],
    ['FailedOperation', 'server'],
    ['FailedOperation.NetWorkError', 'server'],
  ])('%s: %s', async (code, kind) => {
    expect(await errorOf(read(refusal(code)), 'api')).toMatchObject({ kind, providerCode: code });
  });
});

describe('expiresAt', () => {
  const expiryOf = (snapshot: TaskSnapshot): number | undefined =>
    snapshot.status === 'succeeded' ? snapshot.images[0].expiresAt?.getTime() : undefined;
  const done = (): Response => statusOf('DONE', { ImageUrls: [url] });

  test('is 12 hours after the last answer in which the task was not done', async () => {
    const answers = [() => statusOf('RUN'), () => statusOf('SOMETHING'), done, done];
    const { images, clock, pass } = talk((index) => (answers[index] ?? done)());
    await images.get(ref);
    await pass(60_000);
    const asked = clock.now();
    await images.get(ref);
    await pass(60_000);
    expect(expiryOf(await images.get(ref))).toBe(asked + hours(12));
    await pass(60_000);
    expect(expiryOf(await images.get(ref)), 'the same later').toBe(asked + hours(12));
  });

  test('is 12 hours after the submit in a process that has not seen the task before', async () => {
    const { images, pass, other } = talk((index) => (index === 0 ? statusOf('RUN') : done()));
    await images.get(ref);
    await pass(60_000);
    expect(expiryOf(await other().images.get(ref))).toBe(Date.parse(ref.submittedAt) + hours(12));
  });

  test('is counted from the question, because the answer may be late', async () => {
    const { images, clock, pass } = talk(async (index) => {
      if (index > 0) return done();
      await pass(5_000);
      return statusOf('RUN');
    });
    const asked = clock.now();
    await images.get(ref);
    expect(expiryOf(await images.get(ref))).toBe(asked + hours(12));
  });

  test('of one task has nothing to do with another', async () => {
    const { images, pass } = talk((index) => (index === 0 ? statusOf('RUN') : done()));
    await pass(60_000);
    await images.get({ ...ref, id: 'another' });
    expect(expiryOf(await images.get(ref))).toBe(Date.parse(ref.submittedAt) + hours(12));
  });

  test('is remembered for the latest thousand tasks', async () => {
    const { images, clock } = talk((index) => (index <= 1_000 ? statusOf('RUN') : done()), {
      pace: { queryPerSecond: 1e9 },
    });
    for (let id = 0; id <= 1_000; id += 1) await images.get({ ...ref, id: `task-${id}` });
    const seenAt = clock.now();
    expect(expiryOf(await images.get({ ...ref, id: 'task-1000' }))).toBe(seenAt + hours(12));
    expect(expiryOf(await images.get({ ...ref, id: 'task-0' }))).toBe(Date.parse(ref.submittedAt) + hours(12));
  });

  test('needs no timer', async () => {
    const { images, clock } = talk(() => statusOf('RUN'));
    await images.get(ref);
    expect(clock.pending).toBe(0);
  });
});
