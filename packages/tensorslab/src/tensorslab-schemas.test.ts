import { InputError } from '@x/core';
import { describe, expect, test } from 'vitest';
import type { TensorsLabImageInput } from './index.ts';
import { talk } from './testing/talk.ts';

const zimage = { model: 'zimage', prompt: 'a cat' };
const seedream = { model: 'seedreamv45', prompt: 'a cat' };

/** The paths of the issues with which an input is refused; no request is made. */
async function pathsOf(input: unknown): Promise<readonly string[]> {
  const { images, requests } = talk();
  const error: unknown = await images.submit(input as TensorsLabImageInput).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(requests).toHaveLength(0);
  expect(error).toBeInstanceOf(InputError);
  return (error as InputError).issues.map(({ path }) => path);
}

describe('refused before any request, with the path', () => {
  test.each<[string, unknown, string]>([
    ['nothing', undefined, ''],
    ['null', null, ''],
    ['a text', 'a cat', ''],
    ['a list', [zimage], 'model'],
    ['a field that nobody knows', { ...zimage, promt: 'a dog' }, 'promt'],
    ['a field in the words of the wire', { ...seedream, batchsize: 2 }, 'batchsize'],
    ['no model', { prompt: 'a cat' }, 'model'],
    ['an empty model', { ...zimage, model: '' }, 'model'],
    ['a model that is a path', { ...zimage, model: '../account/delete' }, 'model'],
    ['a model with a query', { ...zimage, model: 'zimage?free=1' }, 'model'],
    ['a model that is a number', { ...zimage, model: 4 }, 'model'],
    ['a model that no ref can hold', { ...zimage, model: 'x'.repeat(513) }, 'model'],
    ['no prompt', { model: 'zimage' }, 'prompt'],
    ['an empty prompt', { ...zimage, prompt: '' }, 'prompt'],
    ['a blank prompt', { ...zimage, prompt: ' \n ' }, 'prompt'],
    ['a prompt that is a list', { ...zimage, prompt: ['a cat'] }, 'prompt'],
    ['a prompt that is null', { ...zimage, prompt: null }, 'prompt'],
    ['a batch of none', { ...seedream, batchSize: 0 }, 'batchSize'],
    ['a batch of 16', { ...seedream, batchSize: 16 }, 'batchSize'],
    ['half a batch', { ...seedream, batchSize: 1.5 }, 'batchSize'],
    ['a batch in text', { ...seedream, batchSize: '2' }, 'batchSize'],
    ['a batch that is no number', { ...seedream, batchSize: NaN }, 'batchSize'],
    ['a batch that is null', { ...seedream, batchSize: null }, 'batchSize'],
    ['a resolution of 100 pixels', { ...zimage, resolution: '100x100' }, 'resolution'],
    ['a resolution of 100 pixels, for seedream', { ...seedream, resolution: '100x100' }, 'resolution'],
    ['a pixel too few', { ...seedream, resolution: '1919x1921' }, 'resolution'],
    ['a row too many', { ...seedream, resolution: '4096x4097' }, 'resolution'],
    ['pixels where only ratios are', { ...seedream, model: 'seedreamv4', resolution: '2048x2048' }, 'resolution'],
    ['4K where only 2K is', { ...seedream, model: 'seedreamv4', resolution: '4K' }, 'resolution'],
    ['2:3 where it is not', { ...seedream, model: 'seedreamv4', resolution: '2:3' }, 'resolution'],
    ['2K where it is not', { ...zimage, resolution: '2K' }, 'resolution'],
    ['a ratio of nowhere', { ...seedream, resolution: '5:4' }, 'resolution'],
    ['three sides', { ...zimage, resolution: '1024x1024x3' }, 'resolution'],
    ['a side below zero', { ...zimage, resolution: '-1024x1024' }, 'resolution'],
    ['an empty resolution', { ...zimage, resolution: '' }, 'resolution'],
    ['a resolution that is a number', { ...seedream, resolution: 2048 }, 'resolution'],
    ['half a seed', { ...zimage, seed: 0.5 }, 'seed'],
    ['a seed in text', { ...zimage, seed: '7' }, 'seed'],
    ['a seed that JavaScript rounds', { ...zimage, seed: 2 ** 53 }, 'seed'],
    ['promptExtend that is a number', { ...zimage, promptExtend: 1 }, 'promptExtend'],
    ['an empty category', { ...seedream, category: '' }, 'category'],
    ['sourceImages that is one picture', { ...seedream, sourceImages: new Blob(['a']) }, 'sourceImages'],
    ['a picture that is a path', { ...seedream, sourceImages: [new Blob(['a']), 'cat.png'] }, 'sourceImages'],
    ['an empty picture', { ...seedream, sourceImages: [new Blob([])] }, 'sourceImages'],
    ['a picture without bytes', { ...seedream, sourceImages: [new Uint8Array()] }, 'sourceImages'],
    ['an imageUrl that is a path', { ...seedream, imageUrl: 'cat.png' }, 'imageUrl'],
    ['an imageUrl of this machine', { ...seedream, imageUrl: 'file:///etc/passwd' }, 'imageUrl'],
    ['an imageUrl that holds the picture', { ...seedream, imageUrl: 'data:image/png;base64,AA' }, 'imageUrl'],
    ['an imageUrl by ftp', { ...seedream, imageUrl: new URL('ftp://pictures.example/a.png') }, 'imageUrl'],
    ['two of them', { ...seedream, imageUrl: ['https://a.example/a.png', 'https://a.example/b.png'] }, 'imageUrl'],
  ])('%s', async (_, input, path) => {
    // Of a list the path may name the member too.
    expect((await pathsOf(input)).map((found) => found.split('.')[0])).toContain(path);
  });

  test('and says what it takes for a resolution', async () => {
    const { images } = talk();
    const refused = (input: object): Promise<unknown> =>
      images.submit(input as TensorsLabImageInput).catch(({ message }: Error) => message);
    expect(await refused({ ...zimage, resolution: '100x100' })).toBe(
      'tensorslab: resolution: must be 1:1, 3:4, 4:3, 9:16, 16:9, 2:3, 3:2 or W*H of 262144 to 16777216 pixels',
    );
    expect(await refused({ ...seedream, model: 'seedreamv4', resolution: '100x100' })).toBe(
      'tensorslab: resolution: must be 1:1, 3:4, 4:3, 9:16, 16:9, 2K',
    );
  });

  const values = {
    batchSize: 2,
    seed: 7,
    promptExtend: true,
    category: 'cats',
    sourceImages: [new Blob(['a'])],
    imageUrl: 'https://pictures.example/a.png',
  };
  test.each<[TensorsLabImageInput['model'], readonly (keyof typeof values)[]]>([
    ['seedreamv4', ['seed', 'promptExtend']],
    ['seedreamv45', ['seed', 'promptExtend']],
    ['seedreamv5', ['seed', 'promptExtend']],
    ['zimage', ['batchSize', 'category', 'sourceImages', 'imageUrl']],
    ['quickedit', ['batchSize', 'seed', 'promptExtend', 'category']],
  ])('what %s does not take', async (model, fields) => {
    for (const field of fields) {
      expect(await pathsOf({ model, prompt: 'a cat', [field]: values[field] })).toEqual([field]);
    }
  });

  test('all that is wrong at once', async () => {
    const paths = await pathsOf({ model: 'zimage', batchSize: 0, seed: 'x', colour: 'red' });
    expect([...paths].sort()).toEqual(['batchSize', 'colour', 'prompt', 'seed']);
  });
});

test('the words of a refusal name the field and the rule', async () => {
  const { images } = talk();
  await expect(images.submit({ ...seedream, batchSize: 16 })).rejects.toMatchObject({
    message: expect.stringMatching(/batchSize.*15/) as string,
  });
  await expect(images.submit({ ...seedream, promptExtend: true })).rejects.toMatchObject({
    message: expect.stringMatching(/promptExtend.*seedreamv45/) as string,
  });
});

test('input that a program got from JSON is judged like any other', async () => {
  const { images, requests } = talk();
  await images.submit(JSON.parse(JSON.stringify({ ...zimage, seed: 7 })) as TensorsLabImageInput);
  expect(requests).toHaveLength(1);
});
