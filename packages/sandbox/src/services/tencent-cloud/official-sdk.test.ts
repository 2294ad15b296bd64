import http from 'node:http';
import { mps } from 'tencentcloud-sdk-nodejs-mps';
import { vod } from 'tencentcloud-sdk-nodejs-vod';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createSandbox, type Sandbox } from '../../index.ts';
import { pause } from '../../testing/tensorslab-requests.ts';

// Nothing of the SDK is replaced: it signs and sends by itself, over HTTP. Only its date is the sandbox's, whose clock
// stands still unless a test lets time pass.
let sandbox: Sandbox;
beforeEach(async () => {
  for (const name of ['http_proxy', 'https_proxy', 'HTTP_PROXY', 'HTTPS_PROXY']) vi.stubEnv(name, undefined);
  sandbox = await createSandbox({ port: 0, time: 'virtual', taskDurationMs: 10_000 });
  vi.useFakeTimers({ toFake: ['Date'], now: sandbox.clock.now() });
});
afterEach(async () => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
  await sandbox.close();
});

const port = () => new URL(sandbox.url).port;
const letPass = async (delayMs: number): Promise<void> => {
  await pause(sandbox, delayMs);
  vi.setSystemTime(sandbox.clock.now());
};

interface Setup {
  readonly secretId?: string;
  readonly secretKey?: string;
  readonly token?: string;
  readonly endpoint?: string;
  readonly reqMethod?: 'GET' | 'POST';
  readonly agent?: http.Agent;
}

function config({ secretId, secretKey, token, ...more }: Setup) {
  const { settings } = sandbox;
  return {
    credential: {
      secretId: secretId ?? settings.mpsAigc.secretId,
      secretKey: secretKey ?? settings.mpsAigc.secretKey,
      ...(token === undefined ? {} : { token }),
    },
    profile: { httpProfile: { protocol: 'http://', endpoint: `127.0.0.1:${port()}`, ...more } },
  };
}
const mpsClient = (setup: Setup = {}) => new mps.v20190612.Client(config(setup));
const vodClient = (setup: Setup = {}) => new vod.v20180717.Client(config(setup));
const codeOf = async (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => undefined,
    (error: unknown) => (error as { readonly code?: unknown }).code,
  );
const cat = { Prompt: '一只戴墨镜的橘猫 😎' };

/** Leads every host to this machine. */
const toThisMachine = () =>
  new http.Agent({
    lookup: (_host, options, found) =>
      options.all === true
        ? (found as unknown as (error: null, all: object[]) => void)(null, [{ address: '127.0.0.1', family: 4 }])
        : found(null, '127.0.0.1', 4),
  });

describe('MPS', () => {
  test('creates a task and polls it', async () => {
    const client = mpsClient();
    const { TaskId = '', RequestId } = await client.CreateAigcImageTask(cat);
    expect(RequestId).toBeDefined();
    const statuses: unknown[] = [];
    for (;;) {
      const answer = await client.DescribeAigcImageTask({ TaskId });
      statuses.push(answer.Status);
      if (answer.Status === 'DONE') {
        expect(answer).toMatchObject({ Message: 'ok', ImageUrls: [expect.stringContaining(TaskId)] });
        const picture = await fetch(answer.ImageUrls?.[0] ?? '');
        expect(picture.headers.get('content-type')).toBe('image/png');
        break;
      }
      await letPass(5_000);
    }
    expect(statuses).toEqual(['WAIT', 'RUN', 'DONE']);
    expect(sandbox.tasks).toMatchObject([{ service: 'mps-aigc', id: TaskId, input: cat }]);
  });

  test.each<[string, () => Setup]>([
    ['localhost', () => ({ endpoint: `localhost:${port()}`, agent: toThisMachine() })],
    ['the real name, led here', () => ({ endpoint: `mps.tencentcloudapi.com:${port()}`, agent: toThisMachine() })],
    ['GET', () => ({ reqMethod: 'GET' })],
    ['temporary credentials', () => sandbox.temporaryCredentials],
  ])('%s', async (_, setup) => {
    const input = { ...cat, EnhancePrompt: true, ImageInfos: [{ ImageUrl: "https://a.example/?a='b'&c=(d)" }] };
    await mpsClient(setup()).CreateAigcImageTask(input);
    expect(sandbox.tasks).toMatchObject([{ input }]);
  });

  test('gets the service’s codes', async () => {
    const client = mpsClient();
    const create = (setup: Setup) => codeOf(mpsClient(setup).CreateAigcImageTask(cat));
    expect(await create({ secretKey: 'sandbox-key-wrong' })).toBe('AuthFailure.SignatureFailure');
    expect(await create({ secretId: 'sandbox-id-nobody' })).toBe('AuthFailure.SecretIdNotFound');
    const { secretId, secretKey } = sandbox.temporaryCredentials;
    expect(await create({ secretId, secretKey })).toBe('AuthFailure.TokenFailure');
    expect(await codeOf(client.CreateAigcImageTask({ ...cat, Promt: 'x' } as object))).toBe('UnknownParameter');
    expect(await codeOf(client.CreateAigcImageTask({}))).toBe('InvalidParameter');
    expect(await codeOf(client.DescribeAigcImageTask({ TaskId: 'x' }))).toBe('ResourceNotFound.TaskNotFound');
    expect(await codeOf(client.DescribeAigcTaskList({}))).toBe('InvalidAction');
    for (const minutes of [-10, 10]) {
      vi.setSystemTime(sandbox.clock.now() + minutes * 60_000);
      expect(await create({})).toBe('AuthFailure.SignatureExpire');
    }
    expect(sandbox.executions).toEqual([]);
  });

  test('gets RequestLimitExceeded for the 21st request in a second', async () => {
    const client = mpsClient();
    const codes: unknown[] = [];
    for (let calls = 0; calls < 21; calls += 1) codes.push(await codeOf(client.CreateAigcImageTask(cat)));
    expect(codes).toEqual([...Array.from({ length: 20 }), 'RequestLimitExceeded']);
    expect(sandbox.executions).toHaveLength(20);
    await letPass(1_000);
    expect(await codeOf(client.CreateAigcImageTask(cat))).toBeUndefined();
  });
});

describe('VOD', () => {
  const gg = () => ({ SubAppId: sandbox.settings.vodAigc.subAppId, ModelName: 'GG', ModelVersion: '2.5', ...cat });

  test('creates a task, polls it, looks up its file and its event', async () => {
    const client = vodClient();
    const { SubAppId } = gg();
    const OutputConfig = { StorageMode: 'Permanent' };
    const { TaskId = '' } = await client.CreateAigcImageTask({ ...gg(), OutputConfig, SessionId: 'mine' });
    const statuses: unknown[] = [];
    do {
      statuses.push((await client.DescribeTaskDetail({ SubAppId, TaskId })).Status);
      await letPass(5_000);
    } while (statuses.at(-1) !== 'FINISH');
    expect(statuses).toEqual(['WAITING', 'PROCESSING', 'FINISH']);
    const { AigcImageTask } = await client.DescribeTaskDetail({ SubAppId, TaskId });
    const { FileId = '', FileUrl } = AigcImageTask?.Output?.FileInfos?.[0] ?? {};
    const { MediaInfoSet } = await client.DescribeMediaInfos({ SubAppId, FileIds: [FileId] });
    expect(MediaInfoSet?.[0]?.BasicInfo?.MediaUrl).toBe(FileUrl);
    const { TaskSet } = await client.DescribeTasks({ SubAppId });
    expect(TaskSet).toMatchObject([{ TaskId, SessionId: 'mine', Status: 'FINISH' }]);
    const { EventSet } = await client.PullEvents({ SubAppId });
    expect(EventSet).toMatchObject([{ AigcImageCompleteEvent: { TaskId } }]);
    await client.ConfirmEvents({ SubAppId, EventHandles: [EventSet?.[0]?.EventHandle ?? ''] });
  });

  test('gets the service’s codes', async () => {
    const create = (setup: Setup, input: object = {}) =>
      codeOf(vodClient(setup).CreateAigcImageTask({ ...gg(), ...input }));
    expect(await create({ secretKey: 'sandbox-key-wrong' })).toBe('AuthFailure.SignatureFailure');
    expect(await create({ secretId: 'sandbox-id-nobody' })).toBe('AuthFailure.SecretIdNotFound');
    expect(await create({}, { Promt: 'x' })).toBe('UnknownParameter');
    expect(await create({}, { ModelName: undefined })).toBe('MissingParameter');
    expect(await create({}, { SessionId: 'mine' })).toBeUndefined();
    expect(await create({}, { SessionId: 'mine' })).toBe('InvalidParameterValue.SessionId');
    vi.setSystemTime(sandbox.clock.now() - 600_000);
    expect(await create({})).toBe('AuthFailure.SignatureExpire');
  });

  test('gets RequestLimitExceeded for the 21st request in a second', async () => {
    const client = vodClient();
    const codes: unknown[] = [];
    for (let calls = 0; calls < 21; calls += 1) codes.push(await codeOf(client.CreateAigcImageTask(gg())));
    expect(codes).toEqual([...Array.from({ length: 20 }), 'RequestLimitExceeded']);
  });
});
