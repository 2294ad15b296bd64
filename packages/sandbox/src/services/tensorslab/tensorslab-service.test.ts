import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSandbox, type Sandbox } from '../../index.ts';
import { pause, query, read, request, submit, submitRequest, submitted } from '../../testing/tensorslab-requests.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await createSandbox({ time: 'virtual', taskDurationMs: 10_000 });
});
afterAll(() => sandbox.close());

const png = new Blob([new Uint8Array([0x89, 0x50])], { type: 'image/png' });

describe('submit', () => {
  test('answers as documented', async () => {
    const { status, json, headers } = await submit(sandbox, {
      category: 'seedreamv45',
      prompt: 'an astronaut eating a hot dog on the moon',
      batchsize: '2',
      resolution: '2K',
      sourceImage: [png, png],
    });
    expect(status).toBe(200);
    expect(headers.get('content-type')).toMatch(/^application\/json/);
    expect(json).toEqual({
      code: 1000,
      msg: 'Task created successfully',
      data: { taskid: expect.stringMatching(/^[0-9a-f]{4}_[0-9a-f]{16}$/) },
    });
  });

  test.each(['seedreamv4', 'seedreamv45', 'seedreamv5', 'zimage', 'quickedit'])('%s is a model', async (model) => {
    expect((await submit(sandbox, { prompt: 'cat' }, model)).json.code).toBe(1000);
  });

  test.each<[string, Record<string, string | Blob | readonly string[]>]>([
    ['seedreamv4', { prompt: 'cat', resolution: '16:9' }],
    ['seedreamv4', { prompt: 'cat', resolution: '2K' }],
    ['seedreamv45', { prompt: 'cat', resolution: '2:3', batchsize: '15' }],
    ['seedreamv45', { prompt: 'cat', resolution: '4K' }],
    ['seedreamv5', { prompt: 'cat', resolution: '2560x1440' }],
    ['seedreamv5', { prompt: 'cat', imageUrl: 'https://example.com/a.png' }],
    ['zimage', { prompt: 'ink illustration', resolution: '1024*1024', seed: '123', prompt_extend: '1' }],
    ['zimage', { prompt: 'cat', batchsize: 'not in the form' }],
    ['quickedit', { prompt: 'make it blue', sourceImage: png, resolution: '1024*768' }],
    ['quickedit', { prompt: 'make it blue', imageUrl: 'http://example.com/a.png', resolution: '1024x768' }],
    ['quickedit', { prompt: 'make it blue', imageUrl: 'http://example.com/a.png', resolution: 'as it was' }],
  ])('%s takes %j', async (model, fields) => {
    expect((await submit(sandbox, fields, model)).json).toMatchObject({ code: 1000 });
  });

  test.each<[string, Record<string, string | Blob | readonly string[]>, string]>([
    ['seedreamv45', {}, 'prompt is required'],
    ['seedreamv45', { prompt: ' ' }, 'prompt is required'],
    ['seedreamv45', { prompt: png }, 'prompt is required'],
    ['seedreamv45', { prompt: 'cat', batchsize: '0' }, 'batchsize must be an integer from 1 to 15'],
    ['seedreamv4', { prompt: 'cat', batchsize: '16' }, 'batchsize'],
    ['seedreamv5', { prompt: 'cat', batchsize: '1.5' }, 'batchsize'],
    ['seedreamv4', { prompt: 'cat', resolution: '3:2' }, 'resolution must be one of 1:1, 4:3, 3:4, 16:9, 9:16, 2K'],
    ['seedreamv4', { prompt: 'cat', resolution: '2048x2048' }, 'resolution'],
    ['seedreamv45', { prompt: 'cat', resolution: '2048*2048' }, 'resolution'],
    [
      'seedreamv45',
      { prompt: 'cat', resolution: '1024x1024' },
      'resolution must have 3686400 to 16777216 pixels, 1024x1024 has 1048576',
    ],
    ['seedreamv45', { prompt: 'cat', resolution: '8192x8192' }, 'resolution'],
    ['seedreamv45', { prompt: 'cat', resolution: 'constructor' }, 'resolution'],
    ['zimage', { prompt: 'cat', resolution: '1024x1024' }, 'resolution'],
    ['zimage', { prompt: 'cat', resolution: '0*5' }, 'resolution'],
    ['zimage', { prompt: 'cat', resolution: '2K' }, 'resolution'],
    ['zimage', { prompt: 'cat', seed: 'x' }, 'seed must be an integer'],
    ['zimage', { prompt: 'cat', prompt_extend: 'true' }, 'prompt_extend must be 0 or 1'],
    ['seedreamv45', { prompt: 'cat', sourceImage: 'cat.png' }, 'sourceImage must be a file'],
    ['seedreamv45', { prompt: 'cat', sourceImage: new Blob([]) }, 'sourceImage is empty'],
    ['seedreamv45', { prompt: 'cat', imageUrl: '/home/me/cat.png' }, 'imageUrl must be an http or https URL'],
    [
      'seedreamv45',
      { prompt: 'cat', imageUrl: ['https://a.example', 'https://b.example'] },
      'imageUrl can be given once',
    ],
  ])('%s refuses %j', async (model, fields, message) => {
    const before = sandbox.executions.length;
    const { status, json } = await submit(sandbox, fields, model);
    expect(status).toBe(400);
    expect(json).toEqual({ code: 9999, msg: expect.stringContaining(message) });
    expect(sandbox.executions).toHaveLength(before);
  });

  test('what is no multipart form is refused', async () => {
    for (const body of [JSON.stringify({ prompt: 'cat' }), new URLSearchParams({ prompt: 'cat' })]) {
      const { status, json } = await read(await sandbox.fetch(request(sandbox, '/v1/images/zimage', { body })));
      expect([status, json.code]).toEqual([400, 9999]);
    }
    const headers = { 'content-type': 'multipart/form-data; boundary=x' };
    const broken = await read(await sandbox.fetch(request(sandbox, '/v1/images/zimage', { body: 'nothing', headers })));
    expect([broken.status, broken.json.code]).toEqual([400, 9999]);
  });

  test('an unknown model is not found', async () => {
    const { status, json } = await submit(sandbox, { prompt: 'cat' }, 'seedreamv6');
    expect([status, json]).toEqual([404, { code: 9999, msg: 'model seedreamv6 not found' }]);
  });

  test('markers in the prompt refuse it', async () => {
    const rejected = await submit(sandbox, { prompt: 'a [sandbox:reject] cat' });
    expect([rejected.status, rejected.json]).toEqual([400, { code: 9999, msg: 'The request was rejected' }]);
    const broke = await submit(sandbox, { prompt: '[sandbox:no-credits]' });
    expect([broke.status, broke.json]).toEqual([200, { code: 9000, msg: 'Insufficient credits' }]);
  });
});

describe('the key', () => {
  test.each([undefined, '', 'Bearer', 'Bearer wrong', 'sandbox-key-0', 'bearer'])(
    '%j is refused everywhere',
    async (authorization) => {
      for (const path of ['zimage', 'unknown', 'infobytaskid', 'deleteimagestask']) {
        const headers = authorization === undefined ? {} : { authorization };
        const { status, json } = await read(
          await sandbox.fetch(new Request(`${sandbox.url}/v1/images/${path}`, { method: 'POST', headers })),
        );
        expect([status, json]).toEqual([401, { code: 9999, msg: 'Invalid API key' }]);
      }
    },
  );

  test('is taken bare too', async () => {
    const headers = { authorization: sandbox.settings.tensorslab.apiKey };
    const bare = submitRequest(sandbox, 'zimage', { prompt: 'cat' }, { headers });
    expect((await read(await sandbox.fetch(bare))).json.code).toBe(1000);
  });
});

describe('query', () => {
  test('follows the task through its states', async () => {
    const taskid = await submitted(sandbox, { prompt: 'cat', batchsize: '2', resolution: '16:9' });
    const started = new Date(sandbox.clock.now() + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
    const pending = (image_status: number) => ({ code: 1000, msg: 'OK', data: { taskid, url: [], image_status } });
    expect((await query(sandbox, taskid)).json).toEqual(pending(1));
    await pause(sandbox, 1_999);
    expect((await query(sandbox, taskid)).json).toEqual(pending(1));
    await pause(sandbox, 1);
    expect((await query(sandbox, taskid)).json).toEqual(pending(2));
    await pause(sandbox, 7_999);
    expect((await query(sandbox, taskid)).json).toEqual(pending(2));
    await pause(sandbox, 1);
    const done = await query(sandbox, taskid);
    expect(done.status).toBe(200);
    expect(done.json).toEqual({
      code: 1000,
      msg: 'OK',
      data: {
        taskid,
        starttime: started,
        url: [1, 2].map((number) => `http://sandbox.test/pictures/tensorslab/${taskid}-${number}.png`),
        image_status: 3,
        width: 2560,
        height: 1440,
      },
    });
  });

  test('a task whose prompt says so fails', async () => {
    const taskid = await submitted(sandbox, { prompt: '[sandbox:fail] cat' });
    await pause(sandbox, 10_000);
    expect((await query(sandbox, taskid)).json).toEqual({
      code: 1000,
      msg: 'OK',
      data: { taskid, url: [], image_status: 4, error_message: 'Generation failed' },
    });
  });

  test('an unknown task is 404', async () => {
    const { status, json } = await query(sandbox, 'abcd_1234567890abcdef');
    expect([status, json]).toEqual([404, { code: 9999, msg: 'task not found' }]);
  });

  test.each(['', '{', 'null', '[]', '{}', '{"taskid":5}', '{"taskid":""}'])('the body %j is refused', async (body) => {
    const { status, json } = await read(await sandbox.fetch(request(sandbox, '/v1/images/infobytaskid', { body })));
    expect([status, json]).toEqual([400, { code: 9999, msg: 'taskid is required' }]);
  });
});

describe('delete', () => {
  const remove = async (body: unknown) =>
    read(await sandbox.fetch(request(sandbox, '/v1/images/deleteimagestask', { body: JSON.stringify(body) })));

  test('forgets tasks', async () => {
    const taskids = [await submitted(sandbox), await submitted(sandbox)];
    const { status, json } = await remove({ taskids, uid: 'optional-user-id' });
    expect([status, json]).toEqual([200, { code: 1000, msg: 'Successfully', data: { status: 'Success' } }]);
    for (const id of taskids) expect((await query(sandbox, id)).status).toBe(404);
  });

  test('deletes nothing when one is unknown', async () => {
    const id = await submitted(sandbox);
    const { status, json } = await remove({ taskids: [id, 'nobody'] });
    expect([status, json]).toEqual([400, { code: 9999, msg: 'task not found: nobody' }]);
    expect((await query(sandbox, id)).status).toBe(200);
  });

  test.each([{}, { taskids: [] }, { taskids: 'a' }, { taskids: [1] }, null])('%j is refused', async (body) => {
    expect((await remove(body)).status).toBe(400);
  });
});
