import { createVirtualClock } from '@x/sandbox';
import { vod } from 'tencentcloud-sdk-nodejs-vod';
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { createVodAigc, type VodAigcSettings, type VodImageInput } from './index.ts';
import { payload } from '@x/payloads';
import { createWireServer, type WireServer } from '@x/conformance';

const KEYS = { secretId: 'AKIDEXAMPLE', secretKey: 'SecretKeyEXAMPLE' };
const SubAppId = 251007502;
const ID = '251007502-AigcImageTask-65c1e8621b509033a1a766c56c673745t';

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

/** The same order in two notations. The members stand in one order, because the signature covers every byte. */
const inputs: Readonly<Record<string, readonly [VodImageInput, object]>> = {
  'a prompt': [
    { modelName: 'GG', modelVersion: '2.5', prompt: 'a cat', sessionId: '' },
    { ModelName: 'GG', ModelVersion: '2.5', Prompt: 'a cat', SubAppId },
  ],
  'ideographs, emoji and quotes': [
    { modelName: 'OG', modelVersion: 'image2_low', prompt: '一只戴墨镜的橘猫 🐈, "水彩"\n', sessionId: 's' },
    { ModelName: 'OG', ModelVersion: 'image2_low', Prompt: '一只戴墨镜的橘猫 🐈, "水彩"\n', SessionId: 's', SubAppId },
  ],
  'a size': [
    { modelName: 'Hunyuan', modelVersion: '3.0', prompt: '水墨山水', extInfo: { size: '728x1024' }, sessionId: '' },
    {
      ModelName: 'Hunyuan',
      ModelVersion: '3.0',
      Prompt: '水墨山水',
      ExtInfo: '{"AdditionalParameters":"{\\"size\\":\\"728x1024\\"}"}',
      SubAppId,
    },
  ],
  'pictures and numbers': [
    {
      modelName: 'Kling',
      modelVersion: 'O1',
      fileInfos: [{ url: 'https://images.example.com/ref.png', type: 'Url' }],
      outputConfig: { storageMode: 'Permanent', classId: 0, outputImageCount: 9 },
      seed: -1,
      tasksPriority: 10,
      sessionId: 'order-1',
    },
    {
      ModelName: 'Kling',
      ModelVersion: 'O1',
      FileInfos: [{ Url: 'https://images.example.com/ref.png', Type: 'Url' }],
      OutputConfig: { StorageMode: 'Permanent', ClassId: 0, OutputImageCount: 9 },
      Seed: -1,
      TasksPriority: 10,
      SessionId: 'order-1',
      SubAppId,
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
        payload(
          `vod/${action === 'CreateAigcImageTask' ? 'create-response' : 'describe-response-processing'}`,
        ) as object,
    );
  });
  afterEach(async () => {
    server.agent.destroy();
    await server.close();
    vi.unstubAllEnvs();
  });

  const endpoints = { intl: 'vod.intl.tencentcloudapi.com', mainland: 'vod.tencentcloudapi.com' } as const;
  type Account = Pick<VodAigcSettings, 'site'> & { readonly site: keyof typeof endpoints; readonly token?: string };

  const sdk = ({ site, token }: Account): InstanceType<typeof vod.v20180717.Client> =>
    new vod.v20180717.Client({
      credential: { ...KEYS, ...(token === undefined ? {} : { token }) },
      profile: { httpProfile: { endpoint: endpoints[site], protocol: 'http://', agent: server.agent } },
    });

  /** Our client, in the second in which the SDK signed. */
  const ours = (account: Account): ReturnType<typeof createVodAigc> => {
    const clock = createVirtualClock({
      startAt: new Date(Number(server.requests[0]?.headers['x-tc-timestamp']) * 1_000),
    });
    onTestFinished(() => clock.close());
    return createVodAigc({
      ...KEYS,
      ...account,
      subAppId: SubAppId,
      baseUrl: `http://${endpoints[account.site]}`,
      clock,
      fetch: (request) => clock.track(Promise.resolve(server.fetch(request))),
    });
  };

  const expectSame = (): void => {
    const [theirs, mine, ...others] = server.requests.map(({ headers, ...request }) => ({
      ...request,
      headers: Object.fromEntries(Object.entries(headers).filter(([name]) => !OWN.includes(name))),
    }));
    expect(theirs?.headers['authorization']).toContain('SignedHeaders=content-type;host,');
    expect(mine).toEqual(theirs);
    expect(others).toEqual([]);
  };

  const accounts: Readonly<Record<string, Account>> = {
    intl: { site: 'intl' },
    'mainland, with a token': { site: 'mainland', token: 'sts-token-EXAMPLE.a/b+c==' },
  };

  describe.each(Object.entries(accounts))('%s', (_, account) => {
    test.each(Object.entries(inputs))('CreateAigcImageTask: %s', async (__, [input, order]) => {
      const { TaskId } = await sdk(account).CreateAigcImageTask(order as never);
      const task = await ours(account).images.submit(input);
      expect(task.ref.id).toBe(TaskId);
      expectSame();
    });

    test('DescribeTaskDetail', async () => {
      const { Status } = await sdk(account).DescribeTaskDetail({ TaskId: ID, SubAppId });
      const snapshot = await ours(account).images.get({
        version: 1,
        provider: 'vod-aigc',
        kind: 'image',
        id: ID,
        params: { site: account.site, subAppId: String(SubAppId), model: 'GG' },
        submittedAt: '2026-01-01T00:00:00.000Z',
      });
      expect(snapshot.providerStatus).toBe(Status);
      expectSame();
    });
  });
});
