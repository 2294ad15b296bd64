import { getEventListeners } from 'node:events';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { downloadImage, type DownloadOptions, type Fetch } from '../index.ts';
import { failure, picture, png, redirect, URL_OF_PICTURE, web } from '../testing/web.ts';

test.each<readonly [string, object]>([
  ['timeoutMs', { timeoutMs: NaN }],
  ['timeoutMs', { timeoutMs: 0 }],
  ['maxBytes', { maxBytes: NaN }],
  ['maxBytes', { maxBytes: -1 }],
  ['timeout', { timeout: 1_000 }],
  ['signal', { signal: 'abort' }],
  ['allowPrivateHosts', { allowPrivateHosts: 'false' }],
])('an option that is none is refused by name, before any request (%s: %j)', async (name, options) => {
  const { fetch, requests } = web({});
  await expect(downloadImage(URL_OF_PICTURE, { ...options, fetch })).rejects.toMatchObject({
    code: 'input',
    issues: [{ path: name }],
  });
  expect(requests).toEqual([]);
});

test.each([undefined, null, 42, {}, { url: 1 }])('what has no URL is refused by name (%j)', async (image) => {
  const { fetch } = web({});
  await expect(downloadImage(image as never, { fetch })).rejects.toMatchObject({
    code: 'input',
    issues: [{ path: 'image', message: 'must be a URL, or a picture that has one' }],
  });
});

describe('abort', () => {
  const silent: Fetch = () => new Promise<Response>(() => undefined);

  test.each<readonly [string, Fetch]>([
    ['a fetch that hears no signal', silent],
    ['a body that stops', () => picture(new ReadableStream({ start: (controller) => controller.enqueue(png) }))],
    [
      'a fetch that hears it',
      ({ signal }) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('heard')))),
    ],
  ])('in %s rejects with the reason, and leaves nothing', async (_, fetch) => {
    for (const reason of [new Error('changed my mind'), 'text', undefined]) {
      const controller = new AbortController();
      const download = downloadImage(URL_OF_PICTURE, { fetch, signal: controller.signal }).catch(
        (error: unknown) => error,
      );
      await new Promise((resolve) => setImmediate(resolve));
      controller.abort(reason);
      expect(await download).toBe(controller.signal.reason);
      expect(getEventListeners(controller.signal, 'abort')).toEqual([]);
    }
  });

  test('while the body comes in lets the rest of it go', async () => {
    const controller = new AbortController();
    const cancel = vi.fn();
    let more = (): void => undefined;
    const body = new ReadableStream({
      start: (chunks) => void (more = () => chunks.enqueue(png)),
      cancel,
    });
    const download = downloadImage(URL_OF_PICTURE, { fetch: () => picture(body), signal: controller.signal });
    const ended = download.catch((error: unknown) => error);
    more();
    await new Promise((resolve) => setImmediate(resolve));
    controller.abort();
    expect(await ended).toBe(controller.signal.reason);
    expect(cancel).toHaveBeenCalledOnce();
  });

  test('before it begins asks nobody', async () => {
    const { fetch, requests } = web({});
    const signal = AbortSignal.abort('gone');
    expect(await downloadImage(URL_OF_PICTURE, { fetch, signal }).catch((error: unknown) => error)).toBe('gone');
    expect(requests).toEqual([]);
  });

  test('after a redirect was asked for asks nobody further', async () => {
    const controller = new AbortController();
    const asked: string[] = [];
    let answer: ((response: Response) => void) | undefined;
    const fetch: Fetch = ({ url }) => {
      asked.push(url);
      return new Promise<Response>((resolve) => (answer = resolve));
    };
    const download = downloadImage(URL_OF_PICTURE, { fetch, signal: controller.signal }).catch(
      (error: unknown) => error,
    );
    await new Promise((resolve) => setImmediate(resolve));
    controller.abort();
    await download;
    answer?.(redirect('https://store.example/'));
    await new Promise((resolve) => setImmediate(resolve));
    expect(asked).toEqual([URL_OF_PICTURE]);
  });

  test('leaves no listener after success and failure either', async () => {
    const { signal } = new AbortController();
    const { fetch } = web({ [URL_OF_PICTURE]: () => picture() });
    await downloadImage(URL_OF_PICTURE, { fetch, signal });
    await failure(downloadImage('https://pictures.example/none', { fetch, signal }));
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });
});

describe('time', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());
  const slow: Fetch = () => new Promise((resolve) => setTimeout(() => resolve(picture()), 50_000));

  test.each<readonly [DownloadOptions, number]>([
    [{}, 60_000],
    [{ timeoutMs: 5_000 }, 5_000],
  ])('%j is over after %i ms', async (options, timeoutMs) => {
    let ended = false;
    const download = failure(
      downloadImage(URL_OF_PICTURE, { ...options, fetch: () => new Promise(() => undefined) }),
    ).finally(() => (ended = true));
    await vi.advanceTimersByTimeAsync(timeoutMs - 1);
    expect(ended).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(await download).toMatchObject({
      reason: 'timeout',
      retryable: true,
      message: `download: not finished in ${timeoutMs} ms`,
    });
    expect(vi.getTimerCount()).toBe(0);
  });

  test('that was enough leaves no timer', async () => {
    const download = downloadImage(URL_OF_PICTURE, { fetch: slow });
    await vi.advanceTimersByTimeAsync(50_000);
    expect((await download).bytes).toEqual(png);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('without an end can be asked for', async () => {
    const download = downloadImage(URL_OF_PICTURE, { fetch: slow, timeoutMs: Infinity });
    await vi.advanceTimersByTimeAsync(50_000);
    expect((await download).bytes).toEqual(png);
  });

  test('of all redirects together counts', async () => {
    const fetch: Fetch = ({ url }) => new Promise((resolve) => setTimeout(() => resolve(redirect(`${url}x`)), 4_000));
    const download = failure(downloadImage(URL_OF_PICTURE, { fetch, timeoutMs: 10_000 }));
    await vi.advanceTimersByTimeAsync(10_000);
    expect((await download).reason).toBe('timeout');
  });
});
