import { afterEach, describe, expect, test, vi } from 'vitest';
import { createVirtualClock } from './create-virtual-clock.ts';
import type { VirtualClock } from './virtual-clock.ts';

const clocks: VirtualClock[] = [];
function virtualClock(options?: Parameters<typeof createVirtualClock>[0]): VirtualClock {
  const clock = createVirtualClock(options);
  clocks.push(clock);
  return clock;
}
afterEach(() => clocks.splice(0).forEach((clock) => clock.close()));

const sleep = (clock: VirtualClock, delayMs: number) =>
  new Promise<void>((resolve) => void clock.setTimer(delayMs, resolve));
const macrotasks = async (count: number) => {
  for (let done = 0; done < count; done += 1) await new Promise((resolve) => setImmediate(resolve));
};

describe('time', () => {
  test('starts in 2026, or when asked to', () => {
    expect(new Date(virtualClock().now()).toISOString()).toBe('2026-01-01T00:00:00.000Z');
    const startAt = new Date('2030-05-06T07:08:09Z');
    const clock = virtualClock({ startAt });
    expect(clock.now()).toBe(startAt.getTime());
    expect(clock.elapsed()).toBe(0);
    expect(() => createVirtualClock({ startAt: new Date(NaN) })).toThrow('startAt');
  });

  test('jumps from timer to timer', async () => {
    const clock = virtualClock();
    const seen: number[] = [];
    for (const delayMs of [86_400_000, 5, 700]) void sleep(clock, delayMs).then(() => seen.push(clock.elapsed()));
    expect(clock.pending).toBe(3);
    await sleep(clock, 86_400_001);
    expect(seen).toEqual([5, 700, 86_400_000]);
    expect(clock.pending).toBe(0);
  });

  test('dates have whole milliseconds, pauses need not', async () => {
    const clock = virtualClock();
    await sleep(clock, 0.75);
    await sleep(clock, 0.75);
    expect([clock.elapsed(), clock.now()]).toEqual([1.5, Date.UTC(2026, 0, 1) + 1]);
  });

  test('stands still when nobody waits', async () => {
    const clock = virtualClock();
    await macrotasks(20);
    expect(clock.elapsed()).toBe(0);
  });

  test('fires timers of one moment in the order they were set, each after what the one before began', async () => {
    const clock = virtualClock();
    const seen: string[] = [];
    for (const name of ['a', 'b', 'c']) {
      clock.setTimer(10, () => {
        seen.push(name);
        void Promise.resolve().then(() => seen.push(`${name} later`));
        clock.setTimer(0, () => seen.push(`${name} next`));
      });
    }
    await sleep(clock, 11);
    expect(seen).toEqual(['a', 'a later', 'b', 'b later', 'c', 'c later', 'a next', 'b next', 'c next']);
  });

  test('cancels, also within the moment, and twice', async () => {
    const clock = virtualClock();
    const fired = vi.fn();
    const cancelSecond = () => cancel();
    clock.setTimer(10, cancelSecond);
    const cancel = clock.setTimer(10, fired);
    clock.setTimer(5, fired)();
    expect(clock.pending).toBe(2);
    await sleep(clock, 20);
    cancel();
    expect(fired).not.toHaveBeenCalled();
    expect(clock.pending).toBe(0);
  });

  test('takes odd delays', async () => {
    const clock = virtualClock();
    const fired = vi.fn();
    clock.setTimer(NaN, fired);
    clock.setTimer(-5, fired);
    const cancel = clock.setTimer(Infinity, fired);
    expect(clock.pending).toBe(2);
    await sleep(clock, 1);
    expect(fired).toHaveBeenCalledTimes(2);
    cancel();
  });

  test('a callback that throws is an uncaught exception, and no more', async () => {
    const clock = virtualClock();
    const others = process.listeners('uncaughtException');
    process.removeAllListeners('uncaughtException');
    const uncaught = vi.fn();
    process.on('uncaughtException', uncaught);
    try {
      clock.setTimer(1, () => {
        throw new Error('mine');
      });
      await sleep(clock, 1);
      await sleep(clock, 1);
      expect(clock.elapsed()).toBe(2);
      expect(uncaught.mock.calls[0]?.[0]).toMatchObject({ message: 'mine' });
    } finally {
      process.removeAllListeners('uncaughtException');
      for (const listener of others) process.on('uncaughtException', listener);
    }
  });

  test('ten thousand timers, half of them cancelled, fire in order', async () => {
    const clock = virtualClock();
    let random = 1;
    const seen: number[] = [];
    const cancels: (() => void)[] = [];
    for (let index = 0; index < 10_000; index += 1) {
      random = (random * 48_271) % 2_147_483_647;
      const delayMs = random % 5_000;
      const cancel = clock.setTimer(delayMs, () => seen.push(delayMs));
      if (index % 2 === 1) cancels.push(cancel);
    }
    cancels.forEach((cancel) => cancel());
    expect(clock.pending).toBe(5_000);
    await sleep(clock, 5_000);
    expect(seen).toHaveLength(5_000);
    expect(seen).toEqual([...seen].sort((one, other) => one - other));
  });

  test('works under a tool that replaced the timers', async () => {
    vi.useFakeTimers();
    try {
      const clock = virtualClock();
      await sleep(clock, 1_000);
      expect(clock.elapsed()).toBe(1_000);
    } finally {
      vi.useRealTimers();
    }
  });
});

describe('holding', () => {
  test('stops time until every hold has ended', async () => {
    const clock = virtualClock();
    const fired = vi.fn();
    const [first, second] = [clock.hold(), clock.hold()];
    clock.setTimer(10, fired);
    first();
    first();
    await macrotasks(20);
    expect(fired).not.toHaveBeenCalled();
    second();
    await sleep(clock, 11);
    expect(fired).toHaveBeenCalledOnce();
  });

  test('tracks a promise, also one that rejects', async () => {
    const clock = virtualClock();
    let finish: ((text: string) => void) | undefined;
    const tracked = clock.track(new Promise<string>((resolve) => (finish = resolve)));
    const slept = sleep(clock, 10);
    await macrotasks(20);
    expect(clock.elapsed()).toBe(0);
    finish?.('done');
    expect(await tracked).toBe('done');
    await slept;
    await expect(clock.track(Promise.reject(new Error('no')))).rejects.toThrow('no');
    await sleep(clock, 10);
    expect(clock.elapsed()).toBe(20);
  });

  test('a hold that ends while time is about to move is not lost', async () => {
    const clock = virtualClock();
    for (let round = 0; round < 50; round += 1) {
      const slept = sleep(clock, 1);
      await macrotasks(round % 7);
      const release = clock.hold();
      await Promise.resolve();
      release();
      await slept;
    }
    expect(clock.elapsed()).toBe(50);
  });
});

describe('WebCrypto', () => {
  const hmac = { name: 'HMAC', hash: 'SHA-256' };
  const rsa = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };

  test('time waits for it', async () => {
    const clock = virtualClock();
    const { subtle } = globalThis.crypto;
    const timeout = vi.fn();
    clock.setTimer(1, timeout);
    const { privateKey, publicKey } = await subtle.generateKey(
      { ...rsa, modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) },
      true,
      ['sign', 'verify'],
    );
    const data = new TextEncoder().encode('text');
    expect(await subtle.verify(rsa.name, publicKey, await subtle.sign(rsa.name, privateKey, data), data)).toBe(true);
    expect(clock.elapsed()).toBe(0);
    expect(timeout).not.toHaveBeenCalled();
    await sleep(clock, 1);
    expect(timeout).toHaveBeenCalledOnce();
  });

  test('results come in the order of the calls, failures too, whatever takes longer', async () => {
    virtualClock();
    const { subtle } = globalThis.crypto;
    const seen: string[] = [];
    const note = (name: string) => () => seen.push(name);
    await Promise.all([
      subtle.digest('SHA-512', new Uint8Array(20_000_000)).then(note('long')),
      subtle.importKey('raw', new Uint8Array(0), hmac, false, ['sign']).catch(note('refused')),
      subtle.digest('SHA-1', new Uint8Array(1)).then(note('short')),
    ]);
    expect(seen).toEqual(['long', 'refused', 'short']);
  });

  test('is given back as it was when the last clock closes', () => {
    const { subtle } = globalThis.crypto;
    const original = subtle.digest;
    const [first, second] = [createVirtualClock(), createVirtualClock()];
    expect(subtle.digest).not.toBe(original);
    first.close();
    first.close();
    expect(subtle.digest).not.toBe(original);
    second.close();
    expect(subtle.digest).toBe(original);
    expect(Object.hasOwn(subtle, 'digest')).toBe(false);
  });

  test('another wrapper around ours stays, and works', async () => {
    const { subtle } = globalThis.crypto;
    const clock = createVirtualClock();
    const ours = subtle.digest.bind(subtle);
    const calls = vi.fn();
    subtle.digest = (...input) => {
      calls();
      return ours(...input);
    };
    try {
      clock.close();
      expect((await subtle.digest('SHA-1', new Uint8Array(1))).byteLength).toBe(20);
      expect(calls).toHaveBeenCalledOnce();
    } finally {
      Reflect.deleteProperty(subtle, 'digest');
    }
  });

  test('one seed of events, one order: twenty fleets are the same', async () => {
    const run = async (): Promise<string> => {
      const clock = createVirtualClock();
      const { subtle } = globalThis.crypto;
      const key = await subtle.importKey('raw', new Uint8Array(32), hmac, false, ['sign', 'verify']);
      const log: string[] = [];
      const poll = async (id: number): Promise<void> => {
        for (let round = 0; round < 4; round += 1) {
          const data = new Uint8Array(1 + ((id * 7_919) % 5) * 20_000);
          const signature = await subtle.sign('HMAC', key, data);
          log.push(`${clock.elapsed()} signed ${id}`);
          await subtle.verify('HMAC', key, signature, data);
          log.push(`${clock.elapsed()} verified ${id}`);
          await sleep(clock, 100 + (id % 3));
        }
      };
      await Promise.all(Array.from({ length: 30 }, (_, id) => poll(id)));
      clock.close();
      return log.join('\n');
    };
    const first = await run();
    for (let repeat = 0; repeat < 19; repeat += 1) expect(await run()).toBe(first);
  });
});
