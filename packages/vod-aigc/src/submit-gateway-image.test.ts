import { describe, expect, test } from 'vitest';
import type { VodGatewayImageInput } from './index.ts';
import { payload } from '@x/payloads';
import { answerOf, talkToGateway } from './testing/talk.ts';

const input: VodGatewayImageInput = { modelName: 'GEM', modelVersion: '2.5', prompt: 'pig' };
const accepted = (): Response => answerOf(payload('gateway/create-response-raw'));

async function sent(given: VodGatewayImageInput): Promise<unknown> {
  const { images, bodies } = talkToGateway(accepted);
  await images.submit(given);
  return (await bodies())[0];
}

describe('the request', () => {
  test('is the documented one', async () => {
    const { images, requests, bodies } = talkToGateway(accepted);
    await images.submit({
      ...input,
      fileInfos: [{ type: 'Url', fileId: '', url: 'https://images.example.com/ref.png', text: '' }],
      negativePrompt: 'blur, distorted',
      enhancePrompt: 'Enabled',
      outputConfig: {
        storageMode: 'Temporary',
        resolution: '1080P',
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
    const [request] = requests;
    expect([request?.method, request?.url]).toEqual(['POST', 'https://relay.example/tencent-vod/v1/aigc-image']);
    expect(request?.headers.get('authorization')).toBe('Bearer sandbox-key');
    expect(request?.headers.get('content-type')).toBe('application/json');
    expect(await bodies()).toEqual([payload('gateway/create-request')]);
  });

  test('has nothing that was not given', async () => {
    expect(await sent({ ...input, negativePrompt: undefined })).toEqual({
      model_name: 'GEM',
      model_version: '2.5',
      prompt: 'pig',
    });
  });

  test('says what a URL is, and takes URL objects', async () => {
    const fileInfos = [{ url: new URL('https://images.example.com/ref.png') }, { fileId: '3704211' }];
    expect(await sent({ ...input, fileInfos })).toMatchObject({
      file_infos: [{ type: 'Url', url: 'https://images.example.com/ref.png' }, { file_id: '3704211' }],
    });
  });

  test('encodes the model’s own parameters twice', async () => {
    expect(await sent({ ...input, extInfo: { size: '728x1024' } })).toMatchObject({
      ext_info: '{"AdditionalParameters":"{\\"size\\":\\"728x1024\\"}"}',
    });
  });

  test('keeps a path prefix', async () => {
    const { images, requests } = talkToGateway(accepted, { baseUrl: 'https://proxy.example/relay/' });
    const { ref } = await images.submit(input);
    await images.get(ref).catch(() => undefined);
    expect(requests.map(({ url }) => url)).toEqual([
      'https://proxy.example/relay/tencent-vod/v1/aigc-image',
      `https://proxy.example/relay/tencent-vod/v1/query/${encodeURIComponent(ref.id)}`,
    ]);
  });

  test.each<[string, object, string]>([
    ['no model', { modelName: undefined }, 'modelName'],
    ['a model that no ref can hold', { modelName: 'x'.repeat(513) }, 'modelName'],
    ['no version', { modelVersion: '' }, 'modelVersion'],
    ['no prompt', { prompt: undefined }, 'prompt'],
    ['an empty prompt', { prompt: ' ' }, 'prompt'],
    ['a word that is no field', { promt: 'pig' }, 'promt'],
    ['a field of the direct API', { seed: 1 }, 'seed'],
    ['a boolean where a word belongs', { enhancePrompt: true }, 'enhancePrompt'],
    ['an unknown storage', { outputConfig: { storageMode: 'Forever' } }, 'outputConfig.storageMode'],
    ['an output field of the direct API', { outputConfig: { classId: 1 } }, 'outputConfig.classId'],
    ['a priority of 11', { tasksPriority: 11 }, 'tasksPriority'],
    ['a session id of 51 characters', { sessionId: 'a'.repeat(51) }, 'sessionId'],
    ['a context of 1001 characters', { sessionContext: 'a'.repeat(1_001) }, 'sessionContext'],
    ['a picture from nowhere', { fileInfos: [{ type: 'Url' }] }, 'fileInfos.0'],
    ['a picture from two places', { fileInfos: [{ fileId: '1', url: 'https://a.example/1.png' }] }, 'fileInfos.0'],
    ['a URL that is none', { fileInfos: [{ url: 'cat.png' }] }, 'fileInfos.0.url'],
    ['Base64, which the gateway does not take', { fileInfos: [{ base64: 'QQ==' }] }, 'fileInfos.0.base64'],
    ['an extInfo that JSON cannot hold', { extInfo: { seed: 1n } }, 'extInfo'],
  ])('is not made with %s', async (_, wrong, path) => {
    const { images, requests } = talkToGateway(accepted);
    await expect(images.submit({ ...input, ...wrong } as VodGatewayImageInput)).rejects.toMatchObject({
      code: 'input',
      issues: [{ path }],
      submission: 'none',
    });
    expect(requests).toHaveLength(0);
  });
});

describe('accepted is', () => {
  test.each<[string, unknown, string]>([
    ['the documented answer', payload('gateway/create-response-raw'), '251007502-AigcImage***2782aff1e896673f1ft'],
    ['that of a new-api relay', payload('gateway/create-response-newapi'), 'task_sGs6QnmIyKyfAq6S0schdyM6NGB0VU0l'],
    ['task_id', { task_id: 'task_1', id: 'other', error: null }, 'task_1'],
    ['task_id in data', { code: 'success', message: '', data: { task_id: 'task_2' } }, 'task_2'],
    ['an id as data', { code: 'success', message: '', data: 'task_3' }, 'task_3'],
    ['an id beside a number as data', { code: 'success', message: 'queued', data: 0, id: 'task_9' }, 'task_9'],
    ['the answer in data', { code: 'success', id: 'req_1', data: { Response: { TaskId: 'task_1' } } }, 'task_1'],
    ['an object as text', { code: 'success', data: '{"task_id":"task_4"}' }, 'task_4'],
    ['an id', { id: 'task_4', status: 'queued' }, 'task_4'],
    ['an id that is a number', { code: 'success', data: { task_id: 42 } }, '42'],
    ['a task that has failed already', { task_id: 'task_5', error: { code: 'x', message: 'y' } }, 'task_5'],
  ])('%s', async (_, body, id) => {
    const { images, requests } = talkToGateway(() => answerOf(body));
    expect((await images.submit(input)).ref).toEqual({
      version: 1,
      provider: 'vod-aigc-gateway',
      kind: 'image',
      id,
      params: { model: 'GEM' },
      submittedAt: '2026-01-01T00:00:00.000Z',
    });
    expect(requests).toHaveLength(1);
  });
});

describe('refused is', () => {
  test.each<[string, unknown, number, object]>([
    ['a wrong key', payload('gateway/error-401'), 401, { kind: 'authentication' }],
    ['a wrong path', payload('gateway/error-404-route'), 404, { kind: 'not-found' }],
    [
      'an empty balance',
      payload('gateway/error-quota'),
      403,
      { kind: 'quota', providerCode: 'insufficient_user_quota' },
    ],
    [
      'an empty balance disguised as a busy one',
      payload('gateway/error-429-quota'),
      429,
      { kind: 'quota', providerCode: 'insufficient_user_quota', retryable: false },
    ],
    ['too much at once', payload('gateway/error-429'), 429, { kind: 'rate-limit', retryable: true }],
    [
      'a model without a channel',
      payload('gateway/error-503-no-channel'),
      503,
      { kind: 'invalid-request', providerCode: 'model_not_found' },
    ],
    [
      'a Tencent error let through',
      payload('gateway/error-tencent-passthrough'),
      200,
      {
        kind: 'invalid-request',
        providerCode: 'InvalidParameterValue',
        message: expect.stringContaining('ModelVersion'),
      },
    ],
    ['the same with 500', payload('gateway/error-tencent-passthrough'), 500, { kind: 'invalid-request' }],
    ['no channel', { code: 'get_channel_failed', message: 'm', data: null }, 500, { kind: 'server' }],
    ['a type that says it', { error: { type: 'insufficient_quota', message: 'busy' } }, 429, { kind: 'quota' }],
    ['a flat error with 200', { code: 'invalid_request', message: 'm', data: null }, 200, { kind: 'invalid-request' }],
    ['text beside an error', { code: 'invalid_request', message: 'm', data: 'why' }, 200, { kind: 'invalid-request' }],
    ['an id beside an error', { id: 'req_1', error: { message: 'm' } }, 200, { kind: 'unknown' }],
    ['a status in the code', { code: 429, message: 'busy' }, 200, { kind: 'rate-limit', providerCode: '429' }],
    ['an error that is a text', { error: 'not like this' }, 400, { kind: 'invalid-request' }],
    ['too large', { code: 'read_request_body_failed', message: 'm' }, 413, { kind: 'invalid-request' }],
    ['forbidden words', { error: { code: 'sensitive_words_detected' } }, 400, { kind: 'content-policy' }],
    [
      'words alone',
      { message: 'not for you' },
      403,
      { kind: 'permission', message: expect.stringContaining('not for you') },
    ],
    ['a page', 'Not here', 404, { kind: 'not-found' }],
    [
      'Tencent’s rate limit',
      { Response: { Error: { Code: 'RequestLimitExceeded', Message: 'm' } } },
      200,
      { kind: 'rate-limit' },
    ],
    [
      'Tencent’s word for what may not be drawn',
      { Response: { Error: { Code: 'InvalidParameter.ViolationContent', Message: 'm' } } },
      200,
      { kind: 'content-policy' },
    ],
  ])('%s', async (_, body, status, expected) => {
    const { images, requests } = talkToGateway(() => answerOf(body, status));
    await expect(images.submit(input)).rejects.toMatchObject({ code: 'api', status, submission: 'none', ...expected });
    expect(requests).toHaveLength(1);
  });
});

describe('unknown is', () => {
  const answers: readonly (readonly [string, unknown, number])[] = [
    ['a 500 of the relay', { code: 'do_request_failed', message: 'm', data: null }, 500],
    ['a nested 500', { error: { code: 'do_request_failed', message: 'm' } }, 500],
    ['a 502', { error: { message: 'bad gateway' } }, 502],
    ['an empty balance with 500', { code: 'insufficient_user_quota', message: 'm' }, 500],
    ['a 500 in a 200', { code: 500, message: 'm' }, 200],
    ['a page of a 503', '<!doctype html>', 503],
    ['no id', { Response: { RequestId: 'r' } }, 200],
    ['an empty id', { Response: { TaskId: '' }, task_id: '', data: '', id: '' }, 200],
    ['nothing', { code: 'success', message: '', data: null }, 200],
    ['an id with 500', { task_id: 'task_1' }, 500],
    ['a page', '<!doctype html>', 200],
    ['Tencent’s own trouble', { Response: { Error: { Code: 'InternalError', Message: 'm' } } }, 200],
    ['the same with 400', { Response: { Error: { Code: 'FailedOperation', Message: 'm' } } }, 400],
  ];
  test.each(answers)('%s: never sent again', async (_, body, status) => {
    const { images, requests } = talkToGateway(() => answerOf(body, status), { retry: { limit: 3 } });
    await expect(images.submit({ ...input, sessionId: 'mine' })).rejects.toMatchObject({
      code: 'submission-unknown',
      submission: 'unknown',
      lookup: { model: 'GEM', modelVersion: '2.5', sessionId: 'mine', sentAt: '2026-01-01T00:00:00.000Z' },
    });
    expect(requests).toHaveLength(1);
  });
});

test('a clock that is off is the relay’s, if Tencent says so through it', async () => {
  const refusal = { Response: { Error: { Code: 'AuthFailure.SignatureExpire', Message: 'm' } } };
  const { images, requests, told } = talkToGateway(() =>
    answerOf(refusal, 200, { date: 'Thu, 01 Jan 2026 00:10:00 GMT' }),
  );
  await expect(images.submit(input)).rejects.toMatchObject({ kind: 'authentication', submission: 'none' });
  expect(requests).toHaveLength(1);
  expect(told.map(({ type }) => type)).not.toContain('clock-corrected');
});

describe('sent again is', () => {
  const isBusy = (index: number): boolean => index < 2;

  test('what met a rate limit, up to the limit', async () => {
    const { images, requests } = talkToGateway(
      (_, index) => (isBusy(index) ? answerOf(payload('gateway/error-429'), 429) : accepted()),
      { retry: { limit: 3 } },
    );
    await images.submit(input);
    expect(requests).toHaveLength(3);
  });

  test.each([
    ['an empty balance', payload('gateway/error-429-quota'), 429],
    ['an empty balance, flat', payload('gateway/error-quota'), 403],
    ['a missing channel', payload('gateway/error-503-no-channel'), 503],
  ])('never what met %s', async (_, body, status) => {
    const { images, requests, told } = talkToGateway(() => answerOf(body, status), { retry: { limit: 3 } });
    await expect(images.submit(input)).rejects.toMatchObject({ code: 'api', submission: 'none' });
    expect(requests).toHaveLength(1);
    expect(told.filter(({ type }) => type === 'throttled')).toEqual([]);
  });
});

test('the id of the request is the relay’s, or Tencent’s', async () => {
  const idIn = async (headers: Readonly<Record<string, string>>): Promise<string | undefined> => {
    const { images, told } = talkToGateway(() => answerOf(payload('gateway/create-response-raw'), 200, headers));
    await images.submit(input);
    const [submitted] = told.flatMap((event) => (event.type === 'submitted' ? event : []));
    return submitted?.requestId;
  };
  expect(await idIn({})).toBe('f50d7667-72d8-46bb-a7e3-0613588971b6');
  expect(await idIn({ 'X-Oneapi-Request-Id': '20260805025303676828000f61X4gQRB' })).toBe(
    '20260805025303676828000f61X4gQRB',
  );
});
