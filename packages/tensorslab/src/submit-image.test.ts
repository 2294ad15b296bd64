import { setImmediate } from 'node:timers/promises';
import { payload } from '@x/payloads';
import { describe, expect, test } from 'vitest';
import type { TensorsLabImageInput } from './index.ts';
import { accepted, answerOf, talk } from './testing/talk.ts';

type Part = readonly [name: string, value: string | { readonly name: string; readonly text: string }];

/** The parts of a form, in any order but of one name. */
async function partsOf(request: Request | undefined): Promise<readonly Part[]> {
  const form = (await request?.formData()) ?? new FormData();
  const parts = [...form].map(async ([name, value]): Promise<Part> => {
    return [name, typeof value === 'string' ? value : { name: value.name, text: await value.text() }];
  });
  return (await Promise.all(parts)).sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0));
}

async function sent(input: TensorsLabImageInput): Promise<{ request: Request; parts: readonly Part[] }> {
  const { images, requests } = talk();
  await images.submit(input);
  expect(requests).toHaveLength(1);
  const [request] = requests;
  return { request: request as Request, parts: await partsOf(request?.clone()) };
}

const file = (name: string, text: string): File => new File([text], name, { type: 'image/png' });
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('the documented requests', () => {
  interface ExampleRequest {
    readonly method: string;
    readonly url: string;
    readonly fields: readonly (readonly [string, string])[];
  }
  test.each<[string, TensorsLabImageInput]>([
    [
      '01-create-request.seedreamv45.multipart',
      {
        model: 'seedreamv45',
        category: 'seedreamv45',
        prompt: 'an astronaut eating a hot dog on the moon',
        batchSize: 2,
        resolution: '2K',
        sourceImages: [file('cat.png', 'cat'), file('sketch.png', 'sketch')],
      },
    ],
    [
      '02-create-request.zimage.multipart',
      { model: 'zimage', prompt: 'ink illustration', resolution: '1024*1024', seed: 123, promptExtend: true },
    ],
  ])('%s', async (name, input) => {
    const expected = payload(`tensorslab/${name}`) as ExampleRequest;
    const { request, parts } = await sent(input);
    expect([request.method, request.url]).toEqual([expected.method, expected.url]);
    expect(request.headers.get('authorization')).toBe('Bearer sandbox-key');
    expect(request.headers.get('content-type')).toMatch(/^multipart\/form-data; ?boundary=/);
    const shown = parts.map(([part, value]) => [
      part,
      typeof value === 'string' ? value : `@${value.name} (file part)`,
    ]);
    expect(shown).toEqual([...expected.fields].sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0)));
  });
});

describe('every model and field', () => {
  const from = { sourceImages: [file('a.png', 'a')], imageUrl: 'https://pictures.example/b.png' };
  const seedream = { batchSize: 15, category: 'cats', ...from };
  const seedreamParts: readonly Part[] = [
    ['batchsize', '15'],
    ['category', 'cats'],
    ['imageUrl', 'https://pictures.example/b.png'],
    ['prompt', 'a cat'],
    ['resolution', '16:9'],
    ['sourceImage', { name: 'a.png', text: 'a' }],
  ];
  test.each<[TensorsLabImageInput['model'], Partial<TensorsLabImageInput>, readonly Part[]]>([
    ['seedreamv4', { ...seedream, resolution: '16:9' }, seedreamParts],
    ['seedreamv45', { ...seedream, resolution: '16:9' }, seedreamParts],
    ['seedreamv5', { ...seedream, resolution: '16:9' }, seedreamParts],
    [
      'zimage',
      { resolution: '3:4', seed: 0, promptExtend: false },
      [
        ['prompt', 'a cat'],
        ['prompt_extend', '0'],
        ['resolution', '3:4'],
        ['seed', '0'],
      ],
    ],
    [
      'quickedit',
      { resolution: 'as it was', ...from },
      [
        ['imageUrl', 'https://pictures.example/b.png'],
        ['prompt', 'a cat'],
        ['resolution', 'as it was'],
        ['sourceImage', { name: 'a.png', text: 'a' }],
      ],
    ],
    ['seedream_v6.1', {}, [['prompt', 'a cat']]],
    [
      'seedreamv9',
      { ...seedream, resolution: '12345x1', seed: -1, promptExtend: true },
      [
        ['batchsize', '15'],
        ['category', 'cats'],
        ['imageUrl', 'https://pictures.example/b.png'],
        ['prompt', 'a cat'],
        ['prompt_extend', '1'],
        ['resolution', '12345x1'],
        ['seed', '-1'],
        ['sourceImage', { name: 'a.png', text: 'a' }],
      ],
    ],
  ])('%s', async (model, fields, parts) => {
    const seen = await sent({ model, prompt: 'a cat', ...fields });
    expect(seen.request.url).toBe(`https://api.tensorslab.com/v1/images/${model}`);
    expect(seen.request.method).toBe('POST');
    expect(seen.parts).toEqual(parts);
  });

  test('what is sent is what was checked, also again, whatever becomes of the objects that were passed', async () => {
    const picture = bytes('cat');
    const input = { model: 'seedreamv45', prompt: 'a cat', batchSize: 1, sourceImages: [picture] };
    const { images, requests } = talk((_, index) => (index === 0 ? answerOf({ msg: 'slow down' }, 429) : accepted()), {
      retry: { limit: 1 },
    });
    const spoil = (): void => {
      Object.assign(input, { prompt: 'a dog', batchSize: 99, sourceImages: ['no picture'] });
      picture.fill(0);
    };
    await images.submit(input, { onBeforeSend: spoil });
    expect(requests).toHaveLength(2);
    for (const request of requests) {
      const form = await request.formData();
      expect([form.get('prompt'), form.get('batchsize'), form.getAll('sourceImage')]).toEqual([
        'a cat',
        '1',
        [expect.any(File)],
      ]);
      expect(await (form.get('sourceImage') as File).text()).toBe('cat');
    }
  });

  test('what was not given is not sent', async () => {
    const undefinedFields = {
      batchSize: undefined,
      resolution: undefined,
      sourceImages: undefined,
      imageUrl: undefined,
    };
    const { parts } = await sent({ model: 'seedreamv45', prompt: 'a cat', category: undefined, ...undefinedFields });
    expect(parts).toEqual([['prompt', 'a cat']]);
  });

  test('an empty list of pictures is none', async () => {
    const { parts } = await sent({ model: 'seedreamv45', prompt: 'a cat', sourceImages: [] });
    expect(parts).toEqual([['prompt', 'a cat']]);
  });

  test('a prompt comes over as it is', async () => {
    const prompt = '一只戴墨镜的橘猫 🐈 "quoted" & <b>; ünï';
    expect((await sent({ model: 'zimage', prompt })).parts).toEqual([['prompt', prompt]]);
  });

  test('imageUrl can be a URL', async () => {
    const imageUrl = new URL('https://pictures.example/a b.png');
    const { parts } = await sent({ model: 'quickedit', prompt: 'bluer', imageUrl });
    expect(parts).toContainEqual(['imageUrl', 'https://pictures.example/a%20b.png']);
  });
});

describe('source pictures', () => {
  test('are repeated parts, in their order, with their names and all their bytes', async () => {
    const whole = bytes('..view..');
    const { parts } = await sent({
      model: 'seedreamv4',
      prompt: 'a cat',
      sourceImages: [
        file('first.png', 'one'),
        file('first.png', 'another of the same name'),
        new Blob(['a blob']),
        bytes('bytes'),
        whole.subarray(2, 6),
        Buffer.from('a buffer'),
      ],
    });
    const files = parts.flatMap(([name, value]) =>
      name === 'sourceImage' && typeof value === 'object' ? [value] : [],
    );
    expect(files.map(({ text }) => text)).toEqual([
      'one',
      'another of the same name',
      'a blob',
      'bytes',
      'view',
      'a buffer',
    ]);
    expect(files.slice(0, 2).map(({ name }) => name)).toEqual(['first.png', 'first.png']);
    for (const { name } of files) expect(name).not.toBe('');
  });

  test('keep what their owner says that they are; those without a name are counted', async () => {
    const { images, requests } = talk(() => Response.json({ code: 1000, msg: 'OK', data: { taskid: 't' } }));
    const png = new Blob(['a blob'], { type: 'image/png' });
    const jpeg = new File(['a file'], 'cat.jpg', { type: 'image/jpeg' });
    await images.submit({ model: 'seedreamv4', prompt: 'a cat', sourceImages: [jpeg, png, bytes('b')] });
    const form = await requests[0]?.formData();
    const files = form?.getAll('sourceImage') as File[];
    expect(files.map(({ name, type }) => [name, type])).toEqual([
      ['cat.jpg', 'image/jpeg'],
      ['source-2', 'image/png'],
      ['source-3', 'application/octet-stream'],
    ]);
  });

  // On Node 24 and 26 a form that is cancelled unread throws where nobody can catch it.
  test('that nobody reads take nothing down', async () => {
    const input = { model: 'seedreamv4', prompt: 'a cat', sourceImages: [new Blob(['a blob'])] };
    const deaf = talk(accepted, { fetch: accepted });
    expect((await deaf.images.submit(input)).ref.id).toBe('abcd_1234567890abcdef');
    const keyless = talk(accepted, { apiKey: () => Promise.reject(new Error('the vault is down')) });
    await expect(keyless.images.submit(input)).rejects.toMatchObject({ code: 'configuration', submission: 'none' });
    await setImmediate();
  });

  test('are sent again in full when the submit is', async () => {
    const answers = [Response.json({ code: 9999, msg: 'slow down' }, { status: 429 })];
    const { images, requests } = talk(
      () => answers.shift() ?? Response.json({ code: 1000, msg: 'OK', data: { taskid: 't' } }),
      { retry: { limit: 1 } },
    );
    await images.submit({ model: 'seedreamv4', prompt: 'a cat', sourceImages: [file('a.png', 'a'), bytes('b')] });
    expect(requests).toHaveLength(2);
    const [first, second] = await Promise.all(requests.map((request) => partsOf(request)));
    expect(second).toEqual(first);
    expect(second).toHaveLength(3);
  });
});

describe('resolutions are written as the model wants them', () => {
  test.each<[TensorsLabImageInput['model'], string, string]>([
    ['zimage', '1024*1024', '1024*1024'],
    ['zimage', '1024x768', '1024*768'],
    ['zimage', '1280X720', '1280*720'],
    ['zimage', '2:3', '2:3'],
    ['seedreamv45', '2048x2048', '2048x2048'],
    ['seedreamv45', '2048*2048', '2048x2048'],
    ['seedreamv45', '4096x4096', '4096x4096'],
    ['seedreamv45', '1920x1920', '1920x1920'],
    ['seedreamv45', '4K', '4K'],
    ['seedreamv45', '3:2', '3:2'],
    ['seedreamv5', '2560*1440', '2560x1440'],
    ['seedreamv5', '2K', '2K'],
    ['seedreamv4', '1:1', '1:1'],
    ['seedreamv4', '2K', '2K'],
    ['quickedit', '1024*1024', '1024*1024'],
    ['quickedit', '1024x1024', '1024x1024'],
    ['seedreamv9', 'huge', 'huge'],
  ])('%s: %s is sent as %s', async (model, resolution, written) => {
    expect((await sent({ model, prompt: 'a cat', resolution })).parts).toContainEqual(['resolution', written]);
  });
});
