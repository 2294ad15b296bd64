import { afterEach, describe, expect, test } from 'vitest';
import { createSandbox, type Fault, type Sandbox } from '../index.ts';
import { pause, query, read, submit, submitRequest, submitted } from '../testing/tensorslab-requests.ts';

let sandbox: Sandbox;
afterEach(() => sandbox.close());
const start = async (...faults: Fault[]): Promise<Sandbox> => {
  sandbox = await createSandbox({ time: 'virtual', taskDurationMs: 1_000, faults });
  return sandbox;
};
const executed = () => sandbox.executions.length;

describe('on a submit', () => {
  test('latency: executed at once, answered after 30 s', async () => {
    await start({ fault: 'latency' });
    expect((await submit(sandbox)).json.code).toBe(1000);
    expect(sandbox.executions[0]?.at).toEqual(new Date('2026-01-01T00:00:00Z'));
    expect(sandbox.clock.elapsed()).toBe(30_000);
  });

  test.each([
    ['reset-before-body', 0],
    ['reset-after-body', 1],
  ] as const)('%s: the connection breaks', async (fault, executions) => {
    await start({ fault });
    const error: unknown = await submit(sandbox).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(TypeError);
    expect(error).toMatchObject({
      message: 'fetch failed',
      cause: { message: 'read ECONNRESET', code: 'ECONNRESET', errno: -104, syscall: 'read' },
    });
    expect((error as TypeError).cause).toBeInstanceOf(Error);
    expect(executed()).toBe(executions);
  });

  test('server-error: executed, 500 without JSON', async () => {
    await start({ fault: 'server-error' });
    const { status, text, headers } = await submit(sandbox);
    expect([status, text, headers.get('content-type')]).toEqual([
      500,
      'Internal Server Error',
      'text/plain;charset=UTF-8',
    ]);
    expect(executed()).toBe(1);
  });

  test('html: executed, a page', async () => {
    await start({ fault: 'html' });
    const { status, text, headers } = await submit(sandbox);
    expect([status, headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(text).toMatch(/^<!doctype html>/);
    expect(executed()).toBe(1);
  });

  test('truncated: executed, half of the answer', async () => {
    await start({ fault: 'truncated' });
    const { status, text, json, headers } = await submit(sandbox);
    expect([status, json, text.startsWith('{"code":1000'), headers.get('content-type')]).toEqual([
      200,
      undefined,
      true,
      'application/json',
    ]);
    expect(executed()).toBe(1);
  });

  test('see-other: executed, 303 to where nothing is', async () => {
    await start({ fault: 'see-other' });
    const manual = await sandbox.fetch(submitRequest(sandbox, 'zimage', { prompt: 'cat' }, { redirect: 'manual' }));
    expect([manual.status, manual.headers.get('location')]).toEqual([303, 'http://sandbox.test/moved']);
    expect(executed()).toBe(1);
    const followed = await submit(sandbox);
    expect([followed.status, followed.text]).toEqual([404, 'The sandbox has no GET /moved\n']);
    const refused = sandbox.fetch(submitRequest(sandbox, 'zimage', { prompt: 'cat' }, { redirect: 'error' }));
    await expect(refused).rejects.toMatchObject({ cause: { message: 'unexpected redirect' } });
  });

  test('redirect: not executed, 307 to a closed port', async () => {
    await start({ fault: 'redirect' });
    const manual = await sandbox.fetch(submitRequest(sandbox, 'zimage', { prompt: 'cat' }, { redirect: 'manual' }));
    expect([manual.status, manual.headers.get('location')]).toEqual([307, 'http://127.0.0.1:2/v1/images/zimage']);
    await expect(submit(sandbox)).rejects.toMatchObject({
      cause: { code: 'ECONNREFUSED', message: 'connect ECONNREFUSED 127.0.0.1:2' },
    });
    expect(executed()).toBe(0);
  });

  test('no-id: executed, success without the id', async () => {
    await start({ fault: 'no-id' });
    const { status, json } = await submit(sandbox);
    expect([status, json]).toEqual([200, { code: 1000, msg: 'Task created successfully', data: {} }]);
    expect(executed()).toBe(1);
  });

  test.each([
    ['rate-limit', null],
    ['rate-limit-retry-after', '2'],
  ] as const)('%s: not executed', async (fault, retryAfter) => {
    await start({ fault });
    const { status, json, headers } = await submit(sandbox);
    expect([status, json, headers.get('retry-after')]).toEqual([
      429,
      { code: 9999, msg: 'Too many requests' },
      retryAfter,
    ]);
    expect(executed()).toBe(0);
  });

  test('unknown-field: executed, more than is documented', async () => {
    await start({ fault: 'unknown-field' });
    const { json } = await submit(sandbox);
    expect(json).toMatchObject({ code: 1000, data: { taskid: expect.any(String) } });
    expect(Object.keys(json)).toHaveLength(4);
    expect(Object.keys(json.data)).toHaveLength(2);
  });
});

describe('on a query', () => {
  test('unknown-status: a number that is none', async () => {
    await start({ fault: 'unknown-status', nth: 1 });
    const taskid = await submitted(sandbox);
    expect((await query(sandbox, taskid)).json.data).toEqual({ taskid, url: [], image_status: 42 });
    expect((await query(sandbox, taskid)).json.data.image_status).toBe(1);
  });

  test('no-picture: counts the queries of tasks that are done', async () => {
    await start({ fault: 'no-picture', nth: 1 });
    const taskid = await submitted(sandbox);
    expect((await query(sandbox, taskid)).json.data.image_status).toBe(1);
    await pause(sandbox, 1_000);
    expect((await query(sandbox, taskid)).json.data).toMatchObject({ image_status: 3, url: [] });
    expect((await query(sandbox, taskid)).json.data).toMatchObject({ image_status: 3, url: [expect.any(String)] });
  });

  test('every fault of the transport', async () => {
    await start();
    const id = await submitted(sandbox);
    sandbox.faults.set([
      { fault: 'server-error', on: 'query', nth: 1 },
      { fault: 'html', on: 'query', nth: 2 },
      { fault: 'rate-limit', on: 'query', nth: 3 },
    ]);
    const statuses: unknown[] = [];
    for (let asked = 0; asked < 4; asked += 1) {
      const { status, headers } = await query(sandbox, id);
      statuses.push([status, headers.get('content-type')?.split(';')[0]]);
    }
    expect(statuses).toEqual([
      [500, 'text/plain'],
      [200, 'text/html'],
      [429, 'application/json'],
      [200, 'application/json'],
    ]);
  });
});

describe('on a download', () => {
  const download = async (id: string) =>
    read(await sandbox.fetch(new Request(`${sandbox.url}/pictures/tensorslab/${id}-1.png`)));

  test('expired-picture: what an object store says', async () => {
    await start({ fault: 'expired-picture' });
    const id = await submitted(sandbox);
    await pause(sandbox, 1_000);
    const { status, text, headers } = await download(id);
    expect([status, headers.get('content-type')]).toEqual([403, 'application/xml']);
    expect(text).toContain('<Code>AccessDenied</Code><Message>Request has expired</Message>');
  });

  test('transport faults hit pictures too', async () => {
    await start({ fault: 'rate-limit', on: 'download', nth: 1 }, { fault: 'truncated', on: 'download', nth: 2 });
    const id = await submitted(sandbox);
    await pause(sandbox, 1_000);
    const limited = await download(id);
    expect([limited.status, limited.text.includes('SlowDown')]).toEqual([429, true]);
    const half = await download(id);
    const whole = await download(id);
    expect(half.status).toBe(200);
    expect(half.text.length).toBeLessThan(whole.text.length);
  });
});

describe('when', () => {
  test('by default always, on every operation where it makes sense', async () => {
    await start({ fault: 'server-error' });
    expect((await submit(sandbox)).status).toBe(500);
    expect((await submit(sandbox)).status).toBe(500);
    expect((await query(sandbox, 'x')).status).toBe(500);
  });

  test('on, service and nth choose', async () => {
    await start({ fault: 'server-error', service: 'tensorslab', on: 'submit', nth: 2 });
    const statuses = [await submit(sandbox), await query(sandbox, 'x'), await submit(sandbox), await submit(sandbox)];
    expect(statuses.map(({ status }) => status)).toEqual([200, 404, 500, 200]);
  });

  test('several at once', async () => {
    await start({ fault: 'latency' }, { fault: 'reset-after-body' });
    await expect(submit(sandbox)).rejects.toThrow('fetch failed');
    expect([sandbox.clock.elapsed(), executed()]).toEqual([30_000, 1]);
  });

  test('probability follows the seed', async () => {
    const run = async (seed: number): Promise<string> => {
      sandbox = await createSandbox({ seed, faults: [{ fault: 'server-error', on: 'query', probability: 0.3 }] });
      const statuses: number[] = [];
      for (let asked = 0; asked < 200; asked += 1) statuses.push((await query(sandbox, 'x')).status);
      await sandbox.close();
      return statuses.join();
    };
    const first = await run(1);
    expect(await run(1)).toBe(first);
    expect(await run(2)).not.toBe(first);
    const hits = first.split(',').filter((status) => status === '500').length;
    expect(hits).toBeGreaterThan(40);
    expect(hits).toBeLessThan(80);
  });

  test('0 is never', async () => {
    await start({ fault: 'server-error', probability: 0 });
    expect((await submit(sandbox)).status).toBe(200);
  });

  test('set replaces and counts anew; clear ends', async () => {
    await start({ fault: 'server-error' });
    sandbox.faults.set([{ fault: 'html', nth: 1 }]);
    expect((await submit(sandbox)).text).toContain('<html>');
    expect((await submit(sandbox)).json.code).toBe(1000);
    sandbox.faults.set([{ fault: 'html', nth: 1 }]);
    sandbox.faults.clear();
    expect((await submit(sandbox)).json.code).toBe(1000);
  });
});

describe('what cannot happen is refused', () => {
  test.each<[unknown, string]>([
    ['html', "faults: expected an array, not 'html'"],
    [['html'], "faults[0]: expected an object, not 'html'"],
    [[{ fault: 'latency' }, { fault: 'latancy' }], "faults[1].fault: 'latancy' is none of latency,"],
    [[{ fault: 'html', nht: 1 }], 'faults[0].nht: not known; there are fault, service, on, nth, probability'],
    [[{ fault: 'html', nth: 0 }], 'faults[0].nth: expected an integer from 1'],
    [[{ fault: 'html', probability: 2 }], 'faults[0].probability: expected a number from 0 to 1, not 2'],
    [[{ fault: 'html', nth: 1, probability: 1 }], 'faults[0]: nth and probability exclude each other'],
    [
      [{ fault: 'html', service: 'tensorslab', on: 'callback' }],
      "faults[0].on: 'html' makes no sense on 'callback'; it does on submit, query, download",
    ],
    [[{ fault: 'no-id', on: 'query' }], "faults[0].on: 'no-id' makes no sense on 'query'; it does on submit"],
    [[{ fault: 'probe', service: 'vod-aigc' }], "faults[0].service: 'probe' makes no sense for 'vod-aigc'"],
    [
      [{ fault: 'bad-signature', service: 'mps-aigc' }],
      "faults[0].service: 'bad-signature' makes no sense for 'mps-aigc'",
    ],
    [[{ fault: 'clock-skew', service: 'tensorslab' }], "faults[0].service: 'clock-skew' makes no sense for"],
    [[{ fault: 'clock-skew', on: 'download' }], "faults[0].on: 'clock-skew' makes no sense on 'download'"],
    [
      [{ fault: 'duplicate-callback', on: 'submit' }],
      "faults[0].on: 'duplicate-callback' makes no sense on 'submit'; it does on callback",
    ],
    [[{ fault: 'html', service: 'nobody' }], "faults[0].service: 'nobody' is none of tensorslab, mps-aigc,"],
  ])('%j', async (faults, message) => {
    await start({ fault: 'server-error' });
    expect(() => sandbox.faults.set(faults as Fault[])).toThrow(message);
    expect(() => sandbox.faults.set(faults as Fault[])).toThrow(TypeError);
    expect((await submit(sandbox)).status).toBe(500);
  });
});
