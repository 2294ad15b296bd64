import { afterEach, describe, expect, test } from 'vitest';
import { createSandbox, type Sandbox, type SandboxOptions } from '../../index.ts';
import { decodePng } from '../../testing/decode-png.ts';
import { askGateway, queryGateway, submitToGateway } from '../../testing/gateway-requests.ts';
import { payload } from '@x/payloads';
import { shapeOf } from '../../testing/shape-of.ts';
import { pause } from '../../testing/tensorslab-requests.ts';

let sandbox: Sandbox;
afterEach(() => sandbox.close());
const start = async (options: SandboxOptions = {}): Promise<void> => {
  sandbox = await createSandbox({ time: 'virtual', taskDurationMs: 10_000, ...options });
};
/** Of the documentation's example of a query. */
const pig = {
  model_name: 'GEM',
  model_version: '2.5',
  prompt: 'pig',
  enhance_prompt: 'Enabled',
  negative_prompt: 'blur, distorted',
  output_config: { storage_mode: 'Temporary' },
};
const submit = (body: object = {}) => submitToGateway(sandbox, { ...pig, ...body });
const query = (id: string) => queryGateway(sandbox, id);

describe('raw', () => {
  const submitted = async (body?: object) => (await submit(body)).json.Response.TaskId as string;

  test('a submit answers as documented', async () => {
    await start();
    const request = payload('gateway/create-request');
    const { status, json } = await submitToGateway(sandbox, request);
    expect(status).toBe(200);
    expect(shapeOf(json)).toEqual(shapeOf(payload('gateway/create-response-raw')));
    expect(json.Response.TaskId).toMatch(/^\d{10}-AigcImageTask-[0-9a-f]{32}t$/);
    expect(sandbox.tasks).toMatchObject([
      { service: 'vod-aigc-gateway', id: json.Response.TaskId, status: 'queued', input: request },
    ]);
    expect(sandbox.executions).toHaveLength(1);
  });

  test('a query hands Tencent’s answer through, without what is empty', async () => {
    await start();
    const id = await submitted();
    expect((await query(id)).json).toEqual({
      Response: {
        Status: 'WAITING',
        TaskType: 'AigcImageTask',
        CreateTime: '2026-01-01T00:00:00Z',
        RequestId: expect.any(String),
      },
    });
    await pause(sandbox, 5_000);
    expect((await query(id)).json.Response).toMatchObject({
      Status: 'PROCESSING',
      BeginProcessTime: '2026-01-01T00:00:02Z',
      AigcImageTask: { Status: 'PROCESSING', Progress: 37, TaskId: id },
    });
    expect((await query(id)).json.Response.FinishTime).toBeUndefined();
    await pause(sandbox, 5_000);
    const { json } = await query(id);
    const example = payload('gateway/query-response-raw');
    expect(shapeOf(json)).toEqual(shapeOf(example));
    expect(json.Response.AigcImageTask).toEqual({
      ...example.Response.AigcImageTask,
      TaskId: id,
      Output: {
        FileInfos: [
          {
            FileUrl: `http://sandbox.test/pictures/vod-aigc-gateway/${id}-1.png`,
            ExpireTime: '2026-01-08T00:00:10Z',
            StorageMode: 'Temporary',
          },
        ],
      },
    });
  });

  test('a task that failed says so inside', async () => {
    await start({ taskDurationMs: 0 });
    expect((await query(await submitted({ prompt: '[sandbox:fail]' }))).json.Response).toMatchObject({
      Status: 'FINISH',
      AigcImageTask: { Status: 'FINISH', ErrCode: 70000, ErrCodeExt: 'InternalError', Progress: 100 },
    });
    expect((await query(await submitted({ prompt: '[sandbox:abort]' }))).json.Response.Status).toBe('ABORTED');
  });

  test('runs any number of tasks at once, and makes pictures of the size asked for', async () => {
    await start();
    const output_config = { aspect_ratio: '16:9', resolution: '1K' };
    const ids = [await submitted({ output_config }), await submitted(), await submitted()];
    await pause(sandbox, 10_000);
    const statuses = await Promise.all(ids.map(async (id) => (await query(id)).json.Response.Status));
    expect(statuses).toEqual(['FINISH', 'FINISH', 'FINISH']);
    const [file] = (await query(ids[0] ?? '')).json.Response.AigcImageTask.Output.FileInfos;
    const picture = await sandbox.fetch(new Request(file.FileUrl));
    const { width, height } = decodePng(new Uint8Array(await picture.arrayBuffer()));
    expect([width, height]).toEqual([1360, 768]);
  });

  test.each<[string, object]>([
    ['OutputConfig.OutputImageCount', { output_config: { output_image_count: 'abc' } }],
    ['OutputConfig.OutputImageCount', { output_config: { output_image_count: 1.5 } }],
    ['OutputConfig.StorageMode', { output_config: { storage_mode: true } }],
    // A member in the words of Tencent counts as well.
    ['OutputConfig.OutputImageCount', { OutputConfig: { OutputImageCount: 'abc' } }],
    [
      'FileInfos.1.Url',
      {
        file_infos: [
          { type: 'Url', url: 'https://a.example/1.png' },
          { type: 'Url', url: 5 },
        ],
      },
    ],
    ['TasksPriority', { tasks_priority: 'high' }],
    ['TasksPriority', { tasks_priority: 0.5 }],
  ])('%s of a wrong type is refused by Tencent: %j', async (name, body) => {
    await start();
    const { status, json } = await submit(body);
    expect([status, json.Response.Error]).toEqual([
      200,
      { Code: 'InvalidParameter', Message: `The value type of parameter \`${name}\` is not valid.` },
    ]);
    expect(sandbox.executions).toEqual([]);
  });

  test('members that nobody knows are taken inside as well, and null is none', async () => {
    await start();
    const output_config = { more: [1], output_image_count: null };
    expect((await submit({ output_config, file_infos: [{ usage: 5 }] })).json.Response.TaskId).toBeDefined();
  });

  test('what Tencent refuses comes through with HTTP 200', async () => {
    await start();
    const violation = await submit({ prompt: '[sandbox:violation]' });
    expect(violation.status).toBe(200);
    expect(shapeOf(violation.json)).toEqual(shapeOf(payload('gateway/error-tencent-passthrough')));
    expect(violation.json.Response.Error.Code).toBe('InvalidParameter.ViolationContent');
    await submit({ session_id: 'mine' });
    expect((await submit({ session_id: 'mine' })).json.Response.Error.Code).toBe('InvalidParameterValue.SessionId');
    const long = await submit({ session_id: 'x'.repeat(51) });
    expect(long.json.Response.Error.Code).toBe('InvalidParameterValue.SessionIdTooLong');
    const name = await submit({ output_config: { media_name: 'x'.repeat(65) } });
    expect(name.json.Response.Error.Code).toBe('InvalidParameter');
    expect(sandbox.executions).toHaveLength(1);
  });
});

describe('new-api', () => {
  const submitted = async (body?: object) => (await submit(body)).json.task_id as string;
  const startNewApi = () => start({ gatewayShape: 'new-api' });

  test('a submit has an id of the relay', async () => {
    await startNewApi();
    const { json } = await submit();
    expect(shapeOf(json)).toEqual(shapeOf(payload('gateway/create-response-newapi')));
    expect(json).toMatchObject({ task_id: expect.stringMatching(/^task_[A-Za-z0-9]{32}$/), status: 'queued' });
    expect(json.id).toBe(json.task_id);
    expect(sandbox.tasks).toMatchObject([{ id: json.task_id }]);
  });

  test('a query answers an envelope', async () => {
    await startNewApi();
    await submitted();
    const id = await submitted();
    const created = Date.parse('2026-01-01T00:00:00Z') / 1_000;
    expect((await query(id)).json.data).toMatchObject({ status: 'QUEUED', progress: '0%', start_time: 0, data: null });
    await pause(sandbox, 5_000);
    const running = (await query(id)).json;
    expect(shapeOf(running)).toEqual(shapeOf(payload('gateway/query-newapi-in-progress')));
    expect(running.data).toMatchObject({
      id: 2,
      task_id: id,
      status: 'IN_PROGRESS',
      progress: '37%',
      submit_time: created,
      start_time: created + 2,
      updated_at: created + 5,
      finish_time: 0,
    });
    await pause(sandbox, 5_000);
    const done = (await query(id)).json;
    expect(shapeOf(done)).toEqual(shapeOf(payload('gateway/query-newapi-success')));
    const { FileUrl } = done.data.data.Response.AigcImageTask.Output.FileInfos[0];
    expect(done.data).toMatchObject({
      status: 'SUCCESS',
      progress: '100%',
      result_url: FileUrl,
      finish_time: created + 10,
    });
    expect(done.data.data.Response.AigcImageTask.TaskId).toMatch(/^\d{10}-AigcImageTask-[0-9a-f]{32}t$/);
    expect((await sandbox.fetch(new Request(FileUrl))).status).toBe(200);
  });

  test('of a task that failed the URL is the reason', async () => {
    await startNewApi();
    const id = await submitted({ prompt: '[sandbox:fail]', session_id: 'a', session_context: 'b', output_config: { resolution: '1K', aspect_ratio: '16:9' } }); // prettier-ignore
    await pause(sandbox, 10_000);
    const { json } = await query(id);
    const example = payload('gateway/query-newapi-failure');
    expect(shapeOf(json)).toEqual(shapeOf(example));
    const { fail_reason, result_url, status } = example.data;
    expect(json.data).toMatchObject({ fail_reason, result_url, status });
  });

  test('faults: a word that is none, done without a picture, no id', async () => {
    await startNewApi();
    sandbox.faults.set([
      { fault: 'unknown-status', nth: 1 },
      { fault: 'no-picture', nth: 1 },
      { fault: 'no-id', nth: 2 },
      { fault: 'unknown-field', on: 'submit', nth: 3 },
    ]);
    const id = await submitted();
    expect((await query(id)).json.data.status).toBe('ARCHIVED');
    await pause(sandbox, 10_000);
    const { data } = (await query(id)).json;
    expect(data).toMatchObject({ status: 'SUCCESS', result_url: '' });
    expect(data.data.Response.AigcImageTask.Output).toBeUndefined();
    expect(Object.keys((await submit()).json)).not.toContain('id');
    expect((await submit()).json).toHaveProperty('sandbox_unknown');
  });
});

describe('stored pictures', () => {
  const forGood = { storage_mode: 'Permanent', media_name: 'car', class_id: 3 };
  const filesOf = (response: { AigcImageTask: { Output: { FileInfos: unknown[] } } }) =>
    response.AigcImageTask.Output.FileInfos;

  test.each(['raw', 'new-api'] as const)('have an id and no end (%s)', async (gatewayShape) => {
    await start({ gatewayShape, taskDurationMs: 0 });
    await submit({ output_config: forGood });
    await submit({ output_config: { ...forGood, expire_time: '2026-02-01T00:00:00Z' } });
    const answers = await Promise.all(sandbox.tasks.map(async ({ id }) => (await query(id)).json));
    const [file, other] = answers.flatMap((json) => filesOf((gatewayShape === 'raw' ? json : json.data.data).Response));
    expect(file).toEqual({
      ClassId: 3,
      ExpireTime: '9999-12-31T23:59:59Z',
      FileId: expect.stringMatching(/^\d{19}$/),
      FileType: 'png',
      FileUrl: expect.stringMatching(/^http:/),
      MediaName: 'car',
      MetaData: { Height: 1024, Width: 1024 },
      StorageMode: 'Permanent',
    });
    expect(other).toMatchObject({ ExpireTime: '2026-02-01T00:00:00Z' });
    await pause(sandbox, 30 * 86_400_000);
    expect((await sandbox.fetch(new Request((file as { FileUrl: string }).FileUrl))).status).toBe(200);
  });

  test('can come with their ids alone', async () => {
    await start({ gatewayShape: 'new-api', taskDurationMs: 0 });
    await submit({ output_config: forGood, prompt: '[sandbox:no-url] car' });
    const { data } = (await query(sandbox.tasks[0]?.id ?? '')).json;
    const [file] = filesOf(data.data.Response);
    expect(file).toMatchObject({ FileId: expect.stringMatching(/^\d{19}$/) });
    expect(file).not.toHaveProperty('FileUrl');
    expect(data.result_url).toBe('');
  });
});

describe('refusals', () => {
  const withoutId = (text: string) => text.replace(/\(request id: \w+\)/, '(request id: …)');
  const expectLike = (json: unknown, example: string): void => {
    expect(JSON.parse(withoutId(JSON.stringify(json)))).toEqual(
      JSON.parse(withoutId(JSON.stringify(payload(example)))),
    );
  };

  test.each(['', 'Bearer', 'Bearer sandbox-key-wrong', 'basic'])('the key %j is wrong', async (authorization) => {
    await start();
    for (const [path, method] of [
      ['aigc-image', 'POST'],
      ['query/x', 'GET'],
    ] as const) {
      const { status, json } = await askGateway(sandbox, `/tencent-vod/v1/${path}`, {
        method,
        headers: { authorization },
      });
      expect(status).toBe(401);
      expectLike(json, 'gateway/error-401');
      expect(json.error.message).toMatch(/\(request id: 20260101000000000\d{6}\w{8}\)$/);
    }
  });

  test('there is no other route', async () => {
    await start();
    const { status, json } = await askGateway(sandbox, '/tencent-vod/v2/query/x');
    expect(status).toBe(404);
    expectLike(json, 'gateway/error-404-route');
    expect((await askGateway(sandbox, '/tencent-vod/v1/aigc-image')).status).toBe(404);
    expect((await askGateway(sandbox, '/tencent-vod/v1/aigc-video', { method: 'POST' })).status).toBe(404);
  });

  test('an unknown task is 400', async () => {
    await start();
    const { status, json } = await query('task_nobody');
    expect([status, json]).toEqual([400, payload('gateway/error-task-not-exist')]);
  });

  test.each<[string, number, string]>([
    ['[sandbox:no-credits]', 403, 'gateway/error-quota'],
    ['[sandbox:no-credits-429]', 429, 'gateway/error-429-quota'],
    ['[sandbox:no-channel]', 503, 'gateway/error-503-no-channel'],
  ])('%s in the prompt: %i', async (prompt, expected, example) => {
    await start();
    const { status, json } = await submit({ prompt });
    expect(status).toBe(expected);
    expectLike(json, example);
    expect(sandbox.executions).toEqual([]);
  });

  test.each<[unknown, string]>([
    ['{', 'invalid JSON'],
    [[], 'not a JSON object'],
    [{ ...pig, model_name: undefined }, 'model_name is required'],
    [{ ...pig, model_version: '' }, 'model_version is required'],
    [{ ...pig, prompt: null }, 'prompt is required'],
    [{ ...pig, prompt: 5 }, 'prompt must be a string'],
    [{ ...pig, tasks_priority: true }, 'tasks_priority'],
    [{ ...pig, output_config: [] }, 'output_config must be an object'],
    [{ ...pig, file_infos: {} }, 'file_infos must be an array'],
    [{ ...pig, file_infos: ['x'] }, 'file_infos must be an array'],
    [{ ...pig, prompt: '[sandbox:reject]' }, 'rejected'],
  ])('%j is 400', async (body, message) => {
    await start();
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const { status, json } = await askGateway(sandbox, '/tencent-vod/v1/aigc-image', { method: 'POST', body: text });
    expect([status, json]).toEqual([
      400,
      { code: 'invalid_request', message: expect.stringContaining(message), data: null },
    ]);
    expect(sandbox.executions).toEqual([]);
  });

  test('a body that is too large is 413', async () => {
    await start();
    const { status, json } = await submit({ ext_info: 'x'.repeat(10 * 1_024 * 1_024) });
    expect([status, json.code]).toEqual([413, 'read_request_body_failed']);
  });

  test('members that nobody knows are taken, a priority as number too', async () => {
    await start();
    expect((await submit({ tasks_priority: 10, more: 1 })).json.Response.TaskId).toBeDefined();
  });

  test.each([
    ['rate-limit', null],
    ['rate-limit-retry-after', '2'],
  ] as const)('%s: busy', async (fault, retryAfter) => {
    await start({ faults: [{ fault, service: 'vod-aigc-gateway' }] });
    const { status, json, headers } = await submit();
    expect([status, json, headers.get('retry-after')]).toEqual([429, payload('gateway/error-429'), retryAfter]);
    expect((await query('x')).status).toBe(429);
    expect(sandbox.executions).toEqual([]);
  });
});
