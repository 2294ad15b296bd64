import type { TaskRef, TaskSnapshot } from '@x/core';
import { describe, expect, test } from 'vitest';
import { payload } from '@x/payloads';
import { answerOf, talkToGateway, tencentError } from './testing/talk.ts';

const ref: TaskRef = {
  version: 1,
  provider: 'vod-aigc-gateway',
  kind: 'image',
  id: 'task_sGs6QnmIyKyfAq6S0schdyM6NGB0VU0l',
  params: { model: 'GEM' },
  submittedAt: '2025-12-31T00:00:00.000Z',
};
const PICTURE =
  'http://251000800.vod2.myqcloud.com/1a168d62vodcq251000800/ef0aa3215145403710877804273/aigcImageGenFile.png';

async function read(body: unknown, status = 200): Promise<TaskSnapshot> {
  return talkToGateway(() => answerOf(body, status)).images.get(ref);
}

describe('the request', () => {
  test('is the documented one', async () => {
    const { images, requests } = talkToGateway(() => answerOf(payload('gateway/query-response-raw')));
    await images.get(ref);
    expect(requests.map(({ method, url }) => [method, url])).toEqual([
      ['GET', `https://relay.example/tencent-vod/v1/query/${ref.id}`],
    ]);
    expect(requests[0]?.headers.get('authorization')).toBe('Bearer sandbox-key');
  });

  test.each([
    ['a/../b?c=d#e', 'a%2F..%2Fb%3Fc%3Dd%23e'],
    ['任务 1', '%E4%BB%BB%E5%8A%A1%201'],
    ['a%2fb', 'a%252fb'],
    ['...', '...'],
  ])('keeps the id %j in its place', async (id, path) => {
    const { images, requests } = talkToGateway(() => answerOf(payload('gateway/query-response-raw')));
    await images.get({ ...ref, id });
    expect(requests[0]?.url).toBe(`https://relay.example/tencent-vod/v1/query/${path}`);
  });

  test.each(['.', '..', 'a\ud800'])('is not made for the id %j', async (id) => {
    const { images, requests } = talkToGateway(() => answerOf({}));
    await expect(images.get({ ...ref, id })).rejects.toMatchObject({ code: 'input', issues: [{ path: 'ref.id' }] });
    expect(requests).toHaveLength(0);
  });
});

describe('the documented and the observed answers', () => {
  test('raw', async () => {
    const body = payload('gateway/query-response-raw') as { readonly Response: unknown };
    const snapshot = await read(body);
    expect(snapshot).toEqual({
      ref,
      status: 'succeeded',
      providerStatus: 'FINISH',
      progress: 1,
      createdAt: new Date('2025-12-29T12:03:30Z'),
      finishedAt: new Date('2025-12-29T12:03:43Z'),
      requestId: '12082802-fe37-410e-ae20-0cf14e91e018',
      images: [{ url: PICTURE, expiresAt: new Date('2026-01-05T12:03:57Z') }],
      raw: body.Response,
    });
  });

  test('in an envelope, in progress', async () => {
    const body = payload('gateway/query-newapi-in-progress') as { readonly data: unknown };
    const snapshot = await read(body);
    expect(snapshot).toMatchObject({
      status: 'running',
      providerStatus: 'IN_PROGRESS',
      progress: 0.3,
      createdAt: new Date('2026-08-05T02:53:03Z'),
      raw: body.data,
    });
    expect(snapshot.finishedAt, '0 is no time').toBeUndefined();
  });

  test('in an envelope, done: the task inside decides', async () => {
    expect(await read(payload('gateway/query-newapi-success'))).toMatchObject({
      status: 'succeeded',
      providerStatus: 'FINISH',
      progress: 1,
      createdAt: new Date('2025-12-29T12:03:30Z'),
      finishedAt: new Date('2025-12-29T12:03:43Z'),
      images: [{ url: PICTURE, expiresAt: new Date('2026-01-05T12:03:57Z') }],
    });
  });

  test('in an envelope, failed: a text where the URL belongs is none', async () => {
    expect(await read(payload('gateway/query-newapi-failure'))).toMatchObject({
      status: 'failed',
      progress: 1,
      failure: {
        kind: 'unknown',
        code: 'InternalError',
        message: 'task failed with status: FAIL, message: Your request was blocked by our moderation system',
      },
    });
  });

  test('in an envelope, failed: the relay’s words, where the task inside has none', async () => {
    const fail_reason = 'task failed: err:{InvalidParameter.VoilationContent Input Prompt violates policy}';
    const inner = { Status: 'FINISH', TaskType: 'AigcImageTask', AigcImageTask: { Status: 'FINISH', ErrCode: 70000 } };
    const data = { status: 'FAILURE', fail_reason, data: { Response: inner } };
    expect(await read({ code: 'success', data })).toMatchObject({
      status: 'failed',
      failure: { kind: 'content-policy', message: fail_reason },
    });
  });

  test.each([400, 401, 403])('a relay that is refused with %i itself ends no wait', async (status) => {
    const error = answerOf({ code: 'fail_to_fetch_task', message: 'upstream', data: null }, status);
    const done = answerOf(payload('gateway/query-newapi-success'));
    const { images } = talkToGateway((_, index) => (index < 3 ? error : done).clone());
    expect((await images.resume(ref).wait()).status).toBe('succeeded');
  });

  test.each<[string, number, object]>([
    ['error-401', 401, { kind: 'authentication' }],
    ['error-404-route', 404, { kind: 'not-found' }],
    ['error-429', 429, { kind: 'rate-limit', providerCode: '429' }],
    ['error-429-quota', 429, { kind: 'quota' }],
    ['error-503-no-channel', 503, { kind: 'invalid-request' }],
    ['error-quota', 403, { kind: 'quota' }],
    ['error-task-not-exist', 400, { kind: 'not-found', providerCode: 'task_not_exist' }],
    ['error-tencent-passthrough', 200, { kind: 'invalid-request', providerCode: 'InvalidParameterValue' }],
  ])('%s', async (name, status, expected) => {
    await expect(read(payload(`gateway/${name}`), status)).rejects.toMatchObject({
      code: 'api',
      status,
      submission: 'accepted',
      ref,
      ...expected,
    });
  });
});

describe('an envelope without a task inside', () => {
  const envelope = (members: object): unknown => ({ code: 'success', message: '', data: { task_id: 't', ...members } });

  test.each([
    ['NOT_START', 'queued'],
    ['SUBMITTED', 'queued'],
    ['QUEUED', 'queued'],
    ['IN_PROGRESS', 'running'],
    ['in_progress', 'running'],
    ['UNKNOWN', 'running'],
    ['ARCHIVED', 'running'],
  ])('that says %s is %s', async (status, expected) => {
    expect(await read(envelope({ status, progress: '0%', data: null }))).toMatchObject({
      status: expected,
      providerStatus: status,
      progress: 0,
    });
  });

  test('that says SUCCESS with a URL is a picture', async () => {
    expect(await read(envelope({ status: 'SUCCESS', result_url: PICTURE, finish_time: 1785898399 }))).toMatchObject({
      status: 'succeeded',
      images: [{ url: PICTURE }],
      finishedAt: new Date('2026-08-05T02:53:19Z'),
    });
  });

  test.each(['', null, 'generation failed', 'javascript:alert(1)'])(
    'that says SUCCESS with %j is asked for again, and then has failed',
    async (result_url) => {
      expect(await read(envelope({ status: 'SUCCESS', result_url }))).toMatchObject({ failure: { kind: 'no-output' } });
    },
  );

  test.each<[object, string]>([
    [{ fail_reason: 'the brush broke', result_url: '' }, 'the brush broke'],
    [{ fail_reason: '', result_url: 'the brush broke' }, 'the brush broke'],
    [{ fail_reason: '', result_url: PICTURE }, 'the task failed'],
  ])('that says FAILURE with %j has failed', async (members, message) => {
    expect(await read(envelope({ status: 'FAILURE', ...members }))).toMatchObject({
      status: 'failed',
      failure: { kind: 'unknown', message },
    });
  });

  test('tells the kind of a failure by the code that it quotes', async () => {
    const fail_reason = 'process return rsp err:{InvalidParameter.VoilationContent Input Prompt violates policy}';
    expect(await read(envelope({ status: 'FAILURE', fail_reason }))).toMatchObject({
      failure: { kind: 'content-policy', code: 'InvalidParameter.VoilationContent' },
    });
  });
});

describe('an envelope and the task inside', () => {
  const both = (members: object, task: object): unknown => ({
    code: 'success',
    data: { ...members, data: { Response: { TaskType: 'AigcImageTask', ...task } } },
  });
  const running = { Status: 'PROCESSING', AigcImageTask: { Status: 'PROCESSING', Progress: 30 } };

  test('the relay gave up while the task went on', async () => {
    expect(await read(both({ status: 'FAILURE', fail_reason: 'timed out' }, running))).toMatchObject({
      status: 'failed',
      failure: { message: 'timed out' },
    });
  });

  test('the relay has the URL already', async () => {
    const finished = { Status: 'FINISH', AigcImageTask: { Status: 'FINISH', Output: { FileInfos: [] } } };
    const early = { Status: 'PROCESSING', AigcImageTask: { Output: { FileInfos: [{ FileUrl: PICTURE }] } } };
    for (const inside of [running, finished, early]) {
      expect(await read(both({ status: 'SUCCESS', result_url: PICTURE }, inside))).toMatchObject({
        status: 'succeeded',
        images: [{ url: PICTURE }],
      });
    }
  });

  test('the relay says FAILURE of a task that has a picture', async () => {
    const done = {
      Status: 'FINISH',
      AigcImageTask: { Status: 'FINISH', Output: { FileInfos: [{ FileUrl: PICTURE }] } },
    };
    expect(await read(both({ status: 'FAILURE', fail_reason: 'x' }, done))).toMatchObject({ status: 'succeeded' });
  });

  test('the relay has nothing to add', async () => {
    expect(await read(both({ status: 'IN_PROGRESS', progress: '10%' }, running))).toMatchObject({
      status: 'running',
      providerStatus: 'PROCESSING',
      progress: 0.3,
    });
  });

  test('an error stored inside is left to the relay’s status', async () => {
    const inside = { Error: { Code: 'InternalError', Message: 'm' } };
    const data = { status: 'IN_PROGRESS', data: { Response: inside } };
    expect(await read({ code: 'success', data })).toMatchObject({ status: 'running', providerStatus: 'IN_PROGRESS' });
  });
});

describe('what else may come', () => {
  test('nothing yet', async () => {
    expect(await read({ code: 'success', message: '', data: null })).toMatchObject({ status: 'queued' });
  });

  test('the task without any wrapping, or in half of it', async () => {
    const task = { Status: 'FINISH', AigcImageTask: { Output: { FileInfos: [{ FileUrl: PICTURE }] } } };
    for (const body of [task, { code: 'success', data: task }, { code: 'success', data: { Response: task } }]) {
      expect(await read(body)).toMatchObject({ status: 'succeeded', images: [{ url: PICTURE }], raw: task });
    }
  });

  test.each<[string, unknown]>([
    ['an empty object', {}],
    ['a list', []],
    ['null', null],
    ['a text', 'ok'],
    ['an envelope of nothing', { code: 'success', data: {} }],
    ['an empty response', { Response: {} }],
  ])('%s is no answer', async (_, body) => {
    await expect(read(body)).rejects.toMatchObject({ code: 'response', submission: 'accepted' });
  });

  test('a task that Tencent does not know yet, passed on by the relay, ends no wait while it is new', async () => {
    const finished = { Status: 'FINISH', AigcImageTask: { Output: { FileInfos: [{ FileUrl: PICTURE }] } } };
    const { images, clock } = talkToGateway((_, index) =>
      index < 3 ? tencentError('InvalidParameterValue.TaskId') : answerOf({ Response: finished }),
    );
    const submittedAt = new Date(clock.now()).toISOString();
    expect(await images.resume({ ...ref, submittedAt }).wait()).toMatchObject({ images: [{ url: PICTURE }] });
  });

  test.each(['constructor', '__proto__'])('the status %s is one that nobody knows', async (Status) => {
    const { images, told } = talkToGateway(() => answerOf({ Response: { Status, AigcImageTask: {} } }));
    expect(await images.get(ref)).toMatchObject({ status: 'running', providerStatus: Status });
    expect(told.filter(({ type }) => type === 'unknown-status')).toHaveLength(1);
  });

  test('integers that JavaScript rounds come whole in raw', async () => {
    const text = `{"Response":{"Status":"PROCESSING","Size":9007199254740993}}`;
    const { images } = talkToGateway(() => new Response(text));
    expect(JSON.parse(JSON.stringify(await images.get(ref)))).toMatchObject({ raw: { Size: '9007199254740993' } });
  });
});

describe('params of a ref', () => {
  test.each<[string, unknown, string]>([
    ['no params', undefined, 'ref.params'],
    ['no model', {}, 'ref.params.model'],
    ['the params of the direct client', { site: 'intl', subAppId: '1', model: 'GEM' }, 'ref.params.site'],
  ])('%s are refused', async (_, params, path) => {
    const { images, requests } = talkToGateway(() => answerOf({}));
    const issues = [expect.objectContaining({ path: expect.stringContaining(path) as string })];
    const bad = { ...ref, params } as TaskRef;
    await expect(images.get(bad)).rejects.toMatchObject({
      code: 'input',
      issues: expect.arrayContaining(issues) as unknown[],
    });
    expect(requests).toHaveLength(0);
  });
});
