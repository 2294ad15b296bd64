import { afterEach, describe, expect, test } from 'vitest';
import { createSandbox, type Sandbox, type SandboxOptions } from '../index.ts';
import { pause, query, read, submitRequest, submitted } from '../testing/tensorslab-requests.ts';

const open: Sandbox[] = [];
async function listening(options: SandboxOptions = {}): Promise<Sandbox> {
  const sandbox = await createSandbox({ port: 0, ...options });
  open.push(sandbox);
  return sandbox;
}
afterEach(() => Promise.all(open.splice(0).map((sandbox) => sandbox.close())));
const http = (request: Request) => fetch(request);
const submit = (sandbox: Sandbox, init?: RequestInit) =>
  fetch(submitRequest(sandbox, 'zimage', { prompt: '橘猫', resolution: '64*64' }, init));

test('answers any fetch on 127.0.0.1', async () => {
  const sandbox = await listening({ taskDurationMs: 0 });
  expect(sandbox.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect(sandbox.settings.tensorslab).toEqual({
    apiKey: expect.any(String),
    baseUrl: sandbox.url,
    clock: sandbox.clock,
  });
  const { json } = await read(await submit(sandbox));
  const done = await query(sandbox, json.data.taskid, http);
  expect(done.json.data.url).toEqual([`${sandbox.url}/pictures/tensorslab/${json.data.taskid}-1.png`]);
  const picture = await fetch(done.json.data.url[0]);
  expect([picture.headers.get('content-type'), (await picture.arrayBuffer()).byteLength]).toEqual([
    'image/png',
    Number(picture.headers.get('content-length')),
  ]);
  expect(sandbox.tasks).toMatchObject([{ input: { prompt: '橘猫' } }]);
});

test('answers in process as well, on the same tasks', async () => {
  const sandbox = await listening();
  const id = await submitted(sandbox);
  expect((await query(sandbox, id, http)).status).toBe(200);
  await expect(sandbox.fetch(new Request('http://sandbox.test/'))).rejects.toThrow('fetch failed');
});

test('takes files of some size', async () => {
  const sandbox = await listening();
  const sourceImage = new Blob([new Uint8Array(3_000_000)], { type: 'image/png' });
  await fetch(submitRequest(sandbox, 'seedreamv45', { prompt: 'cat', sourceImage: [sourceImage, sourceImage] }));
  expect(sandbox.tasks).toMatchObject([{ input: { sourceImage: [{ size: 3_000_000 }, { size: 3_000_000 }] } }]);
});

test('leaves the globals alone', async () => {
  const before = [globalThis.Request, globalThis.Response];
  await listening();
  expect([globalThis.Request, globalThis.Response]).toEqual(before);
});

test('a port in use is an error', async () => {
  const { url } = await listening();
  await expect(createSandbox({ port: Number(new URL(url).port), time: 'virtual' })).rejects.toMatchObject({
    code: 'EADDRINUSE',
  });
});

describe('virtual time', () => {
  test('goes through sandbox.fetch in the settings, and waits for requests that come over HTTP', async () => {
    const sandbox = await listening({ time: 'virtual', taskDurationMs: 1_000 });
    expect(sandbox.settings.tensorslab).toMatchObject({ fetch: sandbox.fetch, baseUrl: sandbox.url });
    const id = await submitted(sandbox);
    await pause(sandbox, 1_000);
    const answer = await query(sandbox, id, http);
    expect(answer.json.data.image_status).toBe(3);
    expect(answer.headers.get('date')).toBe('Thu, 01 Jan 2026 00:00:01 GMT');
  });

  test('latency passes at once', async () => {
    const sandbox = await listening({ time: 'virtual', faults: [{ fault: 'latency' }] });
    expect((await submit(sandbox)).status).toBe(200);
    expect(sandbox.clock.elapsed()).toBe(30_000);
  });
});

describe('faults', () => {
  test.each([
    ['reset-before-body', 0],
    ['reset-after-body', 1],
  ] as const)('%s breaks the socket', async (fault, executions) => {
    const sandbox = await listening({ faults: [{ fault }] });
    await expect(submit(sandbox)).rejects.toMatchObject({
      message: 'fetch failed',
      cause: { code: 'ECONNRESET', syscall: 'read' },
    });
    expect(sandbox.executions).toHaveLength(executions);
    sandbox.faults.clear();
    expect((await submit(sandbox)).status).toBe(200);
  });

  test('redirect leads to a closed port', async () => {
    const sandbox = await listening({ faults: [{ fault: 'redirect' }] });
    await expect(submit(sandbox)).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } });
    expect((await submit(sandbox, { redirect: 'manual' })).status).toBe(307);
  });

  test('truncated, html, see-other and no answer to those who left', async () => {
    const sandbox = await listening({
      faults: [
        { fault: 'truncated', nth: 1 },
        { fault: 'html', nth: 2 },
        { fault: 'see-other', nth: 3 },
        { fault: 'latency', nth: 4 },
      ],
    });
    expect((await read(await submit(sandbox))).json).toBeUndefined();
    expect((await submit(sandbox)).headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect((await submit(sandbox)).status).toBe(404);
    const controller = new AbortController();
    const left = submit(sandbox, { signal: controller.signal });
    while (sandbox.executions.length < 4) await new Promise((resolve) => setImmediate(resolve));
    controller.abort();
    await expect(left).rejects.toThrow('aborted');
    expect((await submit(sandbox)).status).toBe(200);
  });

  test('closing breaks those who wait', async () => {
    const sandbox = await listening({ faults: [{ fault: 'latency' }] });
    const waiting = submit(sandbox).catch((error: unknown) => error);
    while (sandbox.executions.length < 1) await new Promise((resolve) => setImmediate(resolve));
    await sandbox.close();
    expect(await waiting).toMatchObject({ message: 'fetch failed' });
    await expect(submit(sandbox)).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } });
  });
});
