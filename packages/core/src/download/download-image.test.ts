import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { downloadImage } from '../index.ts';
import { type Answers, failure, latin, picture, png, redirect, URL_OF_PICTURE, web } from '../testing/web.ts';

describe('a picture', () => {
  test.each([
    ['image/png', '\x89PNG\r\n\x1a\n...'],
    ['image/jpeg', '\xff\xd8\xff\xe0..JFIF'],
    ['image/webp', 'RIFF....WEBPVP8 '],
    ['image/gif', 'GIF89a..'],
    ['image/gif', 'GIF87a..'],
    ['image/avif', '\0\0\0\x20ftypavif....'],
    ['image/heic', '\0\0\0\x18ftypheic....'],
    ['image/bmp', 'BM....\0\0\0\0....'],
    ['image/tiff', 'II*\0....'],
    ['image/tiff', 'MM\0*....'],
  ])('is %s by its bytes, whatever it is called', async (mediaType, text) => {
    for (const type of ['application/octet-stream', 'text/html', 'image/x-something', '']) {
      const { fetch } = web({ [URL_OF_PICTURE]: () => picture(latin(text), { 'content-type': type }) });
      expect(await downloadImage(URL_OF_PICTURE, { fetch })).toEqual({ bytes: latin(text), mediaType });
    }
  });

  test.each([
    ['image/jxl', '\xff\x0a....', 'image/jxl'],
    ['Image/JXL; q=1', '\xff\x0a....', 'image/jxl'],
    ['image/svg+xml', '<svg xmlns="http://www.w3.org/2000/svg"/>', 'image/svg+xml'],
    ['image/svg+xml; q=1', '<?xml version="1.0"?>\n<!-- a > b --><svg width="1"/>', 'image/svg+xml'],
    ['image/svg+xml', '<?xml version="1.0"?>\n<!-- a > b --><svg width="1"/>', 'image/svg+xml'],
  ])('of another kind is what it is called: %s', async (type, text, mediaType) => {
    const { fetch } = web({ [URL_OF_PICTURE]: () => picture(latin(text), { 'content-type': type }) });
    expect((await downloadImage(URL_OF_PICTURE, { fetch })).mediaType).toBe(mediaType);
  });

  test('is taken by URL, by text, or as it is in a snapshot', async () => {
    const { fetch } = web({ [URL_OF_PICTURE]: () => picture() });
    for (const image of [URL_OF_PICTURE, new URL(URL_OF_PICTURE), { url: URL_OF_PICTURE, width: 1 }]) {
      const { bytes } = await downloadImage(image, { fetch });
      expect(bytes).toEqual(png);
      expect(bytes).toBeInstanceOf(Uint8Array);
      expect(bytes.buffer).toBeInstanceOf(ArrayBuffer);
    }
  });

  test('in many chunks is put together', async () => {
    const chunks = [png.slice(0, 3), png.slice(3, 4), png.slice(4)];
    const body = new ReadableStream({
      pull: (controller) => (chunks[0] ? controller.enqueue(chunks.shift()) : controller.close()),
    });
    const { fetch } = web({ [URL_OF_PICTURE]: () => picture(body) });
    expect((await downloadImage(URL_OF_PICTURE, { fetch })).bytes).toEqual(png);
  });

  test('is fetched without anything of ours', async () => {
    const { fetch, requests } = web({ [URL_OF_PICTURE]: () => picture() });
    await downloadImage(URL_OF_PICTURE, { fetch });
    expect(requests).toHaveLength(1);
    const [request] = requests;
    expect(request).toMatchObject({ method: 'GET', redirect: 'manual', body: null });
    expect([...(request?.headers.keys() ?? [])]).toEqual(['accept']);
  });

  test('is fetched by the platform’s fetch of that moment, where none is given', async () => {
    const fetch = vi.fn(async () => picture());
    vi.stubGlobal('fetch', fetch);
    onTestFinished(() => void vi.unstubAllGlobals());
    expect((await downloadImage(URL_OF_PICTURE)).bytes).toEqual(png);
    expect(fetch).toHaveBeenCalledWith(expect.any(Request));
  });
});

describe('what is no picture', () => {
  test.each([
    ['an error page', 'text/html', '<!doctype html><p>expired</p>'],
    ['an error page called a picture', 'image/png', '<html>'],
    ['an error page behind a byte order mark', 'image/png', '\xef\xbb\xbf<html>'],
    ['something of two kinds', 'image/png, text/html', 'x<script>'],
    ['something of a kind that is markup', 'image/"><script>', 'x'],
    ['an error page with blanks before it', 'image/png', ' \r\n\t<?xml version="1.0"?><Error/>'],
    ['words called a picture', 'image/jpeg', 'Not found'],
    ['an error in JSON called a picture', 'image/jpeg', '{"code":"NoSuchKey"}'],
    ['an error page called an SVG', 'image/svg+xml', '<!doctype html><p>expired <svg viewBox="0 0 1 1"/>'],
    ['text that begins like a BMP', 'text/plain', 'BMW sells cars.'],
    ['text', 'text/plain', 'sorry'],
    ['bytes of no kind', 'application/octet-stream', '\x00\x01\x02'],
    ['nothing', 'image/png', ''],
  ])('is not let through: %s', async (_, type, text) => {
    const { fetch } = web({ [URL_OF_PICTURE]: () => picture(latin(text), { 'content-type': type }) });
    expect(await failure(downloadImage(URL_OF_PICTURE, { fetch }))).toMatchObject({
      reason: 'not-an-image',
      status: 200,
      retryable: false,
      submission: 'accepted',
    });
  });

  test('is not let through: an answer without a body', async () => {
    const { fetch } = web({ [URL_OF_PICTURE]: () => new Response(null, { status: 204 }) });
    expect((await failure(downloadImage(URL_OF_PICTURE, { fetch }))).reason).toBe('not-an-image');
  });
});

describe('size', () => {
  test('beyond the limit by its header is not read', async () => {
    const cancel = vi.fn();
    const body = new ReadableStream({ cancel });
    const { fetch } = web({ [URL_OF_PICTURE]: () => picture(body, { 'content-length': '1001' }) });
    const error = await failure(downloadImage(URL_OF_PICTURE, { fetch, maxBytes: 1_000 }));
    expect(error).toMatchObject({ reason: 'too-large', status: 200, retryable: false });
    expect(error.message).toContain('1000 bytes');
    expect(cancel).toHaveBeenCalled();
  });

  test('beyond the limit while it comes in ends it', async () => {
    let sent = 0;
    const cancel = vi.fn();
    const body = new ReadableStream({
      pull: (controller) => {
        sent += 100;
        controller.enqueue(new Uint8Array(100));
      },
      cancel,
    });
    const { fetch } = web({ [URL_OF_PICTURE]: () => picture(body, { 'content-length': '1' }) });
    expect((await failure(downloadImage(URL_OF_PICTURE, { fetch, maxBytes: 1_000 }))).reason).toBe('too-large');
    expect(sent).toBeLessThan(2_000);
    expect(cancel).toHaveBeenCalled();
  });

  test('of exactly the limit is fine', async () => {
    const { fetch } = web({ [URL_OF_PICTURE]: () => picture(png, { 'content-length': String(png.length) }) });
    expect((await downloadImage(URL_OF_PICTURE, { fetch, maxBytes: png.length })).bytes).toEqual(png);
    expect((await failure(downloadImage(URL_OF_PICTURE, { fetch, maxBytes: png.length - 1 }))).reason).toBe(
      'too-large',
    );
  });

  test('is 64 MiB at most where nobody says', async () => {
    const { fetch } = web({ [URL_OF_PICTURE]: () => picture(png, { 'content-length': String(64 * 1024 * 1024 + 1) }) });
    expect((await failure(downloadImage(URL_OF_PICTURE, { fetch }))).reason).toBe('too-large');
  });
});

describe('status', () => {
  test.each([
    [403, 'expired', false],
    [404, 'expired', false],
    [410, 'expired', false],
    [400, 'status', false],
    [429, 'status', true],
    [500, 'status', true],
    [503, 'status', true],
  ])('%i is %s', async (status, reason, retryable) => {
    const cancel = vi.fn();
    const { fetch } = web({ [URL_OF_PICTURE]: () => new Response(new ReadableStream({ cancel }), { status }) });
    const error = await failure(downloadImage(URL_OF_PICTURE, { fetch }));
    expect(error).toMatchObject({ code: 'download', reason, status, retryable, submission: 'accepted' });
    expect(error.message).toContain(String(status));
    expect(cancel, 'nobody reads what it says').toHaveBeenCalled();
  });
});

describe('a redirect', () => {
  const there = 'https://store.example/a/cat.png';

  test.each([301, 302, 303, 307, 308])('(%i) is followed', async (status) => {
    const { fetch, requests } = web({ [URL_OF_PICTURE]: () => redirect(there, status), [there]: () => picture() });
    expect((await downloadImage(URL_OF_PICTURE, { fetch })).bytes).toEqual(png);
    for (const request of requests) expect([...request.headers.keys()]).toEqual(['accept']);
  });

  test.each([
    ['http://store.example/x', 'https://store.example/y', 'https://store.example/y'],
    ['https://store.example/a/x', 'y?z=1', 'https://store.example/a/y?z=1'],
    ['https://store.example/a/x', '/y', 'https://store.example/y'],
    ['https://store.example/a/x', '//other.example/y', 'https://other.example/y'],
    ['https://store.example/a/x', '?y', 'https://store.example/a/x?y'],
    ['https://93.184.216.34/a/x', 'y', 'https://93.184.216.34/a/y'],
  ])('from %s to %s is understood', async (from, to, target) => {
    const { fetch } = web({ [from]: () => redirect(to), [target]: () => picture() });
    expect((await downloadImage(from, { fetch })).bytes).toEqual(png);
  });

  test.each([
    'http://127.0.0.1/cat.png',
    'https://169.254.169.254/latest/meta-data/',
    '//localhost/cat.png',
    'http://[::1]/cat.png',
    'http://0x7f.1/cat.png',
    'file:///etc/passwd',
    'data:image/png;base64,AAAA',
    'https://name:word@store.example/cat.png',
    '\\\\127.0.0.1\\cat.png',
    'http:\\\\10.0.0.1/',
  ])('to %s is not', async (location) => {
    const { fetch, requests } = web({ [URL_OF_PICTURE]: () => redirect(location) });
    expect(await failure(downloadImage(URL_OF_PICTURE, { fetch }))).toMatchObject({
      reason: 'blocked-host',
      retryable: false,
    });
    expect(requests).toHaveLength(1);
  });

  test('to what is no URL is the server’s fault, not the network’s', async () => {
    const { fetch } = web({ [URL_OF_PICTURE]: () => redirect('https://') });
    expect(['blocked-host', 'status']).toContain((await failure(downloadImage(URL_OF_PICTURE, { fetch }))).reason);
  });

  test('five times is followed, a sixth time not', async () => {
    const chain = (length: number): Answers =>
      Object.fromEntries([
        ...Array.from(
          { length },
          (_, index) => [`https://store.example/${index}`, () => redirect(`/${index + 1}`)] as const,
        ),
        [`https://store.example/${length}`, () => picture()] as const,
      ]);
    expect((await downloadImage('https://store.example/0', { fetch: web(chain(5)).fetch })).bytes).toEqual(png);
    const { fetch, requests } = web(chain(6));
    expect(await failure(downloadImage('https://store.example/0', { fetch }))).toMatchObject({
      reason: 'status',
      status: 302,
    });
    expect(requests).toHaveLength(6);
  });

  test('to itself ends', async () => {
    const { fetch, requests } = web({ [URL_OF_PICTURE]: () => redirect(URL_OF_PICTURE) });
    expect((await failure(downloadImage(URL_OF_PICTURE, { fetch }))).reason).toBe('status');
    expect(requests).toHaveLength(6);
  });

  test('without a Location, or not modified, is a status', async () => {
    for (const status of [302, 304]) {
      const { fetch } = web({ [URL_OF_PICTURE]: () => new Response(null, { status }) });
      expect(await failure(downloadImage(URL_OF_PICTURE, { fetch }))).toMatchObject({ reason: 'status', status });
    }
  });
});

describe('the network', () => {
  test.each([
    [
      'nobody there',
      new TypeError('fetch failed', {
        cause: Object.assign(new Error('x'), { code: 'ECONNREFUSED', syscall: 'connect' }),
      }),
      'could not be reached',
    ],
    [
      'a reset',
      new TypeError('fetch failed', { cause: Object.assign(new Error('x'), { code: 'ECONNRESET' }) }),
      'the connection failed',
    ],
  ])('fails: %s', async (_, thrown, words) => {
    const error = await failure(downloadImage(URL_OF_PICTURE, { fetch: () => Promise.reject(thrown) }));
    expect(error).toMatchObject({ reason: 'network', retryable: true, cause: thrown });
    expect(error.message).toContain(words);
    expect(error.status).toBeUndefined();
  });

  test('breaks off', async () => {
    const body = new ReadableStream({
      start: (controller) => controller.enqueue(png),
      pull: (controller) => controller.error(new TypeError('terminated')),
    });
    const { fetch } = web({ [URL_OF_PICTURE]: () => picture(body) });
    expect(await failure(downloadImage(URL_OF_PICTURE, { fetch }))).toMatchObject({
      reason: 'network',
      cause: { message: 'terminated' },
    });
  });

  test('is real: over HTTP, from a server on this machine', async () => {
    const asked: unknown[] = [];
    const server = createServer((request, response) => {
      asked.push([request.url, request.headers.authorization, request.headers.cookie]);
      if (request.url === '/cat') response.writeHead(302, { location: '/cat.png' }).end();
      else response.writeHead(200, { 'content-type': 'binary/octet-stream' }).end(png);
    }).listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/cat`;
    expect((await failure(downloadImage(url))).reason).toBe('blocked-host');
    expect(asked).toEqual([]);
    expect(await downloadImage(url, { allowPrivateHosts: true })).toEqual({ bytes: png, mediaType: 'image/png' });
    expect(asked).toEqual([
      ['/cat', undefined, undefined],
      ['/cat.png', undefined, undefined],
    ]);
  });
});
