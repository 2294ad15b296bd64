import { afterEach, describe, expect, test } from 'vitest';
import { createSandbox, type Sandbox, type SandboxOptions } from '../../index.ts';
import { callMps } from '../../testing/cloud-requests.ts';
import { decodePng } from '../../testing/decode-png.ts';
import { payload } from '@x/payloads';
import { shapeOf } from '../../testing/shape-of.ts';
import { pause } from '../../testing/tensorslab-requests.ts';

let sandbox: Sandbox;
afterEach(() => sandbox.close());
const start = async (options: SandboxOptions = {}): Promise<void> => {
  sandbox = await createSandbox({ time: 'virtual', taskDurationMs: 10_000, ...options });
};
const submit = (payload: object = { Prompt: 'cat' }) => callMps(sandbox, 'CreateAigcImageTask', payload);
const submitted = async (payload?: object) => (await submit(payload)).result.TaskId as string;
const describeTask = (TaskId: string) => callMps(sandbox, 'DescribeAigcImageTask', { TaskId });
const download = (url: string) => sandbox.fetch(new Request(url));

describe('CreateAigcImageTask', () => {
  test.each(['create-request', 'create-request-full', 'create-request-hunyuan-size'])('takes %s', async (name) => {
    await start();
    const request = payload(`mps/${name}`);
    const answer = await submit(request);
    expect(shapeOf(answer.json)).toEqual(shapeOf(payload('mps/create-response')));
    expect(answer.result.TaskId).toMatch(/^\d{10}-AigcImage-[0-9a-f]{32}$/);
    expect(sandbox.tasks).toMatchObject([{ service: 'mps-aigc', id: answer.result.TaskId, input: request }]);
    expect(sandbox.executions).toMatchObject([{ service: 'mps-aigc', id: answer.result.TaskId }]);
  });

  test('takes a picture without a prompt, and any model', async () => {
    await start();
    const ImageInfos = [{ ImageUrl: 'https://images.example/1.png', ReferenceType: 'style' }];
    expect((await submit({ ImageInfos })).code).toBeUndefined();
    const scene = { ModelName: 'Next', ModelVersion: '9', SceneType: '3d_panorama', Prompt: 'cat' };
    expect((await submit(scene)).code).toBeUndefined();
  });

  test.each<[object, string]>([
    [{}, 'InvalidParameter'],
    [{ Prompt: '', ImageInfos: [] }, 'InvalidParameter'],
    [{ ImageInfos: [{}] }, 'InvalidParameter'],
    [{ ImageInfos: [{ ImageUrl: '', ReferenceType: 'style' }] }, 'InvalidParameter'],
    [{ Prompt: 'cat', StoreCosParam: { CosBucketName: 'mine-1250000000' } }, 'InvalidParameter'],
    [{ Prompt: 'cat', StoreCosParam: { CosBucketRegion: 'ap-guangzhou' } }, 'InvalidParameter'],
    [{ Prompt: 'cat', AdditionalParameters: 'size=1' }, 'InvalidParameter'],
    [{ Prompt: 'cat', ExtraParameters: { LogoAdd: 2 } }, 'InvalidParameter'],
    [{ Prompt: 'cat', ExtraParameters: { OutputFormat: 'gif' } }, 'InvalidParameter'],
    [{ Prompt: 'a [sandbox:reject] cat' }, 'InvalidParameter'],
    [{ Prompt: '[sandbox:violation]' }, 'InvalidParameter.ViolationContent'],
    [{ Prompt: '[sandbox:no-credits]' }, 'FailedOperation.UserArrears'],
  ])('%j is refused with %s', async (payload, code) => {
    await start();
    expect((await submit(payload)).code).toBe(code);
    expect(sandbox.executions).toEqual([]);
  });

  test('a violation is told as in the example', async () => {
    await start();
    const { json } = await submit({ Prompt: '[sandbox:violation]' });
    const example = payload('mps/error-violation');
    expect(json).toEqual({ Response: { ...example.Response, RequestId: expect.any(String) } });
  });
});

describe('DescribeAigcImageTask', () => {
  test('follows the task through its states', async () => {
    await start();
    const id = await submitted();
    const expectExample = async (name: string): Promise<void> => {
      const { json } = await describeTask(id);
      const example = payload(`mps/${name}`);
      expect(shapeOf(json)).toEqual(shapeOf(example));
      expect([json.Response.Status, json.Response.Message]).toEqual([
        example.Response.Status,
        example.Response.Message,
      ]);
    };
    await expectExample('describe-response-wait');
    await pause(sandbox, 1_999);
    await expectExample('describe-response-wait');
    await pause(sandbox, 1);
    await expectExample('describe-response-run');
    await pause(sandbox, 8_000);
    await expectExample('describe-response-done');
    expect((await describeTask(id)).result.ImageUrls).toEqual([`${sandbox.url}/pictures/mps-aigc/${id}-1.png`]);
  });

  test('a task whose prompt says so fails', async () => {
    await start();
    const id = await submitted({ Prompt: '[sandbox:fail]' });
    await pause(sandbox, 10_000);
    const { json } = await describeTask(id);
    expect(shapeOf(json)).toEqual(shapeOf(payload('mps/describe-response-fail')));
    expect(json.Response).toMatchObject({ Status: 'FAIL', ImageUrls: [], Message: 'Generation failed' });
  });

  test('unknown tasks and those of a week ago are not found', async () => {
    await start();
    const example = payload('mps/error-task-not-found');
    const notFound = { Response: { ...example.Response, RequestId: expect.any(String) } };
    expect((await describeTask('4-AigcImage-c3b145ec76a04f1894ac55b9e63be17d')).json).toEqual(notFound);
    const id = await submitted();
    await pause(sandbox, 7 * 86_400_000 - 1);
    expect((await describeTask(id)).result.Status).toBe('DONE');
    await pause(sandbox, 1);
    expect((await describeTask(id)).json).toEqual(notFound);
  });

  test('faults: a word that is none, done without a picture', async () => {
    await start({ faults: [{ fault: 'unknown-status', nth: 1 }, { fault: 'no-picture', nth: 1 }] }); // prettier-ignore
    const id = await submitted();
    expect((await describeTask(id)).result.Status).toBe('ARCHIVED');
    expect((await describeTask(id)).result.Status).toBe('WAIT');
    await pause(sandbox, 10_000);
    expect((await describeTask(id)).result).toMatchObject({ Status: 'DONE', ImageUrls: [] });
    expect((await describeTask(id)).result).toMatchObject({ Status: 'DONE', ImageUrls: [expect.any(String)] });
  });
});

describe('pictures', () => {
  test.each<[object, number, number]>([
    [{}, 1024, 1024],
    [{ ExtraParameters: { AspectRatio: '16:9' } }, 1360, 768],
    [{ ExtraParameters: { AspectRatio: '1:1', Resolution: '720P' } }, 720, 720],
    [{ ExtraParameters: { AspectRatio: '9:16', Resolution: '1080P' } }, 800, 1440],
    [{ ExtraParameters: { AspectRatio: 'auto', Resolution: 'huge' } }, 1024, 1024],
    [{ AdditionalParameters: '{"size":"1024x768"}' }, 1024, 768],
    [{ AdditionalParameters: '{"size":"99999x99999"}' }, 1024, 1024],
  ])('%j is %i×%i pixels', async (payload, width, height) => {
    await start({ taskDurationMs: 0 });
    const id = await submitted({ Prompt: '水墨山水', ...payload });
    const [url] = (await describeTask(id)).result.ImageUrls;
    const drawn = decodePng(new Uint8Array(await (await download(url)).arrayBuffer()));
    expect([drawn.width, drawn.height]).toEqual([width, height]);
  });

  test('their links die after twelve hours', async () => {
    await start();
    const id = await submitted();
    await pause(sandbox, 10_000);
    const [url] = (await describeTask(id)).result.ImageUrls;
    await pause(sandbox, 12 * 3_600_000 - 1);
    expect((await download(url)).status).toBe(200);
    await pause(sandbox, 1);
    const expired = await download(url);
    expect([expired.status, await expired.text()]).toEqual([403, expect.stringContaining('Request has expired')]);
    expect((await describeTask(id)).result.Status).toBe('DONE');
  });

  test('of saved tasks are there in another sandbox', async () => {
    await start();
    const id = await submitted();
    const savedTasks = sandbox.saveTasks();
    await sandbox.close();
    await start({ savedTasks });
    await pause(sandbox, 10_000);
    const [url] = (await describeTask(id)).result.ImageUrls;
    expect((await download(url)).status).toBe(200);
    await pause(sandbox, 12 * 3_600_000);
    expect((await download(url)).status).toBe(403);
  });
});
