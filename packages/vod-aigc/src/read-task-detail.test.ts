import type { TaskRef, TaskSnapshot } from '@x/core';
import { describe, expect, test } from 'vitest';
import { answerOf, talkToGateway, talkToVod, tencent } from './testing/talk.ts';

const URL = 'http://251000800.vod2.myqcloud.com/a/aigcImageGenFile.png';
const file = { FileUrl: URL, FileId: '', StorageMode: 'Temporary', ExpireTime: '2026-12-16T12:34:22Z' };
const ok = { ErrCode: 0, ErrCodeExt: '', Message: '' };
const done = { ...ok, Status: 'FINISH', Progress: 100, Output: { FileInfos: [file] } };

const refOf = (provider: string, params: Readonly<Record<string, string>>): TaskRef => ({
  version: 1,
  provider,
  kind: 'image',
  id: 't',
  params,
  submittedAt: '2025-12-31T00:00:00.000Z',
});
const direct = refOf('vod-aigc', { site: 'intl', subAppId: '251007502', model: 'GG' });
const relayed = refOf('vod-aigc-gateway', { model: 'GG' });

/** How a task's detail comes to a client: from the service, through a relay, and in a relay's envelope. */
const WAYS: Readonly<Record<string, (detail: object) => Promise<TaskSnapshot>>> = {
  directly: (detail) => talkToVod(() => tencent(detail)).images.get(direct),
  'through a relay': (detail) => talkToGateway(() => answerOf({ Response: detail })).images.get(relayed),
  'in an envelope': (detail) =>
    talkToGateway(() =>
      answerOf({ code: 'success', data: { status: 'IN_PROGRESS', data: { Response: detail } } }),
    ).images.get(relayed),
};

describe.each(Object.entries(WAYS))('the decision about a task that is asked for %s', (_, ask) => {
  const detailOf = (Status: string, AigcImageTask: object | null): object => ({
    AigcVideoTask: null,
    TaskType: 'AigcImageTask',
    Status,
    AigcImageTask,
  });

  test.each<[string, object | null, string]>([
    ['WAITING', null, 'queued'],
    ['WAITING', { ...ok, Status: 'PROCESSING', Progress: 0 }, 'queued'],
    ['PROCESSING', null, 'running'],
    ['PROCESSING', { ...ok, Status: 'PROCESSING', Progress: 30 }, 'running'],
    ['PROCESSING', { Status: 'PROCESSING' }, 'running'],
    ['PROCESSING', done, 'running'],
    ['ARCHIVED', { ...ok, Status: 'ARCHIVED' }, 'running'],
    ['WAIT', null, 'queued'],
    ['Running', null, 'running'],
    // The top runs ahead of the task.
    ['FINISH', { ...ok, Status: 'PROCESSING', Output: { FileInfos: [] } }, 'running'],
  ])('%s with %j goes on', async (status, task, expected) => {
    expect(await ask(detailOf(status, task))).toMatchObject({ status: expected, providerStatus: status });
  });

  test.each<[string, object]>([
    ['FINISH', done],
    ['finish', done],
    ['SUCCESS', done],
    ['DONE', { Output: { FileInfos: [file] } }],
    ['FINISH', { Status: 'FINISH', Output: { FileInfos: [file] } }],
    ['FINISH', { ...done, ErrCode: null, ErrCodeExt: null, Message: null }],
    ['FINISH', { ...done, ErrCodeExt: 0 }],
    ['FINISH', { ...done, ErrCode: '0', ErrCodeExt: '0' }],
    ['FINISH', { ...done, ErrCodeExt: ' ' }],
    ['FINISH', { ...done, ErrCode: '0' }],
    ['FINISH', { ...done, Message: 'ok' }],
    ['FINISH', { ...done, Output: { FileInfos: [null, {}, { FileUrl: 'no url' }, file] } }],
  ])('%s with %j is a picture', async (status, task) => {
    expect(await ask(detailOf(status, task))).toMatchObject({
      status: 'succeeded',
      providerStatus: status,
      images: [{ url: URL, expiresAt: new Date('2026-12-16T12:34:22Z') }],
    });
  });

  test.each<[string, object]>([
    ['FINISH', { ...done, ErrCode: 70000 }],
    ['FINISH', { ...done, ErrCode: '70000' }],
    ['FINISH', { ...done, ErrCodeExt: 'InternalError' }],
    ['PROCESSING', { ...done, ErrCodeExt: 'InternalError' }],
    ['WAITING', { ErrCode: 40000 }],
    ['ARCHIVED', { ErrCode: 60000 }],
    ['FAIL', { Message: 'the brush broke' }],
    ['FINISH', { Status: 'FAIL', Message: 'the brush broke' }],
  ])('%s with %j has failed', async (status, task) => {
    expect(await ask(detailOf(status, task))).toMatchObject({ status: 'failed', providerStatus: status });
  });

  test.each<[object | null, object]>([
    [null, { kind: 'cancelled' }],
    [{ ...ok, Status: 'FINISH' }, { kind: 'cancelled' }],
    [
      { ErrCode: 70000, ErrCodeExt: 'InternalError', Message: 'm' },
      { kind: 'cancelled', code: 'InternalError' },
    ],
    [{ ErrCode: 70000, ErrCodeExt: 'ContentModerationFailed' }, { kind: 'content-policy' }],
  ])('ABORTED with %j has failed', async (task, failure) => {
    expect(await ask(detailOf('ABORTED', task))).toMatchObject({ status: 'failed', failure });
  });

  test.each<[string, object | null]>([
    ['FINISH', null],
    ['FINISH', { ...ok, Status: 'FINISH', Progress: 100, Output: { FileInfos: [] } }],
    ['FINISH', { ...ok, Status: 'FINISH', Output: { FileInfos: null } }],
    ['FINISH', { ...ok, Status: 'FINISH', Output: null }],
    ['FINISH', { ...ok, Status: 'FINISH', Output: { FileInfos: [{ FileUrl: 'failed to upload' }] } }],
  ])('%s with %j is asked for again, and then has failed', async (status, task) => {
    expect(await ask(detailOf(status, task))).toMatchObject({ status: 'failed', failure: { kind: 'no-output' } });
  });

  test('a task of another kind is the caller’s mistake', async () => {
    const video = { TaskType: 'AigcVideoTask', Status: 'FINISH', AigcImageTask: null, AigcVideoTask: done };
    await expect(ask(video)).rejects.toMatchObject({
      code: 'api',
      kind: 'invalid-request',
      message: expect.stringContaining('AigcVideoTask') as string,
    });
  });

  test('dates of the year 0 are none, and a percentage is a share', async () => {
    const begun = {
      Status: 'PROCESSING',
      TaskType: 'AigcImageTask',
      CreateTime: '2026-12-09T12:33:23Z',
      BeginProcessTime: '0000-00-00T00:00:00Z',
      FinishTime: '0000-00-00T00:00:00Z',
      AigcImageTask: { ...ok, Progress: 30 },
    };
    const snapshot = await ask(begun);
    expect(snapshot).toMatchObject({ progress: 0.3, createdAt: new Date('2026-12-09T12:33:23Z') });
    expect(snapshot.finishedAt).toBeUndefined();
    expect(await ask({ ...begun, AigcImageTask: { Progress: 250 } })).toMatchObject({ progress: 1 });
  });
});

describe('how long a picture is kept', () => {
  const kept = async (members: object, FinishTime = '2026-12-09T12:33:42Z'): Promise<Date | undefined> => {
    const task = { ...done, Output: { FileInfos: [{ FileUrl: URL, ...members }] } };
    const snapshot = await WAYS['directly']?.({ Status: 'FINISH', FinishTime, AigcImageTask: task });
    return snapshot?.status === 'succeeded' ? snapshot.images[0].expiresAt : undefined;
  };

  test.each<[object, string | undefined]>([
    [{ StorageMode: 'Temporary', ExpireTime: '2026-12-16T12:34:22Z' }, '2026-12-16T12:34:22.000Z'],
    [{ StorageMode: 'Permanent', ExpireTime: '9999-12-31T23:59:59Z' }, '9999-12-31T23:59:59.000Z'],
    [{ StorageMode: 'Temporary', ExpireTime: '0000-00-00T00:00:00Z' }, '2026-12-16T12:33:42.000Z'],
    [{ StorageMode: 'temporary' }, '2026-12-16T12:33:42.000Z'],
    [{}, '2026-12-16T12:33:42.000Z'],
    [{ FileId: '5145403708526326201' }, undefined],
    [{ StorageMode: 'Permanent', FileId: '1', ExpireTime: '0000-00-00T00:00:00Z' }, undefined],
  ])('%j until %s', async (members, expected) => {
    expect((await kept(members))?.toISOString()).toBe(expected);
  });

  test('is not known of a temporary one that has no end', async () => {
    expect(await kept({ StorageMode: 'Temporary' }, '0000-00-00T00:00:00Z')).toBeUndefined();
  });
});
