import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createSandbox, type Sandbox } from '../index.ts';
import { type DecodedPng, decodePng } from '../testing/decode-png.ts';
import { pause, query, submitted } from '../testing/tensorslab-requests.ts';
import { drawPlainPicture } from './plain-picture.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await createSandbox({ time: 'virtual', taskDurationMs: 1_000 });
});
afterAll(() => sandbox.close());

async function urls(fields: Record<string, string>, model?: string): Promise<string[]> {
  const id = await submitted(sandbox, fields, model);
  await pause(sandbox, 1_000);
  return (await query(sandbox, id)).json.data.url as string[];
}

async function download(url: string): Promise<Uint8Array> {
  const answer = await sandbox.fetch(new Request(url));
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('image/png');
  const bytes = new Uint8Array(await answer.arrayBuffer());
  expect(answer.headers.get('content-length')).toBe(String(bytes.byteLength));
  return bytes;
}

async function picture(fields: Record<string, string>, model?: string): Promise<DecodedPng> {
  const [url = ''] = await urls(fields, model);
  return decodePng(await download(url));
}

/** How many pixels of the upper half are the white of the caption. */
function written({ width, height, channels, pixels }: DecodedPng): number {
  let count = 0;
  for (let at = 0; at < width * Math.floor(height / 2) * channels; at += channels) {
    if (pixels[at] === 255 && pixels[at + 1] === 255 && pixels[at + 2] === 255) count += 1;
  }
  return count;
}

describe('size', () => {
  test.each<[string, string | undefined, number, number]>([
    ['seedreamv45', undefined, 2048, 2048],
    ['seedreamv4', '9:16', 1440, 2560],
    ['seedreamv5', '3:2', 2496, 1664],
    ['seedreamv45', '2000x1900', 2000, 1900],
    ['zimage', undefined, 1024, 1024],
    ['zimage', '4:3', 1152, 864],
    ['zimage', '300*200', 300, 200],
    ['zimage', '1*1', 1, 1],
  ])('%s %s is %i×%i pixels', async (model, resolution, width, height) => {
    const drawn = await picture({ prompt: 'cat', ...(resolution === undefined ? {} : { resolution }) }, model);
    expect([drawn.width, drawn.height]).toEqual([width, height]);
  });
});

describe('text', () => {
  const drawn = (prompt: string) => picture({ prompt, resolution: '512*512' }, 'zimage');

  test('is there, Chinese too', async () => {
    const [chinese, latin, nothing] = [
      written(await drawn('一只戴墨镜的橘猫')),
      written(await drawn('cat')),
      written(await drawn('🐱')),
    ];
    expect(latin).toBeGreaterThan(nothing);
    expect(chinese).toBeGreaterThan(2 * latin);
  });

  test.each([
    '🐱👩‍🚀 emoji',
    '한국어 русский',
    '<b>&amp;"\'</b>',
    '\u0000\u0008\uFFFF',
    '\uD800 alone',
    'é ñ ü',
    'x'.repeat(5_000),
    '满100减1 '.repeat(500),
  ])('takes %j', async (prompt) => {
    expect((await drawn(prompt)).width).toBe(512);
  });
});

test('a batch is so many different pictures', async () => {
  const batch = await urls({ prompt: 'cat', batchsize: '3', resolution: '16:9' });
  expect(batch).toHaveLength(3);
  const bytes = await Promise.all(batch.map(download));
  expect(new Set(bytes.map((one) => Buffer.from(one).toString('base64'))).size).toBe(3);
  expect(await download(batch[0] ?? '')).toEqual(bytes[0]);
});

test('there is no picture before its time, nor one too many', async () => {
  const id = await submitted(sandbox, { prompt: 'cat' }, 'zimage');
  const status = async (file: string) => {
    const answer = await sandbox.fetch(new Request(`${sandbox.url}/pictures/tensorslab/${file}`));
    return [
      answer.status,
      answer.headers.get('content-type'),
      (await answer.text()).includes('<Code>NoSuchKey</Code>'),
    ];
  };
  const missing = [404, 'application/xml', true];
  expect(await status(`${id}-1.png`)).toEqual(missing);
  await pause(sandbox, 1_000);
  expect(await status(`${id}-1.png`)).toEqual([200, 'image/png', false]);
  for (const file of [`${id}-0.png`, `${id}-2.png`, `${id}.png`, 'nobody-1.png', 'x'])
    expect(await status(file)).toEqual(missing);
});

test('more pictures than are kept can all be downloaded twice', async () => {
  const all: string[] = [];
  for (let count = 0; count < 20; count += 1)
    all.push(...(await urls({ prompt: `cat ${count}`, resolution: '64*64' }, 'zimage')));
  const first = await Promise.all(all.map(download));
  expect(await Promise.all(all.map(download))).toEqual(first);
});

test('without renderer and font it is a plain sky', async () => {
  const plain = { width: 30, height: 20, caption: 'cat', label: 'model', mark: 'id', seed: '1' };
  const { width, height, channels, pixels } = decodePng(await drawPlainPicture(plain));
  expect([width, height, channels]).toEqual([30, 20, 3]);
  expect(new Set(Array.from({ length: 30 }, (_, column) => pixels.slice(3 * column, 3 * column + 3).join())).size).toBe(
    1,
  );
  expect(pixels.slice(0, 3)).not.toEqual(pixels.slice(-3));
});

test('the sandbox falls back to it by itself', async () => {
  vi.resetModules();
  vi.doMock('./load-painter.ts', () => ({ loadPainter: () => Promise.resolve(undefined) }));
  try {
    const { drawPicture } = await import('./draw-picture.ts');
    const drawn = decodePng(await drawPicture({ width: 1, height: 1, caption: '', label: '', mark: '', seed: '1' }));
    expect(drawn.channels).toBe(3);
  } finally {
    vi.doUnmock('./load-painter.ts');
  }
});
