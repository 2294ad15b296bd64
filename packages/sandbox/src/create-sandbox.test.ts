import { afterEach, describe, expect, test, vi } from 'vitest';
import { createSandbox, type Sandbox, type SandboxOptions, type VirtualClock } from './index.ts';
import { pause, query, read, request, submit, submitRequest, submitted } from './testing/tensorslab-requests.ts';

const open: Sandbox[] = [];
async function sandboxOf(options: SandboxOptions = {}): Promise<Sandbox> {
  const sandbox = await createSandbox(options);
  open.push(sandbox);
  return sandbox;
}
afterEach(() => Promise.all(open.splice(0).map((sandbox) => sandbox.close())));

describe('options', () => {
  test.each<[unknown, string]>([
    [null, 'options: expected an object, not null'],
    [{ taskDuration: 5 }, 'options.taskDuration: not known; there are port, time, seed, taskDurationMs, faults'],
    [{ port: 70_000 }, 'options.port: expected an integer from 0 to 65535, not 70000'],
    [{ port: '80' }, "options.port: expected an integer from 0 to 65535, not '80'"],
    [{ time: 'fake' }, "options.time: 'fake' is none of real, virtual"],
    [{ seed: 1.5 }, 'options.seed: expected an integer'],
    [{ taskDurationMs: -1 }, 'options.taskDurationMs: expected a number from 0'],
    [{ taskDurationMs: Infinity }, 'options.taskDurationMs: expected a number'],
    [{ faults: 'html' }, "options.faults: expected an array, not 'html'"],
    [{ faults: [{}] }, 'options.faults[0].fault: missing'],
    [{ gatewayShape: 'new' }, "options.gatewayShape: 'new' is none of raw, new-api"],
    [{ vodConcurrency: 0 }, 'options.vodConcurrency: expected an integer from 1'],
    [{ vodWhenBusy: 'queue' }, "options.vodWhenBusy: 'queue' is none of wait, fail"],
    [{ vodNotificationUrl: 'shop' }, "options.vodNotificationUrl: expected an http or https URL, not 'shop'"],
    [{ vodNotificationUrl: new URL('http://a') }, 'options.vodNotificationUrl: expected an http or https URL, not a'],
    [{ wxpayNotifyUrl: 'shop' }, "options.wxpayNotifyUrl: expected an http or https URL, not 'shop'"],
    [{ wxpayKeys: 'none' }, "options.wxpayKeys: 'none' is none of switching, public-key"],
    [{ wxpayUnknownTask: '404' }, "options.wxpayUnknownTask: '404' is none of 400, 404"],
    [{ wxpayEventType: 'SEND' }, "options.wxpayEventType: 'SEND' is none of PRODUCT_COUPON_SP.IMAGE_GENERATION,"],
    [{ deliver: 'https://a.example' }, "options.deliver: expected a function, not 'https://a.example'"],
  ])('%j is refused', async (options, message) => {
    const refused = createSandbox(options as SandboxOptions);
    await expect(refused).rejects.toThrow(TypeError);
    await expect(refused).rejects.toThrow(message);
  });

  test('undefined is absent', async () => {
    const sandbox = await sandboxOf({
      port: undefined,
      time: undefined,
      seed: undefined,
      taskDurationMs: undefined,
      faults: undefined,
      savedTasks: undefined,
      gatewayShape: undefined,
      vodConcurrency: undefined,
      vodWhenBusy: undefined,
      vodNotificationUrl: undefined,
      wxpayNotifyUrl: undefined,
      wxpayKeys: undefined,
      wxpayUnknownTask: undefined,
      wxpayEventType: undefined,
      deliver: undefined,
    });
    expect(sandbox.url).toBe('http://sandbox.test');
  });

  test('one seed gives one key, ids and durations; another gives others', async () => {
    const run = async (seed?: number): Promise<unknown> => {
      const sandbox = await sandboxOf({ seed, time: 'virtual' });
      const ids = [await submitted(sandbox), await submitted(sandbox)];
      const done: number[] = [];
      for (const id of ids) {
        while ((await query(sandbox, id)).json.data.image_status !== 3) await pause(sandbox, 50);
        done.push(sandbox.clock.elapsed());
      }
      return [sandbox.settings.tensorslab.apiKey, ids, done];
    };
    const first = await run();
    expect(await run(1)).toEqual(first);
    const [key, ids, done] = (await run(2)) as [string, string[], number[]];
    expect(key).toMatch(/^sandbox-key-[0-9a-f]{24}$/);
    expect(
      [key, ids, done].every((value, index) => JSON.stringify(value) !== JSON.stringify((first as unknown[])[index])),
    ).toBe(true);
    expect(done.every((elapsed) => elapsed >= 6_000 && elapsed <= 10_000)).toBe(true);
  });
});

describe('in process', () => {
  test('the settings are complete', async () => {
    const sandbox = await sandboxOf();
    const { fetch, clock } = sandbox;
    const shared = { baseUrl: 'http://sandbox.test', fetch, clock };
    const pair = {
      secretId: expect.stringMatching(/^sandbox-id-[0-9a-f]{24}$/),
      secretKey: expect.stringMatching(/^sandbox-key-[0-9a-f]{24}$/),
    };
    expect(sandbox.settings).toEqual({
      tensorslab: { apiKey: expect.stringMatching(/^sandbox-key-[0-9a-f]{24}$/), ...shared },
      mpsAigc: { ...pair, ...shared },
      vodAigc: {
        ...pair,
        subAppId: expect.any(Number),
        eventSignKey: expect.stringMatching(/^sandbox[0-9a-f]{24}$/),
        ...shared,
      },
      vodAigcGateway: { apiKey: expect.stringMatching(/^sandbox-key-[0-9a-f]{24}$/), ...shared },
      wxpayCouponImage: {
        mchId: expect.stringMatching(/^19\d{8}$/),
        merchantSerialNumber: expect.stringMatching(/^[0-9A-F]{40}$/),
        privateKey: expect.stringMatching(/^-----BEGIN PRIVATE KEY-----\n/),
        wechatpayPublicKey: {
          id: expect.stringMatching(/^PUB_KEY_ID_\d+$/),
          key: expect.stringMatching(/^-----BEGIN PUBLIC KEY-----\n/),
        },
        apiV3Key: expect.stringMatching(/^sandbox[0-9a-f]{25}$/),
        ...shared,
      },
    });
    expect(sandbox.settings.vodAigc).toMatchObject({ ...sandbox.settings.mpsAigc, clock });
    expect(sandbox.settings.vodAigcGateway.apiKey).not.toBe(sandbox.settings.tensorslab.apiKey);
    expect(sandbox.callbacks.sent).toEqual([]);
  });

  test('real time is the platform’s', async () => {
    const { clock } = await sandboxOf();
    const [fired, cancelled] = [vi.fn(), vi.fn()];
    vi.useFakeTimers({ now: 1_000 });
    try {
      expect(clock.now()).toBe(1_000);
      clock.setTimer(3_000_000_000, fired);
      clock.setTimer(5, cancelled)();
      vi.advanceTimersByTime(2_999_999_999);
      expect(fired).not.toHaveBeenCalled();
      vi.advanceTimersByTime(1);
      expect(fired).toHaveBeenCalledOnce();
      expect(cancelled).not.toHaveBeenCalled();
    } finally {
      vi.useRealTimers();
    }
  });

  test('answers carry the date of the sandbox', async () => {
    const sandbox = await sandboxOf({ time: 'virtual' });
    await pause(sandbox, 61_000);
    expect((await submit(sandbox)).headers.get('date')).toBe('Thu, 01 Jan 2026 00:01:01 GMT');
  });

  test('an aborted request is given up at once, with the reason', async () => {
    const sandbox = await sandboxOf({ time: 'virtual', faults: [{ fault: 'latency' }] });
    const reason = new Error('mine');
    await expect(
      sandbox.fetch(submitRequest(sandbox, 'zimage', { prompt: 'cat' }, { signal: AbortSignal.abort(reason) })),
    ).rejects.toBe(reason);
    expect(sandbox.executions).toEqual([]);

    const controller = new AbortController();
    const answer = sandbox.fetch(submitRequest(sandbox, 'zimage', { prompt: 'cat' }, { signal: controller.signal }));
    sandbox.clock.setTimer(1_000, () => controller.abort(reason));
    await expect(answer).rejects.toBe(reason);
    expect(sandbox.clock.elapsed()).toBe(1_000);
    expect(sandbox.executions).toHaveLength(1);
    expect((sandbox.clock as VirtualClock).pending).toBe(0);
  });

  test('other origins cannot be reached', async () => {
    const sandbox = await sandboxOf();
    await expect(sandbox.fetch(new Request('https://api.tensorslab.com/v1'))).rejects.toMatchObject({
      message: 'fetch failed',
      cause: {
        code: 'ENOTFOUND',
        message: 'sandbox.fetch reaches http://sandbox.test, not https://api.tensorslab.com',
      },
    });
    await expect(sandbox.fetch(new Request('http://127.0.0.1/'))).rejects.toMatchObject({
      cause: { code: 'ECONNREFUSED' },
    });
  });

  test('what is not there is 404', async () => {
    const sandbox = await sandboxOf();
    for (const path of ['/v1', '/moved', '/pictures/nobody/a-1.png']) {
      const answer = await sandbox.fetch(new Request(sandbox.url + path));
      expect([answer.status, await answer.text()]).toEqual([404, `The sandbox has no GET ${path}\n`]);
    }
  });

  test('a closed sandbox refuses connections and breaks open ones', async () => {
    const sandbox = await sandboxOf({ faults: [{ fault: 'latency', on: 'query' }] });
    const id = await submitted(sandbox);
    const waiting = query(sandbox, id);
    await new Promise((resolve) => setImmediate(resolve));
    await sandbox.close();
    await expect(waiting).rejects.toMatchObject({
      message: 'fetch failed',
      cause: { code: 'ECONNRESET', syscall: 'read' },
    });
    await expect(submit(sandbox)).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } });
    await sandbox.close();
  });
});

describe('virtual time', () => {
  test('a wait of a minute takes none, and ends at the exact time', async () => {
    const sandbox = await sandboxOf({ time: 'virtual', taskDurationMs: 60_000 });
    const id = await submitted(sandbox);
    const statuses: number[] = [];
    do {
      await pause(sandbox, 5_000);
      statuses.push((await query(sandbox, id)).json.data.image_status);
    } while (statuses.at(-1) !== 3);
    expect(statuses).toEqual([1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3]);
    expect(sandbox.clock.elapsed()).toBe(60_000);
  });

  test('does not pass while a request is open, but for the latency it was given', async () => {
    const sandbox = await sandboxOf({
      time: 'virtual',
      faults: [{ fault: 'latency', on: 'query', nth: 2 }],
      taskDurationMs: 0,
    });
    const id = await submitted(sandbox);
    const timeout = vi.fn();
    const cancel = sandbox.clock.setTimer(1, timeout);
    await query(sandbox, id);
    // Drawing goes through worker threads and takes real time.
    const picture = await sandbox.fetch(new Request(`${sandbox.url}/pictures/tensorslab/${id}-1.png`));
    expect(picture.status).toBe(200);
    expect(timeout).not.toHaveBeenCalled();
    cancel();
    await query(sandbox, id);
    expect(sandbox.clock.elapsed()).toBe(30_000);
  });

  test('closing gives WebCrypto back as it was', async () => {
    const { subtle } = globalThis.crypto;
    const { digest } = subtle;
    const sandbox = await sandboxOf({ time: 'virtual' });
    expect(subtle.digest).not.toBe(digest);
    await sandbox.close();
    expect(subtle.digest).toBe(digest);
  });

  test('a body that nobody reads stops nothing', async () => {
    const sandbox = await sandboxOf({ time: 'virtual' });
    await sandbox.fetch(submitRequest(sandbox, 'zimage', { prompt: 'cat' }));
    await pause(sandbox, 1);
    expect(sandbox.clock.elapsed()).toBe(1);
  });

  test('a thousand tasks with pauses of their own give the same run twice', async () => {
    const run = async (): Promise<string> => {
      const sandbox = await sandboxOf({
        time: 'virtual',
        seed: 7,
        faults: [{ fault: 'server-error', on: 'query', probability: 0.2 }],
      });
      const log: string[] = [];
      const work = async (number: number): Promise<void> => {
        await pause(sandbox, number % 50);
        const id = await submitted(sandbox, { prompt: `cat ${number}` });
        for (;;) {
          await pause(sandbox, 1_000 + number);
          await globalThis.crypto.subtle.digest('SHA-256', new Uint8Array(number));
          const { status, json } = await query(sandbox, id);
          log.push(`${sandbox.clock.now()} ${number} ${id} ${status} ${json?.data.image_status}`);
          if (json?.data.image_status === 3) return;
        }
      };
      await Promise.all(Array.from({ length: 1_000 }, (_, number) => work(number)));
      await sandbox.close();
      return log.join('\n');
    };
    expect(await run()).toBe(await run());
  });
});

test('tasks and executions show what happened', async () => {
  const sandbox = await sandboxOf({ time: 'virtual', taskDurationMs: 1_000 });
  const first = await submitted(sandbox, { prompt: 'one' }, 'zimage');
  await pause(sandbox, 500);
  await submit(sandbox, { prompt: '' });
  const second = await submitted(sandbox, {
    prompt: 'two [sandbox:fail]',
    sourceImage: new Blob(['png'], { type: 'image/png' }),
  });
  expect(sandbox.tasks).toEqual([
    { service: 'tensorslab', id: first, status: 'running', input: { model: 'zimage', prompt: 'one' } },
    {
      service: 'tensorslab',
      id: second,
      status: 'queued',
      input: {
        model: 'seedreamv45',
        prompt: 'two [sandbox:fail]',
        sourceImage: [{ name: 'source.png', type: 'image/png', size: 3 }],
      },
    },
  ]);
  expect(sandbox.executions).toEqual([
    { service: 'tensorslab', id: first, at: new Date('2026-01-01T00:00:00Z') },
    { service: 'tensorslab', id: second, at: new Date('2026-01-01T00:00:00.500Z') },
  ]);
  await pause(sandbox, 1_000);
  expect(sandbox.tasks.map(({ status }) => status)).toEqual(['succeeded', 'failed']);
  expect(
    (
      await read(
        await sandbox.fetch(
          request(sandbox, '/v1/images/deleteimagestask', { body: JSON.stringify({ taskids: [first] }) }),
        ),
      )
    ).status,
  ).toBe(200);
  expect(sandbox.tasks.map(({ id }) => id)).toEqual([second]);
  expect(sandbox.executions).toHaveLength(2);
});
