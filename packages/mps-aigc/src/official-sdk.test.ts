import { createVirtualClock } from '@x/sandbox';
import { mps } from 'tencentcloud-sdk-nodejs-mps';
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { createMpsAigc, type MpsAigcSettings, type MpsImageInput } from './index.ts';
import { example, KEYS, ref } from './testing/talk.ts';
import { createWireServer, type WireRequest, type WireServer } from '@x/conformance';

/** Headers that the official SDK sends of its own accord, or that each HTTP client sets as it likes. */
const OWN = [
  'accept',
  'accept-encoding',
  'connection',
  'content-length',
  'user-agent',
  'x-tc-requestclient',
  'x-tc-traceid',
];

/** The same order in two notations, each in its own order of members. */
const inputs: Readonly<Record<string, readonly [MpsImageInput, object]>> = {
  'a prompt': [
    { prompt: 'draw a cat', operator: 'admin' },
    { Prompt: 'draw a cat', Operator: 'admin' },
  ],
  'ideographs, emoji and quotes': [
    { modelName: 'Hunyuan', modelVersion: '3.0', prompt: '一只戴墨镜的橘猫 🐈, "水彩"\n', enhancePrompt: true },
    { ModelName: 'Hunyuan', ModelVersion: '3.0', Prompt: '一只戴墨镜的橘猫 🐈, "水彩"\n', EnhancePrompt: true },
  ],
  'a size': [
    { modelName: 'Hunyuan', prompt: '水墨山水', additionalParameters: { size: '1024x768' } },
    { ModelName: 'Hunyuan', Prompt: '水墨山水', AdditionalParameters: '{"size":"1024x768"}' },
  ],
  'every field': [
    {
      modelName: 'Kling',
      modelVersion: '3.0-Omni',
      sceneType: '3d_panorama',
      prompt: 'a cat on a red sofa',
      negativePrompt: 'people, text',
      enhancePrompt: false,
      imageInfos: [{ imageUrl: 'https://images.example.com/ref-1.png', referenceType: 'style' }],
      outputImageCount: 1,
      extraParameters: { aspectRatio: '16:9', resolution: '2K', logoAdd: 0, outputFormat: 'png' },
      additionalParameters: { size: '1024x1024' },
      storeCosParam: { cosBucketName: 'my-bucket-1250000000', cosBucketRegion: 'ap-guangzhou', cosBucketPath: 'aigc/' },
      operator: 'svc-images',
    },
    {
      ModelName: 'Kling',
      ModelVersion: '3.0-Omni',
      SceneType: '3d_panorama',
      Prompt: 'a cat on a red sofa',
      NegativePrompt: 'people, text',
      EnhancePrompt: false,
      ImageInfos: [{ ImageUrl: 'https://images.example.com/ref-1.png', ReferenceType: 'style' }],
      OutputImageCount: 1,
      ExtraParameters: { AspectRatio: '16:9', Resolution: '2K', LogoAdd: 0, OutputFormat: 'png' },
      AdditionalParameters: '{"size":"1024x1024"}',
      StoreCosParam: { CosBucketName: 'my-bucket-1250000000', CosBucketRegion: 'ap-guangzhou', CosBucketPath: 'aigc/' },
      Operator: 'svc-images',
    },
  ],
};

describe('on the wire, the official SDK and this client say the same', () => {
  let server: WireServer;
  beforeEach(async () => {
    // The SDK honours them.
    for (const name of ['http_proxy', 'https_proxy', 'HTTP_PROXY', 'HTTPS_PROXY']) vi.stubEnv(name, '');
    server = await createWireServer(
      (action) =>
        JSON.parse(example(action === 'CreateAigcImageTask' ? 'create-response' : 'describe-response-run')) as object,
    );
  });
  afterEach(async () => {
    server.agent.destroy();
    await server.close();
    vi.unstubAllEnvs();
  });

  const endpoints = { intl: 'mps.intl.tencentcloudapi.com', mainland: 'mps.tencentcloudapi.com' } as const;
  interface Account {
    readonly site: keyof typeof endpoints;
    readonly region?: string;
    readonly token?: string;
  }
  const accounts: Readonly<Record<string, Account>> = {
    intl: { site: 'intl' },
    'mainland, with a region and a token': {
      site: 'mainland',
      region: 'ap-guangzhou',
      token: 'sts-token-EXAMPLE.a/b+c==',
    },
  };

  const sdk = ({ site, region, token }: Account): InstanceType<typeof mps.v20190612.Client> =>
    new mps.v20190612.Client({
      credential: { ...KEYS, ...(token === undefined ? {} : { token }) },
      ...(region === undefined ? {} : { region }),
      profile: { httpProfile: { endpoint: endpoints[site], protocol: 'http://', agent: server.agent } },
    });

  /** Our client, in the second in which the SDK signed. */
  const ours = ({ site, region, token }: Account): ReturnType<typeof createMpsAigc> => {
    const clock = createVirtualClock({
      startAt: new Date(Number(server.requests[0]?.headers['x-tc-timestamp']) * 1_000),
    });
    onTestFinished(() => clock.close());
    const settings: MpsAigcSettings = { ...KEYS, token, site, region, baseUrl: `http://${endpoints[site]}`, clock };
    return createMpsAigc({ ...settings, fetch: (request) => clock.track(Promise.resolve(server.fetch(request))) });
  };

  const expectSame = (requests: readonly WireRequest[]): void => {
    expect(requests).toHaveLength(2);
    const [theirs, mine] = requests.map(({ headers, ...request }) => ({
      ...request,
      headers: Object.fromEntries(Object.entries(headers).filter(([name]) => !OWN.includes(name))),
    }));
    // The signature covers body, content type and host to the last byte.
    expect(theirs?.headers['authorization']).toContain('SignedHeaders=content-type;host,');
    expect(Object.keys(theirs?.headers ?? {})).toEqual(expect.arrayContaining(['host', 'content-type', 'x-tc-action']));
    expect(mine).toEqual(theirs);
  };

  describe.each(Object.entries(accounts))('%s', (_, account) => {
    test.each(Object.entries(inputs))('CreateAigcImageTask: %s', async (__, [input, order]) => {
      const { TaskId } = await sdk(account).CreateAigcImageTask(order);
      const task = await ours(account).images.submit(input);
      expect(task.ref.id).toBe(TaskId);
      expectSame(server.requests);
    });

    test('DescribeAigcImageTask', async () => {
      const { Status } = await sdk(account).DescribeAigcImageTask({ TaskId: ref.id });
      const params = { site: account.site };
      expect(await ours(account).images.get({ ...ref, params })).toMatchObject({ providerStatus: Status });
      expectSame(server.requests);
    });
  });
});
