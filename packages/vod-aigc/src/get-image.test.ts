import type { TaskRef, TaskSnapshot } from '@x/core';
import { describe, expect, test } from 'vitest';
import { payload } from '@x/payloads';
import { actionOf, answerOf, type Answerer, talkToVod, tencent, tencentError } from './testing/talk.ts';

const ref: TaskRef = {
  version: 1,
  provider: 'vod-aigc',
  kind: 'image',
  id: '251007502-AigcImageTask-65c1e8621b509033a1a766c56c673745t',
  params: { site: 'intl', subAppId: '251007502', model: 'GG' },
  submittedAt: '2025-12-31T00:00:00.000Z',
};
const PICTURE =
  'http://251000800.vod2.myqcloud.com/1a168d62vodcq251000800/36c53c755145403708526326201/aigcImageGenFile.png';

const responseOf = (body: unknown): unknown => (body as { readonly Response: unknown }).Response;
async function read(name: string): Promise<TaskSnapshot> {
  return talkToVod(() => answerOf(payload(name))).images.get(ref);
}

test('the documented request', async () => {
  const { images, requests, bodies } = talkToVod(() => answerOf(payload('vod/describe-response-waiting')));
  await images.get(ref);
  expect(requests.map(actionOf)).toEqual(['DescribeTaskDetail']);
  expect(await bodies()).toEqual([payload('vod/describe-request')]);
});

describe('the answers', () => {
  test('waiting', async () => {
    const snapshot = await read('vod/describe-response-waiting');
    expect(snapshot).toMatchObject({ status: 'queued', providerStatus: 'WAITING', ref });
    expect(snapshot.raw).toEqual(responseOf(payload('vod/describe-response-waiting')));
    expect(snapshot.finishedAt).toBeUndefined();
  });

  test('processing', async () => {
    const snapshot = await read('vod/describe-response-processing');
    expect(snapshot).toMatchObject({
      status: 'running',
      providerStatus: 'PROCESSING',
      progress: 0.3,
      createdAt: new Date('2026-12-09T12:33:23Z'),
    });
    expect(snapshot.finishedAt, 'a date of the year 0').toBeUndefined();
  });

  test('finished', async () => {
    expect(await read('vod/describe-response-finish-success')).toEqual({
      ref,
      status: 'succeeded',
      providerStatus: 'FINISH',
      progress: 1,
      createdAt: new Date('2026-12-09T12:33:23Z'),
      finishedAt: new Date('2026-12-09T12:33:42Z'),
      requestId: '1047d0dc-6dc8-4898-a7f3-000000000011',
      images: [{ url: PICTURE, expiresAt: new Date('2026-12-16T12:34:22Z') }],
      raw: responseOf(payload('vod/describe-response-finish-success')),
    });
  });

  test('finished and stored', async () => {
    expect(await read('vod/describe-response-finish-permanent')).toMatchObject({
      status: 'succeeded',
      images: [
        {
          url: PICTURE,
          fileId: '5145403708526326201',
          width: 1360,
          height: 768,
          expiresAt: new Date('9999-12-31T23:59:59Z'),
        },
      ],
    });
  });

  test('finished, but failed', async () => {
    const failed = {
      status: 'failed',
      providerStatus: 'FINISH',
      progress: 1,
      failure: {
        kind: 'unknown',
        code: 'InternalError',
        message: 'task failed with status: FAIL, message: Your request was blocked by our moderation system',
      },
    };
    expect(await read('vod/describe-response-finish-failed')).toMatchObject(failed);
    const { images } = talkToVod(() => answerOf(payload('vod/describe-response-finish-failed')));
    await expect(images.resume(ref).wait()).rejects.toMatchObject({
      code: 'task-failed',
      submission: 'accepted',
      ref,
      snapshot: failed,
    });
  });

  test.each([
    ['InvalidParameterValue.TaskId', 'not-found'],
    ['ResourceNotFound', 'not-found'],
    ['InvalidParameterValue.SubAppId', 'invalid-request'],
    ['UnauthorizedOperation', 'permission'],
    ['InternalError', 'server'],
    ['RequestLimitExceeded', 'rate-limit'],
  ])('%s is %s', async (code, kind) => {
    const { images } = talkToVod(() => tencentError(code));
    await expect(images.get(ref)).rejects.toMatchObject({ code: 'api', providerCode: code, kind, ref });
  });
});

describe('a stored file that has no URL', () => {
  const finished = (files: readonly object[], FinishTime?: string): Response =>
    tencent({
      TaskType: 'AigcImageTask',
      Status: 'FINISH',
      FinishTime,
      AigcImageTask: { Status: 'FINISH', ErrCode: 0, ErrCodeExt: '', Output: { FileInfos: files } },
    });
  const stored = (FileId: string): object => ({ StorageMode: 'Permanent', FileId, FileUrl: '' });
  const media = (FileId: string): object => ({
    FileId,
    MetaData: null,
    BasicInfo: { MediaUrl: `http://files.example/${FileId}.png`, ExpireTime: '9999-12-31T23:59:59Z' },
  });
  const service =
    (files: readonly object[], infos: Answerer): Answerer =>
    (request, index) =>
      actionOf(request) === 'DescribeMediaInfos' ? infos(request, index) : finished(files);

  test('is looked up within the time of the call that asks', async () => {
    const silent = (): Promise<never> => new Promise(() => undefined);
    const { images, clock } = talkToVod(service([stored('1')], silent));
    await expect(images.get(ref, { timeoutMs: 1_000 })).rejects.toMatchObject({ code: 'request-timeout' });
    expect(clock.elapsed()).toBeLessThanOrEqual(1_100);
    const startedAt = clock.elapsed();
    await expect(images.resume(ref).wait({ timeoutMs: 5_000 })).rejects.toMatchObject({ code: 'task-timeout' });
    expect(clock.elapsed() - startedAt).toBe(5_000);
  });

  test('is a success, and its URL is looked up', async () => {
    const { images, requests, bodies } = talkToVod(
      service([{ ...stored('1'), MetaData: { Width: 512 } }, { FileUrl: PICTURE, FileId: '2' }, stored('3')], () =>
        tencent({ MediaInfoSet: [media('1'), media('3')], NotExistFileIdSet: [] }),
      ),
    );
    expect(await images.get(ref)).toMatchObject({
      status: 'succeeded',
      // In the order of the task's files.
      images: [
        { url: 'http://files.example/1.png', fileId: '1', expiresAt: new Date('9999-12-31T23:59:59Z'), width: 512 },
        { url: PICTURE, fileId: '2' },
        { url: 'http://files.example/3.png', fileId: '3' },
      ],
    });
    expect(requests.map(actionOf)).toEqual(['DescribeTaskDetail', 'DescribeMediaInfos']);
    expect((await bodies())[1]).toEqual({ SubAppId: 251007502, FileIds: ['1', '3'], Filters: ['basicInfo'] });
  });

  test('is waited for, beside a picture that has one: some never pass for all while the others may come', async () => {
    let looks = 0;
    const { images, clock } = talkToVod((request) => {
      if (actionOf(request) !== 'DescribeMediaInfos')
        return finished([stored('1'), { FileUrl: PICTURE }], '2026-01-01T00:00:00Z');
      looks += 1;
      return tencent({ MediaInfoSet: looks < 3 ? [] : [media('1')] });
    });
    const done = await images.resume(ref).wait();
    expect(done.images.map(({ url }) => url)).toEqual(['http://files.example/1.png', PICTURE]);
    expect(clock.elapsed()).toBeLessThan(15_000);
  });

  test('that has not come 15 s after the end costs no other', async () => {
    const { images, clock } = talkToVod((request) =>
      actionOf(request) === 'DescribeMediaInfos'
        ? tencent({ MediaInfoSet: null, NotExistFileIdSet: ['1'] })
        : finished([stored('1'), { FileUrl: PICTURE }], '2026-01-01T00:00:00Z'),
    );
    expect((await images.resume(ref).wait()).images).toMatchObject([{ url: PICTURE }]);
    expect(clock.elapsed()).toBeGreaterThanOrEqual(15_000);
    expect(clock.elapsed()).toBeLessThan(30_000);
  });

  test.each(['ResourceNotFound', 'AuthFailure.TokenFailure', 'LimitExceeded'])(
    'is waited for in spite of one refusal (%s)',
    async (code) => {
      let looks = 0;
      const { images } = talkToVod((request) => {
        if (actionOf(request) !== 'DescribeMediaInfos')
          return finished([stored('1'), { FileUrl: PICTURE }], '2026-01-01T00:00:00Z');
        looks += 1;
        return looks < 2 ? tencentError(code) : tencent({ MediaInfoSet: [media('1')] });
      });
      expect((await images.resume(ref).wait()).images).toHaveLength(2);
    },
  );

  test('of which the look-up goes on failing costs no other', async () => {
    const { images } = talkToVod((request) =>
      actionOf(request) === 'DescribeMediaInfos'
        ? tencentError('InternalError')
        : finished([stored('1'), { FileUrl: PICTURE }], '2026-01-01T00:00:00Z'),
    );
    expect((await images.resume(ref).wait()).images).toMatchObject([{ url: PICTURE }]);
  });

  test('of a task that ended five minutes ahead of our clock is not waited for without an end', async () => {
    const { images } = talkToVod((request) =>
      actionOf(request) === 'DescribeMediaInfos'
        ? tencent({ MediaInfoSet: [] })
        : finished([stored('1'), { FileUrl: PICTURE }], '2026-01-01T00:05:00Z'),
    );
    expect((await images.resume(ref).wait()).images).toHaveLength(1);
  });

  test('that the keys may not look up costs no other', async () => {
    const { images } = talkToVod(
      service([stored('1'), { FileUrl: PICTURE }], () => tencentError('UnauthorizedOperation')),
    );
    expect((await images.get(ref)).status).toBe('succeeded');
  });

  test('is looked up at once, however many tasks wait', async () => {
    const talk = talkToVod(
      async (request) => {
        await talk.pass(100);
        if (actionOf(request) === 'DescribeMediaInfos') return tencent({ MediaInfoSet: [media('1')] });
        const isMine = (await request.clone().text()).includes(ref.id);
        return isMine ? finished([stored('1')]) : tencent({ Status: 'PROCESSING', AigcImageTask: {} });
      },
      { pace: { queryPerSecond: 10 } },
    );
    const left = new AbortController();
    const options = { timeoutMs: 3_600_000, signal: left.signal };
    for (let other = 0; other < 1_000; other += 1) {
      talk.images
        .resume({ ...ref, id: `other-${other}` })
        .wait(options)
        .catch(() => undefined);
    }
    await talk.pass(60_000);
    expect(await talk.images.get(ref)).toMatchObject({ images: [{ url: 'http://files.example/1.png' }] });
    left.abort();
  });

  test('is not looked up while the task goes on', async () => {
    const { images, requests } = talkToVod(() =>
      tencent({ Status: 'PROCESSING', AigcImageTask: { Output: { FileInfos: [stored('1')] } } }),
    );
    expect(await images.get(ref)).toMatchObject({ status: 'running' });
    expect(requests).toHaveLength(1);
  });

  test('is looked up again after a passing fault, in a wait too', async () => {
    for (const fault of [
      () => tencentError('InternalError'),
      () => new Response('<!doctype html>', { status: 502 }),
      () => tencentError('RequestLimitExceeded'),
    ]) {
      let asked = 0;
      const { images } = talkToVod(
        service([stored('1')], () => {
          asked += 1;
          return asked < 4 ? fault() : tencent({ MediaInfoSet: [media('1')] });
        }),
      );
      expect(await images.resume(ref).wait()).toMatchObject({ images: [{ url: 'http://files.example/1.png' }] });
    }
  });

  test('that the keys may not look up is a refusal, and the task is there', async () => {
    const { images } = talkToVod(service([stored('1')], () => tencentError('UnauthorizedOperation')));
    await expect(images.resume(ref).wait()).rejects.toMatchObject({ code: 'api', kind: 'permission', ref });
  });

  test.each<[string, object]>([
    ['that is gone', { MediaInfoSet: [], NotExistFileIdSet: ['1'] }],
    ['that has no URL there either', { MediaInfoSet: [{ FileId: '1', BasicInfo: { MediaUrl: '' } }] }],
    ['of which there is no information', { MediaInfoSet: [{ FileId: '1', BasicInfo: null }, null] }],
    ['of which nothing is said', { MediaInfoSet: null }],
  ])('%s is asked for twice more, and then has failed', async (_, infos) => {
    const { images, requests } = talkToVod(service([stored('1')], () => tencent(infos)));
    expect(await images.get(ref)).toMatchObject({ status: 'failed', failure: { kind: 'no-output' } });
    expect(requests).toHaveLength(6);
  });
});

describe('params of a ref', () => {
  test.each<[string, unknown, string]>([
    ['no params', undefined, 'ref.params'],
    ['no model', { site: 'intl', subAppId: '251007502' }, 'ref.params.model'],
    ['another application', { site: 'intl', subAppId: '1', model: 'GG' }, 'ref.params.subAppId'],
    ['an application that is a number', { site: 'intl', subAppId: 251007502, model: 'GG' }, 'ref.params.subAppId'],
    ['another site', { site: 'mainland', subAppId: '251007502', model: 'GG' }, 'ref.params.site'],
    ['something more', { site: 'intl', subAppId: '251007502', model: 'GG', key: '1' }, 'ref.params.key'],
  ])('with %s are refused by name', async (_, params, path) => {
    const { images, requests } = talkToVod(() => tencent({}));
    const bad = { ...ref, params } as TaskRef;
    const issues = expect.arrayContaining([
      expect.objectContaining({ path: expect.stringContaining(path) as string }),
    ]) as unknown[];
    await expect(images.get(bad)).rejects.toMatchObject({ code: 'input', issues });
    expect(() => images.resume(bad)).toThrow(expect.objectContaining({ code: 'input' }));
    expect(() => images.expedite(bad)).toThrow(expect.objectContaining({ code: 'input' }));
    expect(requests).toHaveLength(0);
  });
});
