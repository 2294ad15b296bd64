import { parseTaskRef, type TaskRef } from '@x/core';
import { describe, expect, test } from 'vitest';
import type { VodImageInput } from './index.ts';
import { payload } from '@x/payloads';
import { actionOf, answerOf, type Answerer, talkToVod, tencent, tencentError } from './testing/talk.ts';

const input: VodImageInput = { modelName: 'GEM', modelVersion: '2.5', prompt: 'generate a car' };
const accepted = (): Response => answerOf(payload('vod/create-response'));
const ID = '251007502-AigcImage***2782aff1e896673f1ft';

async function sent(given: VodImageInput): Promise<object> {
  const { images, bodies } = talkToVod(accepted);
  await images.submit(given);
  return (await bodies())[0] as object;
}

describe('the documented requests', () => {
  test('create-request, with a number where the sample has a text', async () => {
    const body = await sent({
      ...input,
      fileInfos: [{ fileId: '3704211***509819' }],
      negativePrompt: 'red',
      enhancePrompt: 'Enabled',
      outputConfig: {
        storageMode: 'Temporary',
        aspectRatio: '16:9',
        personGeneration: 'AllowAdult',
        inputComplianceCheck: 'Enabled',
        outputComplianceCheck: 'Enabled',
      },
      sessionId: 'mysession',
      sessionContext: 'mySessionContext',
      tasksPriority: 10,
      extInfo: 'myextinfo',
    });
    expect(body).toEqual({ ...(payload('vod/create-request') as object), TasksPriority: 10 });
  });

  test('create-request-reference-url', async () => {
    const body = await sent({
      modelName: 'GG',
      modelVersion: '3.1',
      fileInfos: [{ url: 'https://images.example.com/ref.png' }],
      prompt: 'make it night',
      enhancePrompt: 'Disabled',
      outputConfig: { storageMode: 'Temporary', resolution: '2K', aspectRatio: '16:9' },
      inputRegion: 'Oversea',
      seed: 42,
      sessionId: '6f3f2a3e-job-0001',
      sessionContext: '{"job":"0001"}',
      tasksPriority: 0,
    });
    expect(body).toEqual(payload('vod/create-request-reference-url'));
  });

  test('create-request-hunyuan-size', async () => {
    const body = await sent({
      modelName: 'Hunyuan',
      modelVersion: '3.0',
      prompt: '水墨山水',
      extInfo: { size: '728x1024' },
      sessionId: '',
    });
    expect(body).toEqual(payload('vod/create-request-hunyuan-size'));
  });

  test('every field there is', async () => {
    const body = await sent({
      ...input,
      sessionId: 's',
      fileInfos: [
        { type: 'Url', fileId: '1', text: 'a car' },
        { base64: 'QQ==', referenceType: 'mask' },
      ],
      sceneType: 'image_expand',
      outputConfig: {
        storageMode: 'Permanent',
        mediaName: 'car',
        classId: 7,
        expireTime: '2026-12-31T00:00:00Z',
        resolution: '1k',
        outputImageCount: 9,
        outputFormat: 'png',
        logoAdd: 'Disabled',
      },
    });
    expect(body).toEqual({
      SubAppId: 251007502,
      ModelName: 'GEM',
      ModelVersion: '2.5',
      Prompt: 'generate a car',
      SessionId: 's',
      FileInfos: [
        { Type: 'File', FileId: '1', Text: 'a car' },
        { Type: 'Base64', Base64: 'QQ==', ReferenceType: 'mask' },
      ],
      SceneType: 'image_expand',
      OutputConfig: {
        StorageMode: 'Permanent',
        MediaName: 'car',
        ClassId: 7,
        ExpireTime: '2026-12-31T00:00:00Z',
        Resolution: '1k',
        OutputImageCount: 9,
        OutputFormat: 'png',
        LogoAdd: 'Disabled',
      },
    });
  });

  test.each([
    [undefined, 'https://vod.intl.tencentcloudapi.com/'],
    ['intl' as const, 'https://vod.intl.tencentcloudapi.com/'],
    ['mainland' as const, 'https://vod.tencentcloudapi.com/'],
  ])('of the site %s are signed for VOD and go to %s', async (site, url) => {
    const { images, requests } = talkToVod(accepted, { site });
    await images.submit(input);
    const [request] = requests;
    expect([request?.method, request?.url]).toEqual(['POST', url]);
    const headers = Object.fromEntries(request?.headers ?? []);
    expect(headers).toMatchObject({
      'content-type': 'application/json',
      'x-tc-action': 'CreateAigcImageTask',
      'x-tc-version': '2018-07-17',
      'x-tc-timestamp': '1767225600',
      authorization: expect.stringMatching(
        /^TC3-HMAC-SHA256 Credential=AKIDsandbox\/2026-01-01\/vod\/tc3_request, SignedHeaders=content-type;host, Signature=[\da-f]{64}$/,
      ) as string,
    });
  });
});

describe('the session id', () => {
  test('is minted once for each submit', async () => {
    const { images, bodies } = talkToVod(accepted);
    await images.submit(input);
    await images.submit({ ...input, sessionId: undefined });
    const ids = ((await bodies()) as readonly { readonly SessionId: string }[]).map(({ SessionId }) => SessionId);
    for (const id of ids) expect(id).toMatch(/^[\da-f]{32}$/);
    expect(new Set(ids).size).toBe(2);
  });

  test('is what an outbox gets to know, before anything is sent', async () => {
    const { images, bodies, requests } = talkToVod(accepted);
    let told: Readonly<Record<string, string>> = {};
    await images.submit(input, {
      onBeforeSend: ({ lookup }) => {
        told = lookup;
        expect(requests).toHaveLength(0);
      },
    });
    expect(told).toEqual({
      subAppId: '251007502',
      model: 'GEM',
      modelVersion: '2.5',
      sessionId: ((await bodies())[0] as { readonly SessionId: string }).SessionId,
    });
  });

  test('is given up by an empty one', async () => {
    expect(await sent({ ...input, sessionId: '' })).not.toHaveProperty('SessionId');
  });
});

test.each<[string, object, string]>([
  ['no model', { modelName: '' }, 'modelName'],
  ['a model that no ref can hold', { modelName: 'x'.repeat(513) }, 'modelName'],
  ['no version', { modelVersion: undefined }, 'modelVersion'],
  ['neither prompt nor picture', { prompt: undefined }, 'prompt'],
  ['no prompt and no picture in the list', { prompt: undefined, fileInfos: [] }, 'prompt'],
  ['an empty prompt', { prompt: '' }, 'prompt'],
  ['a word that is no field', { promt: 'a car' }, 'promt'],
  ['the application', { subAppId: 1 }, 'subAppId'],
  ['a boolean where a word belongs', { enhancePrompt: true }, 'enhancePrompt'],
  ['a word that is none', { outputConfig: { logoAdd: 'yes' } }, 'outputConfig.logoAdd'],
  ['an output field that is none', { outputConfig: { logo: 'Enabled' } }, 'outputConfig.logo'],
  ['a name of 65 characters', { outputConfig: { mediaName: 'a'.repeat(65) } }, 'outputConfig.mediaName'],
  ['a time that is a Date', { outputConfig: { expireTime: new Date(0) } }, 'outputConfig.expireTime'],
  ['10 pictures', { outputConfig: { outputImageCount: 10 } }, 'outputConfig.outputImageCount'],
  ['half a seed', { seed: 0.5 }, 'seed'],
  ['a priority of −11', { tasksPriority: -11 }, 'tasksPriority'],
  ['a priority that is a text', { tasksPriority: '10' }, 'tasksPriority'],
  ['a session id of 51 characters', { sessionId: 'a'.repeat(51) }, 'sessionId'],
  ['a context of 1001 characters', { sessionContext: '字'.repeat(1_001) }, 'sessionContext'],
  ['a picture from nowhere', { fileInfos: [{ text: 'a car' }] }, 'fileInfos.0'],
  ['a picture from two places', { fileInfos: [{ fileId: '1', base64: 'QQ==' }] }, 'fileInfos.0'],
  ['a data URL', { fileInfos: [{ base64: 'data:image/png;base64,QQ==' }] }, 'fileInfos.0.base64'],
  ['a last frame, which videos have', { fileInfos: [{ fileId: '1', usage: 'LastFrame' }] }, 'fileInfos.0.usage'],
])('an input with %s makes no request', async (_, wrong, path) => {
  const { images, requests } = talkToVod(accepted);
  await expect(images.submit({ ...input, ...wrong } as VodImageInput)).rejects.toMatchObject({
    code: 'input',
    issues: [{ path }],
    submission: 'none',
  });
  expect(requests).toHaveLength(0);
});

test('a picture needs no prompt', async () => {
  expect(await sent({ modelName: 'GG', modelVersion: '2.5', fileInfos: [{ fileId: '1' }] })).toMatchObject({
    FileInfos: [{ FileId: '1' }],
  });
});

test('the longest name of a model makes a ref that can be read', async () => {
  const { images } = talkToVod(accepted);
  const { ref } = await images.submit({ ...input, modelName: 'x'.repeat(512) });
  expect(parseTaskRef(JSON.stringify(ref))).toEqual(ref);
});

test('accepted is an answer with an id', async () => {
  const { images } = talkToVod(accepted);
  const expected: TaskRef = {
    version: 1,
    provider: 'vod-aigc',
    kind: 'image',
    id: ID,
    params: { site: 'intl', subAppId: '251007502', model: 'GEM' },
    submittedAt: '2026-01-01T00:00:00.000Z',
  };
  expect((await images.submit(input)).ref).toEqual(expected);
});

describe('refused, with HTTP 200, is', () => {
  test.each([
    ['InvalidParameterValue.SubAppId', 'invalid-request'],
    ['InvalidParameterValue.SessionIdTooLong', 'invalid-request'],
    ['InvalidParameter.ViolationContent', 'content-policy'],
    ['MissingParameter', 'invalid-request'],
    ['UnknownParameter', 'invalid-request'],
    ['LimitExceeded.Quota', 'quota'],
    ['RequestLimitExceeded', 'rate-limit'],
    ['UnauthorizedOperation', 'permission'],
    ['FailedOperation.InvalidVodUser', 'permission'],
    ['AuthFailure.SignatureFailure', 'authentication'],
    ['AuthFailure.SecretIdNotFound', 'authentication'],
  ])('%s: %s', async (code, kind) => {
    const { images, requests } = talkToVod(() => tencentError(code));
    await expect(images.submit(input)).rejects.toMatchObject({
      code: 'api',
      status: 200,
      providerCode: code,
      kind,
      submission: 'none',
      requestId: '12ae8d8e-dce3-4151-9d4b-5594145287e1',
    });
    expect(requests).toHaveLength(1);
  });

  test('a duplicate session id on the first attempt: the caller’s own', async () => {
    const { images, requests } = talkToVod(() => answerOf(payload('vod/error-session-id-duplicate')), {
      retry: { limit: 3 },
    });
    await expect(images.submit({ ...input, sessionId: 'mysession' })).rejects.toMatchObject({
      code: 'api',
      kind: 'invalid-request',
      providerCode: 'InvalidParameterValue.SessionId',
      submission: 'none',
    });
    expect(requests).toHaveLength(1);
  });
});

describe('after an unknown verdict', () => {
  const lost = (): Response => new Response('<!doctype html>', { status: 502 });
  const duplicate = (): Response => tencentError('InvalidParameterValue.SessionId');
  /** Answers to `CreateAigcImageTask`, one after the other, and to `DescribeTasks`. */
  const service =
    (submits: readonly (() => Response)[], tasks: Answerer = () => tencent({ TaskSet: [] })): Answerer =>
    (request, index) =>
      actionOf(request) === 'DescribeTasks' ? tasks(request, index) : (submits[index] ?? accepted)();
  const retry = { limit: 3 };

  test.each<[string, () => Response]>([
    ['a page', lost],
    ['no id', () => tencent({})],
    ['InternalError', () => tencentError('InternalError')],
    ['InternalError.Something', () => tencentError('InternalError.Something')],
    ['ServiceUnavailable', () => tencentError('ServiceUnavailable')],
    ['ResourceUnavailable', () => tencentError('ResourceUnavailable')],
    ['FailedOperation', () => tencentError('FailedOperation')],
    ['FailedOperation.NetWorkError', () => tencentError('FailedOperation.NetWorkError')],
  ])('because of %s, the same order is repeated after 2 s', async (_, answer) => {
    const times: number[] = [];
    const answers = service([answer]);
    const { images, bodies, requests, clock } = talkToVod(
      (request, index) => {
        times.push(clock.elapsed());
        return answers(request, index);
      },
      { retry },
    );
    expect((await images.submit(input)).ref.id).toBe(ID);
    expect(requests.map(actionOf)).toEqual(['CreateAigcImageTask', 'CreateAigcImageTask']);
    const [first, second] = await bodies();
    expect(second).toEqual(first);
    expect((times[1] ?? NaN) - (times[0] ?? NaN)).toBeGreaterThanOrEqual(2_000);
  });

  test.each([1, 2, 3])(
    'what may be executed is looked for, also where %i refusals for rate came before',
    async (refusals) => {
      let sessionId = '';
      const limited = Array.from({ length: refusals }, () => () => tencentError('RequestLimitExceeded'));
      const answers = service([...limited, lost, duplicate], () =>
        tencent({ TaskSet: [{ TaskId: 'mine', SessionId: sessionId, TaskType: 'AigcImageTask' }] }),
      );
      const { images, requests } = talkToVod(
        async (request, index) => {
          sessionId ||= ((await request.clone().json()) as { readonly SessionId: string }).SessionId;
          return answers(request, index);
        },
        { retry },
      );
      expect((await images.submit(input)).ref.id).toBe('mine');
      const submits = requests.map(actionOf).filter((action) => action === 'CreateAigcImageTask');
      expect(submits.length).toBeLessThanOrEqual(1 + retry.limit);
    },
  );

  test('a duplicate means executed: the id is looked up', async () => {
    let sessionId = '';
    const { images, requests, bodies } = talkToVod(
      async (request, index) => {
        const body = (await request.json()) as { readonly SessionId?: string };
        sessionId = body.SessionId ?? sessionId;
        const others = [
          null,
          { TaskId: 'other', SessionId: 'other' },
          { TaskId: 'video', SessionId: sessionId, TaskType: 'AigcVideoTask' },
        ];
        const mine = { TaskId: 'mine', SessionId: sessionId, TaskType: 'AigcImageTask', Status: 'PROCESSING' };
        const pages = [
          { TaskSet: others, ScrollToken: 'next' },
          { TaskSet: [mine], ScrollToken: '' },
        ];
        return service([lost, duplicate], () => tencent(pages[index - 2] ?? {}))(request, index);
      },
      { retry },
    );
    expect((await images.submit(input)).ref.id).toBe('mine');
    expect(requests.map(actionOf)).toEqual([
      'CreateAigcImageTask',
      'CreateAigcImageTask',
      'DescribeTasks',
      'DescribeTasks',
    ]);
    const list = { SubAppId: 251007502, Sort: { Field: 'CreateTime', Order: 'Desc' }, Limit: 100 };
    expect((await bodies()).slice(2)).toEqual([list, { ...list, ScrollToken: 'next' }]);
  });

  test.each<[string, Answerer]>([
    ['the list does not have it', () => tencent({ TaskSet: [{ TaskId: 'other', SessionId: 'other' }] })],
    ['the list is empty', () => tencent({ TaskSet: null })],
    ['the list may not be read', () => tencentError('UnauthorizedOperation')],
    ['there is no list', () => tencentError('InvalidAction')],
    ['the list is out of order', () => tencentError('InternalError')],
    ['the list is a page', () => new Response('<!doctype html>', { status: 502 })],
    ['the list has no end', () => tencent({ TaskSet: [], ScrollToken: 'next' })],
    [
      'the list has an earlier order under that id: its pictures are not this one’s',
      () => tencent({ TaskSet: [{ TaskId: 'other', SessionId: 'mine', CreateTime: '2025-12-31T23:50:00Z' }] }),
    ],
  ])('a duplicate means executed, also where %s', async (_, tasks) => {
    const { images, requests, told } = talkToVod(service([lost, duplicate], tasks), { retry });
    const error = await images.submit({ ...input, sessionId: 'mine' }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      code: 'submission-unknown',
      executed: true,
      submission: 'unknown',
      retryable: false,
      lookup: { sessionId: 'mine', subAppId: '251007502', model: 'GEM', sentAt: '2026-01-01T00:00:00.000Z' },
    });
    expect(requests.filter((request) => actionOf(request) === 'CreateAigcImageTask')).toHaveLength(2);
    expect(requests.length).toBeLessThanOrEqual(6);
    expect(told.filter(({ type }) => type === 'submission-unknown')).toHaveLength(1);
  });

  test('another refusal of the repeat makes nothing of it', async () => {
    for (const code of ['UnauthorizedOperation', 'LimitExceeded.Quota', 'InvalidParameter']) {
      const { images, requests } = talkToVod(service([lost, () => tencentError(code)]), { retry });
      const error = await images.submit(input).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ code: 'submission-unknown' });
      expect(error).not.toHaveProperty('executed', true);
      expect(requests.map(actionOf)).toEqual(['CreateAigcImageTask', 'CreateAigcImageTask', 'DescribeTasks']);
    }
  });

  test('a rate limit of the repeat is waited for', async () => {
    const { images, requests } = talkToVod(service([lost, () => tencentError('RequestLimitExceeded')]), { retry });
    expect((await images.submit(input)).ref.id).toBe(ID);
    expect(requests).toHaveLength(3);
  });

  test('it is repeated up to the limit', async () => {
    const { images, requests } = talkToVod(service([lost, lost, lost, lost, lost]), { retry });
    await expect(images.submit(input)).rejects.toMatchObject({ code: 'submission-unknown' });
    expect(requests.filter((request) => actionOf(request) === 'CreateAigcImageTask')).toHaveLength(4);
  });

  test.each([0, 1])('what was executed is found where no repeat is left (limit %i)', async (limit) => {
    const mine = { TaskId: 'mine', SessionId: 'order-1', TaskType: 'AigcImageTask' };
    const answers = service([lost, lost], () => tencent({ TaskSet: [mine] }));
    const { images, requests } = talkToVod(answers, { retry: { limit } });
    expect((await images.submit({ ...input, sessionId: 'order-1' })).ref.id).toBe('mine');
    expect(requests.map(actionOf)).toEqual([
      ...Array.from({ length: limit + 1 }, () => 'CreateAigcImageTask'),
      'DescribeTasks',
    ]);
  });

  test('what was executed is found after another refusal of the repeat', async () => {
    const mine = { TaskId: 'mine', SessionId: 'order-1', TaskType: 'AigcImageTask' };
    const answers = service([lost, () => tencentError('InvalidParameter')], () => tencent({ TaskSet: [mine] }));
    const { images } = talkToVod(answers, { retry });
    expect((await images.submit({ ...input, sessionId: 'order-1' })).ref.id).toBe('mine');
  });

  test('nothing is repeated without a session id', async () => {
    const { images, requests } = talkToVod(service([lost]), { retry });
    await expect(images.submit({ ...input, sessionId: '' })).rejects.toMatchObject({
      code: 'submission-unknown',
      lookup: { model: 'GEM' },
    });
    expect(requests).toHaveLength(1);
  });

  test('an abort while it is looked up is the caller’s reason', async () => {
    const controller = new AbortController();
    const reason = new Error('changed my mind');
    const { images } = talkToVod(
      service([lost, duplicate], () => {
        controller.abort(reason);
        return tencentError('InternalError');
      }),
      { retry },
    );
    await expect(images.submit(input, { signal: controller.signal })).rejects.toBe(reason);
  });
});

test('a clock that is off is corrected by the first refusal', async () => {
  const { images, requests } = talkToVod((_, index) => {
    if (index > 0) return accepted();
    const refusal = tencentError('AuthFailure.SignatureExpire');
    refusal.headers.set('date', 'Thu, 01 Jan 2026 00:10:00 GMT');
    return refusal;
  });
  await images.submit(input);
  expect(requests.map(({ headers }) => headers.get('x-tc-timestamp'))).toEqual(['1767225600', '1767226200']);
});
