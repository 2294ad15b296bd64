import { describe, expect, test } from 'vitest';
import type { MpsImageInput } from './index.ts';
import { errorOf, example, refusal, talk } from './testing/talk.ts';

const full: MpsImageInput = {
  modelName: 'Kling',
  modelVersion: '3.0-Omni',
  prompt: 'a cat on a red sofa',
  negativePrompt: 'people, text',
  enhancePrompt: true,
  imageInfos: [
    { imageUrl: 'https://images.example.com/ref-1.png' },
    { imageUrl: 'https://images.example.com/ref-2.webp' },
  ],
  outputImageCount: 1,
  extraParameters: { aspectRatio: '16:9', resolution: '2K', logoAdd: 0, outputFormat: 'png' },
  storeCosParam: {
    cosBucketName: 'my-bucket-1250000000',
    cosBucketRegion: 'ap-guangzhou',
    cosBucketPath: 'aigc/',
  },
  operator: 'svc-images',
};

describe('the documented requests', () => {
  test.each<[string, MpsImageInput]>([
    ['create-request', { prompt: 'draw a cat', operator: 'admin' }],
    ['create-request-full', full],
    [
      'create-request-hunyuan-size',
      {
        modelName: 'Hunyuan',
        modelVersion: '3.0',
        prompt: '水墨山水',
        additionalParameters: { size: '1024x768' },
      },
    ],
  ])('%s', async (name, input) => {
    const { images, sent } = talk();
    await images.submit(input);
    expect(sent).toHaveLength(1);
    expect(sent[0]?.body).toEqual(JSON.parse(example(name)));
    expect(sent[0]).toMatchObject({
      url: 'https://mps.intl.tencentcloudapi.com/',
      headers: {
        'content-type': 'application/json',
        'x-tc-action': 'CreateAigcImageTask',
        'x-tc-version': '2019-06-12',
        'x-tc-timestamp': '1767225600',
      },
    });
    expect(sent[0]?.headers['authorization']).toContain(
      '/2026-01-01/mps/tc3_request, SignedHeaders=content-type;host,',
    );
    expect(sent[0]?.headers).not.toHaveProperty('x-tc-region');
  });

  test('and the members that they lack', async () => {
    const { images, sent } = talk(undefined, { region: 'ap-singapore' });
    await images.submit({
      sceneType: '3d_panorama',
      imageInfos: [{ imageUrl: 'http://images.example.com/a.png', referenceType: 'style' }],
      enhancePrompt: false,
    });
    expect(sent[0]?.body).toEqual({
      SceneType: '3d_panorama',
      EnhancePrompt: false,
      ImageInfos: [{ ImageUrl: 'http://images.example.com/a.png', ReferenceType: 'style' }],
    });
    expect(sent[0]?.headers['x-tc-region']).toBe('ap-singapore');
  });

  test('of the mainland go to its host', async () => {
    const { images, sent } = talk(undefined, { site: 'mainland' });
    const { ref } = await images.submit({ prompt: 'a cat' });
    expect(sent[0]?.url).toBe('https://mps.tencentcloudapi.com/');
    expect(ref.params).toEqual({ site: 'mainland' });
  });
});

describe('accepted', () => {
  test('create-response: the id makes a ref, with site and model', async () => {
    const { images } = talk();
    expect((await images.submit(full)).ref).toEqual({
      version: 1,
      provider: 'mps-aigc',
      kind: 'image',
      id: '4-AigcImage-c3b145ec76****94ac55b9e63be17d',
      params: { site: 'intl', model: 'Kling' },
      submittedAt: '2026-01-01T00:00:00.000Z',
    });
  });

  test('without a model the service chooses one, and the ref names none', async () => {
    const { images } = talk();
    const { ref } = await images.submit({ prompt: 'a cat' });
    expect(ref.params).toEqual({ site: 'intl' });
    expect(images.resume(ref).ref).toBe(ref);
  });
});

describe('refused', () => {
  test.each([
    ['error-violation', 'content-policy', 'InvalidParameter.ViolationContent', '1047d0dc-6dc8-4898-a7f3-000000000004'],
    ['error-request-limit', 'rate-limit', 'RequestLimitExceeded', '1047d0dc-6dc8-4898-a7f3-000000000005'],
    ['error-signature-expire', 'authentication', 'AuthFailure.SignatureExpire', '1047d0dc-6dc8-4898-a7f3-000000000007'],
    [
      'error-signature-failure',
      'authentication',
      'AuthFailure.SignatureFailure',
      'ed93f3cb-f35e-473f-b9f3-0d451b8b79c6',
    ],
    ['error-task-not-found', 'not-found', 'ResourceNotFound.TaskNotFound', '1047d0dc-6dc8-4898-a7f3-000000000006'],
  ])('%s: %s', async (name, kind, providerCode, requestId) => {
    const { images, sent } = talk(() => example(name));
    const error = await errorOf(images.submit({ prompt: 'a cat' }), 'api');
    expect(error).toMatchObject({
      kind,
      providerCode,
      requestId,
      status: 200,
      submission: 'none',
      provider: 'mps-aigc',
    });
    const { Message } = (JSON.parse(example(name)) as { Response: { Error: { Message: string } } }).Response.Error;
    expect(error.message).toContain(Message);
    expect(sent).toHaveLength(1);
  });

  test.each([
    ['InvalidParameter.ModelNotSupported', 'invalid-request'],
    ['LimitExceeded.CreateTask', 'quota'],
    ['FailedOperation.UserArrears', 'quota'],
    ['FailedOperation.CreateAIGCTaskFailed', 'unknown'],
    ['FailedOperation.InvalidUser', 'permission'],
    ['FailedOperation.InvalidMpsUser', 'permission'],
    ['ResourceInsufficient', 'server'],
    ['ResourceNotFound.CosBucketNotExist', 'not-found'],
  ])('%s: %s', async (code, kind) => {
    const { images, sent } = talk(() => refusal(code), { retry: { limit: 3 } });
    expect(await errorOf(images.submit({ prompt: 'a cat' }), 'api')).toMatchObject({ kind, submission: 'none' });
    expect(sent).toHaveLength(1);
  });

  test('error-request-limit is sent again', async () => {
    const { images, sent } = talk((index) => example(index === 0 ? 'error-request-limit' : 'create-response'), {
      retry: { limit: 3 },
    });
    await images.submit({ prompt: 'a cat' });
    expect(sent).toHaveLength(2);
  });

  test('error-signature-expire corrects the clock, once', async () => {
    const headers = { date: 'Thu, 01 Jan 2026 00:10:00 GMT' };
    const { images, sent } = talk((index) =>
      index === 0 ? new Response(example('error-signature-expire'), { headers }) : example('create-response'),
    );
    const { ref } = await images.submit({ prompt: 'a cat' });
    expect(sent.map((one) => one.headers['x-tc-timestamp'])).toEqual(['1767225600', '1767226200']);
    // Refs tell our own time, which callers compare with their own.
    expect(ref.submittedAt).toMatch(/^2026-01-01T00:00:00\.\d{3}Z$/);
  });
});

describe('unknown', () => {
  test.each<[string, () => Response]>([
    ['InternalError', () => refusal('InternalError')],
    ['InternalError.AccessDBError', () => refusal('InternalError.AccessDBError')],
    ['ServiceUnavailable', () => refusal('ServiceUnavailable')],
    ['ResourceUnavailable', () => refusal('ResourceUnavailable')],
    ['FailedOperation', () => refusal('FailedOperation')],
    ['FailedOperation.NetWorkError', () => refusal('FailedOperation.NetWorkError')],
    ['no id', () => Response.json({ Response: { RequestId: 'r-1' } })],
    ['an empty id', () => Response.json({ Response: { TaskId: '', RequestId: 'r-1' } })],
    ['an id that is null', () => Response.json({ Response: { TaskId: null, RequestId: 'r-1' } })],
    ['HTML', () => new Response('<html>')],
    ['a 502', () => new Response('<html>', { status: 502 })],
  ])('%s: never sent again, and what to search by is told', async (_, answer) => {
    const { images, sent } = talk(answer, { retry: { limit: 3 } });
    const error = await errorOf(images.submit(full), 'submission-unknown');
    expect(sent).toHaveLength(1);
    expect(error.lookup).toMatchObject({
      action: 'CreateAigcImageTask',
      site: 'intl',
      model: 'Kling',
      operator: 'svc-images',
      sentAt: '2026-01-01T00:00:00.000Z',
    });
  });
});

describe('bad input', () => {
  const loop: Record<string, unknown> = {};
  loop['self'] = loop;
  test.each<[string, unknown, string]>([
    ['nothing', {}, 'prompt'],
    ['neither prompt nor picture', { modelName: 'Hunyuan', imageInfos: [] }, 'prompt'],
    ['an empty prompt', { prompt: ' ' }, 'prompt'],
    ['a model of another type', { ...full, modelName: 5 }, 'modelName'],
    ['a model that no ref can hold', { ...full, modelName: 'x'.repeat(513) }, 'modelName'],
    ['enhancePrompt as VOD has it', { ...full, enhancePrompt: 'Enabled' }, 'enhancePrompt'],
    ['pictures that are no list', { ...full, imageInfos: { imageUrl: 'https://a.example/a.png' } }, 'imageInfos'],
    [
      'a picture as base64',
      { ...full, imageInfos: [{ imageUrl: 'data:image/png;base64,AAAA' }] },
      'imageInfos.0.imageUrl',
    ],
    ['a picture as a text', { ...full, imageInfos: ['https://a.example/a.png'] }, 'imageInfos.0'],
    ['a file id', { ...full, imageInfos: [{ fileId: '123' }] }, 'imageInfos.0.imageUrl'],
    ['half a picture', { ...full, outputImageCount: 0.5 }, 'outputImageCount'],
    ['no picture', { ...full, outputImageCount: 0 }, 'outputImageCount'],
    ['logoAdd as VOD has it', { ...full, extraParameters: { logoAdd: 'Enabled' } }, 'extraParameters.logoAdd'],
    ['an unknown parameter', { ...full, extraParameters: { size: '1024x1024' } }, 'extraParameters.size'],
    ['parameters as a text', { ...full, additionalParameters: '{"size":"1024x1024"}' }, 'additionalParameters'],
    ['parameters that are a list', { ...full, additionalParameters: [] }, 'additionalParameters'],
    ['parameters that are no JSON', { ...full, additionalParameters: { id: 5n } }, 'additionalParameters'],
    ['parameters that refer to themselves', { ...full, additionalParameters: loop }, 'additionalParameters'],
    [
      'a bucket without a region',
      { ...full, storeCosParam: { cosBucketName: 'a-1' } },
      'storeCosParam.cosBucketRegion',
    ],
    ['the service’s own spelling', { Prompt: 'a cat', prompt: 'a cat' }, 'Prompt'],
    ['a field of another service', { ...full, sessionId: 'a' }, 'sessionId'],
  ])('%s', async (_, input, path) => {
    const { images, sent } = talk();
    const error = await errorOf(images.submit(input as MpsImageInput), 'input');
    expect(error.issues.map((issue) => issue.path)).toContain(path);
    expect(error).toMatchObject({ submission: 'none', provider: 'mps-aigc' });
    expect(sent).toEqual([]);
  });

  test('undefined stands for not given', async () => {
    const { images, sent } = talk();
    await images.submit({ prompt: 'a cat', imageInfos: undefined, extraParameters: { resolution: undefined } });
    expect(sent[0]?.body).toEqual({ Prompt: 'a cat', ExtraParameters: {} });
  });

  test('what the service may know tomorrow is passed on', async () => {
    const { images, sent } = talk();
    await images.submit({
      modelName: 'Painter',
      modelVersion: '9',
      prompt: 'x'.repeat(5_000),
      imageInfos: Array.from({ length: 20 }, () => ({ imageUrl: 'https://a.example/a.png' })),
      outputImageCount: 4,
      extraParameters: { aspectRatio: '5:1', resolution: '8K', outputFormat: 'avif' },
    });
    expect(sent[0]?.body).toMatchObject({ ModelName: 'Painter', OutputImageCount: 4 });
  });
});
