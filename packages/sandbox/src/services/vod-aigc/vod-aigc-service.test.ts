import { afterEach, describe, expect, test } from 'vitest';
import { createSandbox, type Sandbox, type SandboxOptions } from '../../index.ts';
import { callVod } from '../../testing/cloud-requests.ts';
import { decodePng } from '../../testing/decode-png.ts';
import { payload } from '@x/payloads';
import { shapeOf } from '../../testing/shape-of.ts';
import { pause } from '../../testing/tensorslab-requests.ts';

let sandbox: Sandbox;
afterEach(() => sandbox.close());
const start = async (options: SandboxOptions = {}): Promise<void> => {
  sandbox = await createSandbox({ time: 'virtual', taskDurationMs: 10_000, ...options });
};
const cat = { ModelName: 'GEM', ModelVersion: '2.5', Prompt: 'cat' };
const submit = (payload: object = {}) => callVod(sandbox, 'CreateAigcImageTask', { ...cat, ...payload });
const submitted = async (payload?: object) => (await submit(payload)).result.TaskId as string;
const detail = (TaskId: string, payload: object = {}) => callVod(sandbox, 'DescribeTaskDetail', { TaskId, ...payload });
const statusOf = async (id: string) => (await detail(id)).result.Status as string;
const dayMs = 86_400_000;

/** A request of the examples, for the application of this sandbox. */
const exampleRequest = (name: string) => ({
  ...payload(`vod/${name}`),
  SubAppId: sandbox.settings.vodAigc.subAppId,
});

describe('CreateAigcImageTask', () => {
  test.each(['create-request', 'create-request-reference-url', 'create-request-hunyuan-size'])(
    'takes %s',
    async (name) => {
      await start();
      const request = exampleRequest(name);
      const { json, result } = await callVod(sandbox, 'CreateAigcImageTask', request);
      expect(shapeOf(json)).toEqual(shapeOf(payload('vod/create-response')));
      const { subAppId } = sandbox.settings.vodAigc;
      expect(result.TaskId).toMatch(new RegExp(`^${subAppId}-AigcImageTask-[0-9a-f]{32}t$`));
      expect(sandbox.tasks).toEqual([{ service: 'vod-aigc', id: result.TaskId, status: 'queued', input: request }]);
    },
  );

  test.each<[object, string]>([
    [{ SubAppId: undefined }, 'MissingParameter'],
    [{ ModelName: undefined }, 'MissingParameter'],
    [{ ModelVersion: undefined }, 'MissingParameter'],
    [{ SubAppId: 1 }, 'InvalidParameterValue.SubAppId'],
    [{ SubAppId: '251007502' }, 'InvalidParameter'],
    [{ EnhancePrompt: true }, 'InvalidParameter'],
    [{ Prompt: undefined }, 'InvalidParameter'],
    [{ SessionId: 'x'.repeat(51) }, 'InvalidParameterValue.SessionIdTooLong'],
    [{ SessionContext: 'x'.repeat(1_001) }, 'InvalidParameterValue.SessionContextTooLong'],
    [{ TasksPriority: 11 }, 'InvalidParameter'],
    [{ TasksPriority: 'high' }, 'InvalidParameter'],
    [{ EnhancePrompt: 'enabled' }, 'InvalidParameter'],
    [{ OutputConfig: { StorageMode: 'Forever' } }, 'InvalidParameter'],
    [{ OutputConfig: { MediaName: 'x'.repeat(65) } }, 'InvalidParameter'],
    [{ ModelName: 'Kling', OutputConfig: { OutputImageCount: 0 } }, 'InvalidParameter'],
    [{ ModelName: 'Kling', OutputConfig: { OutputImageCount: 10 } }, 'InvalidParameter'],
    [{ ModelName: 'OG', OutputConfig: { OutputImageCount: 9 } }, 'InvalidParameter'],
    [{ Prompt: undefined, FileInfos: [{}] }, 'InvalidParameter'],
    [{ Prompt: undefined, FileInfos: [{ Type: 'Url' }] }, 'InvalidParameter'],
    [{ Prompt: undefined, FileInfos: [{ Type: 'Url', FileId: '1' }] }, 'InvalidParameter'],
    [{ Prompt: undefined, FileInfos: [{ Type: 'constructor' }] }, 'InvalidParameter'],
    [{ FileInfos: [{ Type: 'Base64', Base64: 'data:image/png;base64,AAAA' }] }, 'InvalidParameter'],
    [{ FileInfos: [{ Url: 'https://a.example/1.png' }, { Type: 'url' }] }, 'InvalidParameter'],
    [{ Prompts: 'cat' }, 'UnknownParameter'],
    [{ FileInfos: [{ Usage: 'FirstFrame' }] }, 'UnknownParameter'],
    [{ Prompt: '[sandbox:reject]' }, 'InvalidParameter'],
    [{ Prompt: '[sandbox:violation]' }, 'InvalidParameter.ViolationContent'],
    [{ Prompt: '[sandbox:no-credits]' }, 'LimitExceeded.Quota'],
  ])('%j is refused with %s', async (payload, code) => {
    await start();
    expect((await submit(payload)).code).toBe(code);
    expect(sandbox.executions).toEqual([]);
  });

  test('takes what is just short enough', async () => {
    await start();
    const OutputConfig = { MediaName: '猫'.repeat(64) };
    const most = { SessionId: '猫'.repeat(50), SessionContext: '猫'.repeat(1_000), TasksPriority: -10, OutputConfig };
    expect((await submit(most)).code).toBeUndefined();
  });

  test.each([
    { FileId: '5145403000000000000' },
    { Type: 'File', FileId: '5145403000000000000' },
    { Type: 'Url', Url: 'https://a.example/1.png' },
    { Type: 'Base64', Base64: 'AAAA' },
  ])('needs no prompt beside %j', async (file) => {
    await start();
    expect((await submit({ Prompt: undefined, FileInfos: [{}, file] })).code).toBeUndefined();
  });

  test('a SessionId is refused for three days, and says nothing of the first task', async () => {
    await start();
    expect((await submit({ SessionId: 'mine' })).code).toBeUndefined();
    const example = payload('vod/error-session-id-duplicate');
    const duplicate = { Response: { ...example.Response, RequestId: expect.any(String) } };
    expect((await submit({ SessionId: 'mine' })).json).toEqual(duplicate);
    expect((await submit({ SessionId: 'other' })).code).toBeUndefined();
    for (const SessionId of ['', '', undefined]) expect((await submit({ SessionId })).code).toBeUndefined();
    await pause(sandbox, 3 * dayMs - 1);
    expect((await submit({ SessionId: 'mine' })).json).toEqual(duplicate);
    await pause(sandbox, 1);
    expect((await submit({ SessionId: 'mine' })).code).toBeUndefined();
    expect(sandbox.executions).toHaveLength(6);
  });
});

describe('DescribeTaskDetail', () => {
  /** Everything but the picture's name, the dates and the ids is as in the example. */
  const request = {
    ModelName: 'GG',
    ModelVersion: '2.5',
    Prompt: 'generate a car',
    EnhancePrompt: 'Enabled',
    OutputConfig: { AspectRatio: '16:9', Resolution: '1K' },
    SessionId: 'mysession',
    SessionContext: 'mySessionContext',
  };

  test('follows the task through its states', async () => {
    await start();
    const id = await submitted(request);
    const waiting = await detail(id);
    expect(shapeOf(waiting.json)).toEqual(shapeOf(payload('vod/describe-response-waiting')));
    expect(waiting.result).toMatchObject({ Status: 'WAITING', TaskType: 'AigcImageTask', AigcImageTask: null });
    expect(waiting.result).toMatchObject({ CreateTime: '2026-01-01T00:00:00Z', BeginProcessTime: '', FinishTime: '' });

    await pause(sandbox, 5_000);
    const processing = await detail(id);
    const processingExample = payload('vod/describe-response-processing');
    expect(shapeOf(processing.json)).toEqual(shapeOf(processingExample));
    expect(processing.result).toMatchObject({
      Status: 'PROCESSING',
      CreateTime: '2026-01-01T00:00:00Z',
      BeginProcessTime: '2026-01-01T00:00:02Z',
      FinishTime: '0000-00-00T00:00:00Z',
    });
    expect(processing.result.AigcImageTask).toEqual({
      ...processingExample.Response.AigcImageTask,
      TaskId: id,
      Progress: 37,
    });

    await pause(sandbox, 5_000);
    const finished = await detail(id);
    const successExample = payload('vod/describe-response-finish-success');
    expect(shapeOf(finished.json)).toEqual(shapeOf(successExample));
    expect(finished.result).toMatchObject({ Status: 'FINISH', FinishTime: '2026-01-01T00:00:10Z' });
    expect(finished.result.AigcImageTask).toEqual({
      ...successExample.Response.AigcImageTask,
      TaskId: id,
      Output: {
        FileInfos: [
          {
            ...successExample.Response.AigcImageTask.Output.FileInfos[0],
            ExpireTime: '2026-01-08T00:00:10Z',
            FileUrl: `http://sandbox.test/pictures/vod-aigc/${id}-1.png`,
          },
        ],
      },
    });
  });

  test('a task that failed says FINISH', async () => {
    await start();
    const id = await submitted({ ...request, Prompt: '[sandbox:fail] car' });
    await pause(sandbox, 10_000);
    const { json, result } = await detail(id);
    const example = payload('vod/describe-response-finish-failed');
    expect(shapeOf(json)).toEqual(shapeOf(example));
    expect(result.AigcImageTask).toEqual({
      ...example.Response.AigcImageTask,
      Input: { ...example.Response.AigcImageTask.Input, Prompt: '[sandbox:fail] car' },
      TaskId: id,
    });
  });

  test.each(['RequestLimitExceeded', 'InvalidParameter.VoilationContent', 'ContentModerationFailed', 'TaskTimeout'])(
    'and with %s when the prompt wants it',
    async (word) => {
      await start({ taskDurationMs: 0 });
      const { result } = await detail(await submitted({ Prompt: `[sandbox:fail:${word}] cat` }));
      expect(result).toMatchObject({ Status: 'FINISH', AigcImageTask: { ErrCode: 70000, ErrCodeExt: word } });
      expect(result.AigcImageTask.Message).toContain(`err:{${word} `);
    },
  );

  test('a task that is called off says ABORTED, and no error', async () => {
    await start();
    const id = await submitted({ Prompt: '[sandbox:abort]' });
    await pause(sandbox, 10_000);
    expect((await detail(id)).result).toMatchObject({
      Status: 'ABORTED',
      AigcImageTask: { Status: 'FINISH', ErrCode: 0, ErrCodeExt: '', Output: { FileInfos: [] } },
    });
    expect(sandbox.tasks).toMatchObject([{ status: 'failed' }]);
  });

  test.each<[string, object, string]>([
    ['251007502-AigcImageTask-65c1e8621b509033a1a766c56c673745t', {}, 'ResourceNotFound'],
    ['nonsense', {}, 'InvalidParameterValue.TaskId'],
    ['nonsense', { SubAppId: 1 }, 'InvalidParameterValue.SubAppId'],
  ])('%s %j is %s', async (id, payload, code) => {
    await start();
    expect((await detail(id, payload)).code).toBe(code);
  });

  test('a task belongs to its application, and is known for three days', async () => {
    await start();
    const id = await submitted();
    expect((await detail(id, { SubAppId: undefined })).code).toBe('ResourceNotFound');
    await pause(sandbox, 3 * dayMs - 1);
    expect((await detail(id)).code).toBeUndefined();
    await pause(sandbox, 1);
    expect((await detail(id)).code).toBe('ResourceNotFound');
  });

  test('faults: a word that is none, done without a picture', async () => {
    await start({ faults: [{ fault: 'unknown-status', nth: 1 }, { fault: 'no-picture', nth: 1 }] }); // prettier-ignore
    const id = await submitted();
    expect((await detail(id)).result.Status).toBe('ARCHIVED');
    await pause(sandbox, 10_000);
    expect((await detail(id)).result).toMatchObject({ Status: 'FINISH', AigcImageTask: { ErrCode: 0, Output: { FileInfos: [] } } }); // prettier-ignore
    expect((await detail(id)).result.AigcImageTask.Output.FileInfos).toHaveLength(1);
  });
});

describe('the account', () => {
  test('runs one task at a time, the others wait for their turn', async () => {
    await start();
    const ids = [await submitted(), await submitted(), await submitted()];
    const statuses = async () => (await Promise.all(ids.map(statusOf))).join(' ');
    await pause(sandbox, 9_999);
    expect(await statuses()).toBe('PROCESSING WAITING WAITING');
    await pause(sandbox, 1);
    expect(await statuses()).toBe('FINISH WAITING WAITING');
    await pause(sandbox, 2_000);
    expect(await statuses()).toBe('FINISH PROCESSING WAITING');
    await pause(sandbox, 18_000);
    expect(await statuses()).toBe('FINISH FINISH FINISH');
    const last = (await detail(ids[2] ?? '')).result;
    expect([last.BeginProcessTime, last.FinishTime]).toEqual(['2026-01-01T00:00:22Z', '2026-01-01T00:00:30Z']);
  });

  test('runs as many as it is told to', async () => {
    await start({ vodConcurrency: 2 });
    const ids = [await submitted(), await submitted(), await submitted()];
    await pause(sandbox, 5_000);
    expect(await Promise.all(ids.map(statusOf))).toEqual(['PROCESSING', 'PROCESSING', 'WAITING']);
    await pause(sandbox, 10_000);
    expect(await Promise.all(ids.map(statusOf))).toEqual(['FINISH', 'FINISH', 'PROCESSING']);
  });

  test('can let those above its limit fail instead', async () => {
    await start({ vodWhenBusy: 'fail' });
    const ids = [await submitted(), await submitted()];
    await pause(sandbox, 1_000);
    expect((await detail(ids[1] ?? '')).result).toMatchObject({
      Status: 'FINISH',
      AigcImageTask: { ErrCode: 70000, ErrCodeExt: 'RequestLimitExceeded', Output: { FileInfos: [] } },
    });
    await pause(sandbox, 8_500);
    const late = await submitted();
    await pause(sandbox, 500);
    expect((await detail(ids[0] ?? '')).result.AigcImageTask.ErrCode).toBe(0);
    // The late one is failing still, but takes no place.
    expect((await detail(late)).result.Status).toBe('PROCESSING');
    const next = await submitted();
    await pause(sandbox, 10_000);
    expect((await detail(late)).result.AigcImageTask.ErrCode).toBe(70000);
    expect((await detail(next)).result.AigcImageTask.ErrCode).toBe(0);
  });

  test('goes on where it was, in another sandbox', async () => {
    await start();
    const ids = [await submitted(), await submitted({ Prompt: '[sandbox:fail:TaskTimeout]', SessionId: 'mine' })];
    const savedTasks = sandbox.saveTasks();
    await sandbox.close();
    await start({ savedTasks: JSON.parse(JSON.stringify(savedTasks)) });
    expect(sandbox.saveTasks()).toEqual(savedTasks);
    expect((await submit({ SessionId: 'mine' })).code).toBe('InvalidParameterValue.SessionId');
    await pause(sandbox, 12_000);
    expect(await Promise.all(ids.map(statusOf))).toEqual(['FINISH', 'PROCESSING']);
    await pause(sandbox, 8_000);
    expect((await detail(ids[1] ?? '')).result.AigcImageTask).toMatchObject({ ErrCodeExt: 'TaskTimeout' });
  });
});

describe('pictures', () => {
  const pictureOf = async (url: string) => sandbox.fetch(new Request(url));
  const sizeOf = async (url: string) => {
    const { width, height } = decodePng(new Uint8Array(await (await pictureOf(url)).arrayBuffer()));
    return [width, height];
  };

  test.each<[object, number, number]>([
    [{}, 1024, 1024],
    [{ OutputConfig: { AspectRatio: '16:9', Resolution: '1k' } }, 1360, 768],
    [{ OutputConfig: { AspectRatio: '1:1', Resolution: '2K' } }, 2048, 2048],
    [{ ModelName: 'Hunyuan', ExtInfo: '{"AdditionalParameters":"{\\"size\\":\\"728x1024\\"}"}' }, 728, 1024],
    [{ ExtInfo: 'myextinfo' }, 1024, 1024],
  ])('%j is %i×%i pixels', async (payload, width, height) => {
    await start({ taskDurationMs: 0 });
    const { result } = await detail(await submitted(payload));
    expect(await sizeOf(result.AigcImageTask.Output.FileInfos[0].FileUrl)).toEqual([width, height]);
  });

  test('Kling and OG make several', async () => {
    await start({ taskDurationMs: 0 });
    const count = async (payload: object) =>
      (await detail(await submitted(payload))).result.AigcImageTask.Output.FileInfos.length;
    const config = (OutputImageCount: number) => ({ OutputConfig: { OutputImageCount } });
    for (const most of [1, 9]) expect(await count({ ModelName: 'Kling', ...config(most) })).toBe(most);
    expect(await count({ ModelName: 'OG', ...config(8) })).toBe(8);
    expect(await count({ ModelName: 'OG' })).toBe(1);
    for (const ModelName of ['GG', 'constructor']) {
      for (const ignored of [0, 9]) expect(await count({ ModelName, ...config(ignored) })).toBe(1);
    }
  });

  test('temporary ones are there for seven days', async () => {
    await start();
    const id = await submitted();
    await pause(sandbox, 10_000);
    const { FileUrl } = (await detail(id)).result.AigcImageTask.Output.FileInfos[0];
    await pause(sandbox, 7 * dayMs - 1);
    expect((await pictureOf(FileUrl)).status).toBe(200);
    await pause(sandbox, 1);
    expect((await pictureOf(FileUrl)).status).toBe(403);
  });

  test('stored ones have an id that leads to their URL', async () => {
    await start({ taskDurationMs: 0 });
    const OutputConfig = { StorageMode: 'Permanent', MediaName: 'car', AspectRatio: '16:9', Resolution: '1K' };
    const stored = await detail(await submitted({ OutputConfig }));
    expect(shapeOf(stored.json)).toEqual(shapeOf(payload('vod/describe-response-finish-permanent')));
    const [file] = stored.result.AigcImageTask.Output.FileInfos;
    expect(file).toEqual({
      ClassId: 0,
      ExpireTime: '9999-12-31T23:59:59Z',
      FileId: expect.stringMatching(/^\d{19}$/),
      FileType: 'png',
      FileUrl: expect.stringMatching(/^http:/),
      MediaName: 'car',
      MetaData: { Height: 768, Width: 1360, Size: 0 },
      StorageMode: 'Permanent',
    });

    const without = await detail(await submitted({ OutputConfig, Prompt: '[sandbox:no-url] car' }));
    const [bare] = without.result.AigcImageTask.Output.FileInfos;
    expect([bare.FileUrl, bare.FileId]).toEqual(['', expect.stringMatching(/^\d{19}$/)]);
    const { result } = await callVod(sandbox, 'DescribeMediaInfos', { FileIds: [bare.FileId, '1'], Filters: ['basicInfo'] }); // prettier-ignore
    expect(result).toMatchObject({
      MediaInfoSet: [
        { FileId: bare.FileId, BasicInfo: { Name: 'car', Type: 'png', Category: 'Image' }, MetaData: null },
      ],
      NotExistFileIdSet: ['1'],
    });
    expect((await pictureOf(result.MediaInfoSet[0].BasicInfo.MediaUrl)).status).toBe(200);
    await pause(sandbox, 30 * dayMs);
    expect((await pictureOf(file.FileUrl)).status).toBe(200);
  });

  test.each<[object, string]>([
    [{}, 'MissingParameter'],
    [{ FileIds: [] }, 'InvalidParameterValue.FileIds'],
    [{ FileIds: Array.from({ length: 21 }, String) }, 'InvalidParameterValue.FileIds'],
    [{ FileIds: ['1'], SubAppId: 1 }, 'InvalidParameterValue.SubAppId'],
  ])('DescribeMediaInfos refuses %j with %s', async (payload, code) => {
    await start();
    expect((await callVod(sandbox, 'DescribeMediaInfos', payload)).code).toBe(code);
  });
});

describe('DescribeTasks', () => {
  const list = async (payload: object = {}) => (await callVod(sandbox, 'DescribeTasks', payload)).result;

  test('finds a task by its SessionId', async () => {
    await start();
    await submitted({ SessionId: 'first' });
    await pause(sandbox, 1_000);
    const id = await submitted({ SessionId: 'second', SessionContext: 'context' });
    const { TaskSet, ScrollToken } = await list();
    expect(TaskSet.map(({ SessionId }: { SessionId: string }) => SessionId)).toEqual(['second', 'first']);
    expect(TaskSet[0]).toEqual({
      TaskId: id,
      Status: 'WAITING',
      FileId: '',
      TaskType: 'AigcImageTask',
      CreateTime: '2026-01-01T00:00:01Z',
      BeginProcessTime: '',
      FinishTime: '',
      SessionId: 'second',
      SessionContext: 'context',
    });
    expect(ScrollToken).toBe('');
  });

  test('gives them piece by piece, and only those that are asked for', async () => {
    await start({ taskDurationMs: 1_000, vodConcurrency: 99 });
    const ids: string[] = [];
    for (let count = 0; count < 12; count += 1) {
      ids.unshift(await submitted());
      await pause(sandbox, 1_000);
    }
    const first = await list();
    const second = await list({ ScrollToken: first.ScrollToken });
    const idsOf = (answer: { TaskSet: { TaskId: string }[] }) => answer.TaskSet.map(({ TaskId }) => TaskId);
    expect([...idsOf(first), ...idsOf(second)]).toEqual(ids);
    expect([first.TaskSet.length, second.ScrollToken]).toEqual([10, '']);
    expect(idsOf(await list({ Limit: 1, Sort: { Field: 'CreateTime', Order: 'Asc' } }))).toEqual(ids.slice(-1));
    const CreateTime = { After: '2026-01-01T00:00:03Z', Before: '2026-01-01T00:00:04Z' };
    expect(idsOf(await list({ CreateTime }))).toEqual(ids.slice(-5, -3));
    expect(idsOf(await list({ FinishTime: CreateTime, Sort: { Field: 'FinishTime' } }))).toEqual(ids.slice(-4, -2));
    const running = await submitted();
    expect(idsOf(await list({ Status: 'WAITING' }))).toEqual([running]);
    expect(idsOf(await list({ FileId: '1' }))).toEqual([]);
    expect(idsOf(await list({ SubAppId: undefined }))).toEqual([]);
    await pause(sandbox, 3 * dayMs);
    expect(idsOf(await list())).toEqual([]);
  });

  test.each<[object, string]>([
    [{ Limit: 0 }, 'InvalidParameterValue.Limit'],
    [{ Limit: 101 }, 'InvalidParameterValue.Limit'],
    [{ ScrollToken: 'x' }, 'InvalidParameterValue'],
    [{ SessionId: 'mine' }, 'UnknownParameter'],
  ])('%j is refused with %s', async (payload, code) => {
    await start();
    expect((await callVod(sandbox, 'DescribeTasks', payload)).code).toBe(code);
  });
});
