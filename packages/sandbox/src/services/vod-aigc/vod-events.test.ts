import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { createSandbox, type Fault, type Sandbox, type SandboxOptions, type VirtualClock } from '../../index.ts';
import { callVod, type CallOptions, cloudRequest } from '../../testing/cloud-requests.ts';
import { payload } from '@x/payloads';
import { shapeOf } from '../../testing/shape-of.ts';
import { pause } from '../../testing/tensorslab-requests.ts';

let sandbox: Sandbox;
afterEach(() => sandbox.close());
const start = async (options: SandboxOptions = {}): Promise<void> => {
  sandbox = await createSandbox({ time: 'virtual', taskDurationMs: 2_000, vodConcurrency: 99, ...options });
};
const submitted = async (payload: object = {}) => {
  const task = { ModelName: 'GG', ModelVersion: '2.5', Prompt: 'cat', ...payload };
  return (await callVod(sandbox, 'CreateAigcImageTask', task)).result.TaskId as string;
};
const pull = async (options?: CallOptions) => (await callVod(sandbox, 'PullEvents', {}, options)).result;
const confirm = async (...EventHandles: string[]) => (await callVod(sandbox, 'ConfirmEvents', { EventHandles })).code;
const elapsed = () => sandbox.clock.elapsed();

describe('PullEvents', () => {
  test('holds the call until a task ends, and tells what DescribeTaskDetail would', async () => {
    await start();
    const id = await submitted({ SessionId: 'mysession', SessionContext: 'mySessionContext' });
    const answer = await callVod(sandbox, 'PullEvents', {});
    expect(elapsed()).toBe(2_000);
    expect(shapeOf(answer.json)).toEqual(shapeOf(payload('vod/pull-events-response')));
    const [event] = answer.result.EventSet;
    expect(event.EventType).toBe('AigcImageTaskComplete');
    const { result } = await callVod(sandbox, 'DescribeTaskDetail', { TaskId: id });
    expect(event.AigcImageCompleteEvent).toEqual(result.AigcImageTask);
  });

  test('answers null after five seconds', async () => {
    await start();
    const answer = await callVod(sandbox, 'PullEvents', {});
    expect(answer.json).toEqual({ Response: { EventSet: null, RequestId: expect.any(String) } });
    expect(shapeOf(answer.json)).toEqual(shapeOf(payload('vod/pull-events-empty')));
    expect(elapsed()).toBe(5_000);
    expect((sandbox.clock as VirtualClock).pending).toBe(0);
  });

  test('does not stop time, and notices tasks that are submitted meanwhile', async () => {
    await start();
    const pulling = pull();
    await pause(sandbox, 1_000);
    await submitted();
    expect((await pulling).EventSet).toHaveLength(1);
    expect(elapsed()).toBe(3_000);
  });

  test('gives nothing to somebody who has left', async () => {
    await start();
    const controller = new AbortController();
    const left = pull({ signal: controller.signal }).catch((error: unknown) => error);
    await pause(sandbox, 1_000);
    controller.abort();
    expect(await left).toMatchObject({ name: 'AbortError' });
    await submitted();
    expect((await pull()).EventSet).toHaveLength(1);
  });

  test('gives sixteen at once, the oldest first', async () => {
    await start();
    const ids: string[] = [];
    for (let count = 0; count < 18; count += 1) {
      ids.push(await submitted());
      await pause(sandbox, 100);
    }
    await pause(sandbox, 2_000);
    const first = (await pull()).EventSet;
    const second = (await pull()).EventSet;
    const idsOf = (events: { AigcImageCompleteEvent: { TaskId: string } }[]) =>
      events.map(({ AigcImageCompleteEvent }) => AigcImageCompleteEvent.TaskId);
    expect([...idsOf(first), ...idsOf(second)]).toEqual(ids);
    expect(first).toHaveLength(16);
    expect(new Set(first.map(({ EventHandle }: { EventHandle: string }) => EventHandle)).size).toBe(16);
  });

  test('gives an event again after thirty seconds, unless it was confirmed', async () => {
    await start();
    await Promise.all([submitted(), submitted()]);
    const [one, other] = (await pull()).EventSet;
    expect(await confirm(one.EventHandle)).toBeUndefined();
    await pause(sandbox, 24_999);
    expect((await pull()).EventSet).toBeNull();
    const [again, ...rest] = (await pull()).EventSet;
    expect(elapsed()).toBe(32_000);
    expect(rest).toEqual([]);
    expect(again.EventHandle).not.toBe(other.EventHandle);
    expect(again.AigcImageCompleteEvent).toEqual(other.AigcImageCompleteEvent);
    expect(await confirm(again.EventHandle)).toBeUndefined();
    await pause(sandbox, 60_000);
    expect((await pull()).EventSet).toBeNull();
  });

  test('keeps events for four days', async () => {
    await start();
    await submitted();
    await pause(sandbox, 2_000 + 4 * 86_400_000 - 1);
    expect((await pull()).EventSet).toHaveLength(1);
    await submitted();
    await pause(sandbox, 2_000 + 4 * 86_400_000);
    expect((await pull()).EventSet).toBeNull();
  });

  test('tells of failures, and of what has nothing to do with pictures', async () => {
    await start();
    await submitted({ Prompt: '[sandbox:fail] [sandbox:other-event]' });
    const [foreign, own] = (await pull()).EventSet;
    expect(foreign).toMatchObject({
      EventType: 'NewFileUpload',
      AigcImageCompleteEvent: null,
      FileUploadEvent: { FileId: expect.stringMatching(/^\d{19}$/), MediaBasicInfo: { Type: 'mp4' } },
    });
    expect(own).toMatchObject({ AigcImageCompleteEvent: { Status: 'FINISH', ErrCode: 70000 }, FileUploadEvent: null });
    expect(foreign.EventHandle).not.toBe(own.EventHandle);
    expect(await confirm(foreign.EventHandle, own.EventHandle)).toBeUndefined();
  });

  test('faults: an answer that gets lost, an event that comes again', async () => {
    await start({ faults: [{ fault: 'lost-callback', nth: 1 }, { fault: 'duplicate-callback', nth: 2 }] }); // prettier-ignore
    // Neither an answer without events nor a call that confirms some counts.
    expect((await pull()).EventSet).toBeNull();
    await confirm('nobody');
    await submitted();
    expect((await pull()).EventSet).toBeNull();
    expect(elapsed()).toBe(7_000);
    await pause(sandbox, 30_000);
    const [event] = (await pull()).EventSet;
    expect(await confirm(event.EventHandle)).toBeUndefined();
    await pause(sandbox, 30_000);
    const [again] = (await pull()).EventSet;
    expect(again.AigcImageCompleteEvent).toEqual(event.AigcImageCompleteEvent);
  });

  test('works over HTTP', async () => {
    await start({ port: 0 });
    await submitted();
    const { EventSet } = await pull({ fetch: (request) => fetch(request) });
    expect(EventSet).toHaveLength(1);
  });
});

describe('ConfirmEvents', () => {
  test('answers as in the example, twice if it must', async () => {
    await start();
    await submitted();
    const [event] = (await pull()).EventSet;
    const EventHandles = [event.EventHandle];
    const { json } = await callVod(sandbox, 'ConfirmEvents', { EventHandles });
    expect(shapeOf(json)).toEqual(shapeOf(payload('vod/confirm-events-response')));
    await pause(sandbox, 30_000);
    expect(await confirm(event.EventHandle)).toBeUndefined();
    await pause(sandbox, 1);
    expect(await confirm(event.EventHandle)).toBe('InvalidParameterValue');
  });

  test('is too late after thirty seconds, for all of them', async () => {
    await start();
    await submitted();
    const [late] = (await pull()).EventSet;
    await submitted();
    await pause(sandbox, 30_001);
    const [again, fresh] = (await pull()).EventSet;
    expect(await confirm(late.EventHandle, fresh.EventHandle)).toBe('InvalidParameterValue');
    expect(await confirm(again.EventHandle, fresh.EventHandle)).toBeUndefined();
  });

  test.each<[readonly string[] | undefined, string]>([
    [undefined, 'MissingParameter'],
    [[], 'InvalidParameterValue'],
    [['nobody'], 'InvalidParameterValue'],
    [Array.from({ length: 17 }, String), 'InvalidParameterValue'],
  ])('%j is refused with %s', async (EventHandles, code) => {
    await start();
    expect((await callVod(sandbox, 'ConfirmEvents', { EventHandles })).code).toBe(code);
  });
});

/** What was pushed. */
interface Pushed {
  readonly method: string;
  readonly url: string;
  readonly contentType: string | null;
  // oxlint-disable-next-line typescript/no-explicit-any -- tests look at whatever came
  readonly json: any;
  readonly at: number;
}

describe('pushed events', () => {
  const url = 'https://shop.example/vod?from=tencent';
  const pushed: Pushed[] = [];
  afterEach(() => void pushed.splice(0));

  const startPushing = (options: SandboxOptions = {}, status = 200) =>
    start({
      vodNotificationUrl: url,
      deliver: async (request) => {
        const { method, headers } = request;
        const [contentType, at] = [headers.get('content-type'), elapsed()];
        pushed.push({ method, url: request.url, contentType, json: await request.json(), at });
        return new Response(null, { status });
      },
      ...options,
    });
  const isSigned = ({ json }: Pushed): boolean =>
    json.Sign === createHash('md5').update(`${sandbox.settings.vodAigc.eventSignKey}${json.T}`).digest('hex');

  test('come when the task ends, signed, in the shape of the example', async () => {
    await startPushing();
    const id = await submitted({ SessionId: 'mysession', SessionContext: 'mySessionContext' });
    await pause(sandbox, 2_001);
    expect(pushed).toMatchObject([{ method: 'POST', url, contentType: 'application/json', at: 2_000 }]);
    const json = pushed[0]?.json;
    expect(shapeOf(json)).toEqual(shapeOf(payload('vod/push-callback')));
    expect(pushed.every(isSigned)).toBe(true);
    expect(json.T).toBe(Date.parse('2026-01-01T00:10:02Z') / 1_000);
    const { result } = await callVod(sandbox, 'DescribeTaskDetail', { TaskId: id });
    expect(json.AigcImageCompleteEvent).toEqual(result.AigcImageTask);
    expect(sandbox.callbacks.sent).toEqual([{ id, url, attempt: 1, status: 200 }]);
    expect((await pull()).EventSet).toBeNull();
  });

  test('come once, whatever the receiver answers', async () => {
    await startPushing({}, 500);
    const id = await submitted();
    await pause(sandbox, 3_600_000);
    expect(sandbox.callbacks.sent).toEqual([{ id, url, attempt: 1, status: 500 }]);
  });

  test('faults: lost, twice, signed with another key', async () => {
    const faults: Fault[] = [
      { fault: 'lost-callback', nth: 1 },
      { fault: 'duplicate-callback', nth: 2 },
      { fault: 'bad-signature', nth: 3 },
    ];
    await startPushing({ faults });
    const ids: string[] = [];
    for (let count = 0; count < 4; count += 1) {
      ids.push(await submitted());
      await pause(sandbox, 10);
    }
    await pause(sandbox, 3_000);
    expect(sandbox.callbacks.sent).toEqual([
      { id: ids[0], url, attempt: 1 },
      { id: ids[1], url, attempt: 1, status: 200 },
      { id: ids[1], url, attempt: 2, status: 200 },
      { id: ids[2], url, attempt: 1, status: 200 },
      { id: ids[3], url, attempt: 1, status: 200 },
    ]);
    expect(pushed.map(isSigned)).toEqual([true, true, false, true]);
    expect(pushed[1]?.json).toEqual(pushed[0]?.json);
  });

  test('are what ModifyEventConfig says', async () => {
    await startPushing();
    const config = async () => (await callVod(sandbox, 'DescribeEventConfig', {})).result;
    const modify = async (payload: object) => (await callVod(sandbox, 'ModifyEventConfig', payload)).code;
    expect(await config()).toMatchObject({ Mode: 'PUSH', NotificationUrl: url });
    for (const wrong of [
      { Mode: 'BOTH' },
      { NotificationUrl: 'shop' },
      { NotificationUrl: 'http://x y' },
      { NotificationUrl: 'ftp://shop.example/' },
      { SignKey: 'x'.repeat(33) },
      { SignKey: '-' },
    ]) {
      expect(await modify(wrong)).toBe('InvalidParameterValue');
    }
    expect(await modify({ NotificationUrl: 'http://other.example/', SignKey: 'mine' })).toBeUndefined();
    await submitted({ Prompt: '[sandbox:other-event]' });
    await pause(sandbox, 2_001);
    expect(pushed.map(({ json }) => json.EventType)).toEqual(['NewFileUpload', 'AigcImageTaskComplete']);
    const sign = createHash('md5').update(`mine${pushed[0]?.json.T}`).digest('hex');
    expect(pushed).toMatchObject([{ url: 'http://other.example/', json: { Sign: sign } }, {}]);

    expect(await modify({ SignKey: '', DeleteMediaCompleteEventSwitch: 'ON' })).toBeUndefined();
    expect((await config()).DeleteMediaCompleteEventSwitch).toBe('ON');
    await submitted();
    await pause(sandbox, 2_001);
    expect(Object.keys(pushed[2]?.json)).toEqual(['EventType', 'AigcImageCompleteEvent']);

    expect(await modify({ Mode: 'PULL' })).toBeUndefined();
    await submitted();
    expect((await pull()).EventSet).toHaveLength(1);
    expect(await modify({ Mode: 'PUSH', NotificationUrl: '' })).toBeUndefined();
    await submitted();
    await pause(sandbox, 2_001);
    expect(pushed).toHaveLength(3);
  });

  test('need nobody to be there', async () => {
    const deliver = () => Promise.reject(new TypeError('fetch failed'));
    await startPushing({ deliver });
    const id = await submitted();
    await pause(sandbox, 2_001);
    expect(sandbox.callbacks.sent).toEqual([{ id, url, attempt: 1 }]);
  });

  test('end with the sandbox', async () => {
    await startPushing();
    await submitted();
    await sandbox.close();
    expect((sandbox.clock as VirtualClock).pending).toBe(0);
  });

  test('reach a server on this machine, for which virtual time waits', async () => {
    const bodies: string[] = [];
    const server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk));
      request.on('end', () => {
        bodies.push(body);
        void answerSlowly(response);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    try {
      const { port } = server.address() as AddressInfo;
      await start({ vodNotificationUrl: `http://127.0.0.1:${port}/events` });
      const id = await submitted();
      await pause(sandbox, 2_001);
      expect(sandbox.callbacks.sent).toMatchObject([{ id, attempt: 1, status: 204 }]);
      expect(bodies.map((body) => JSON.parse(body))).toMatchObject([{ AigcImageCompleteEvent: { TaskId: id } }]);
      expect(elapsed()).toBe(2_001);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });

  /** Slower than a virtual clock would wait by itself. */
  async function answerSlowly(response: ServerResponse): Promise<void> {
    for (let read = 0; read < 50; read += 1) await readFile(new URL(import.meta.url));
    response.writeHead(204).end();
  }

  test('give up a receiver that never answers', async () => {
    await startPushing({ deliver: () => new Promise(() => {}) });
    const id = await submitted({ Prompt: '[sandbox:other-event]' });
    await pause(sandbox, 3_600_000);
    expect(sandbox.callbacks.sent).toEqual([
      { id, url, attempt: 1 },
      { id, url, attempt: 1 },
    ]);
  });
});

test('a pull that nobody reads does not keep the sandbox from closing', async () => {
  await start({ time: 'real' });
  const waiting = sandbox.fetch(cloudRequest(sandbox, 'PullEvents', {}, { service: 'vod', version: '2018-07-17' }));
  await new Promise((resolve) => setImmediate(resolve));
  await sandbox.close();
  await expect(waiting).rejects.toThrow('fetch failed');
});
