import type { ImageTasks, SucceededSnapshot } from '@x/core';
import { expectTypeOf, test } from 'vitest';
import { createMpsAigc, type MpsAigcClient, type MpsAigcSettings, type MpsImageInput } from './index.ts';

declare const settings: MpsAigcSettings;

test('the input knows its models and takes others', () => {
  const { images } = createMpsAigc(settings);
  expectTypeOf(images.submit).parameter(0).toEqualTypeOf<MpsImageInput>();
  expectTypeOf({ modelName: 'Hunyuan', prompt: 'a cat' } as const).toExtend<MpsImageInput>();
  expectTypeOf({
    modelName: 'Painter',
    imageInfos: [{ imageUrl: 'https://a.example/a.png' }],
  }).toExtend<MpsImageInput>();
  expectTypeOf<{ prompt: string; operator: string | undefined }>().toExtend<MpsImageInput>();
  // @ts-expect-error a word that is no field
  void images.submit({ prompt: 'a cat', promt: 'a dog' });
  // @ts-expect-error as VOD has it
  void images.submit({ prompt: 'a cat', enhancePrompt: 'Enabled' });
});

test('settings have keys, or a function', () => {
  const keys = { secretId: 'id', secretKey: 'key' };
  expectTypeOf(keys).toExtend<MpsAigcSettings>();
  expectTypeOf<typeof keys & { token: undefined; site: 'mainland'; region: undefined }>().toExtend<MpsAigcSettings>();
  expectTypeOf({
    credentials: async () => ({ ...keys, token: 't', expiresAt: new Date() }),
  }).toExtend<MpsAigcSettings>();
  expectTypeOf<{ secretId: string }>().not.toExtend<MpsAigcSettings>();
  expectTypeOf<typeof keys & { site: 'elsewhere' }>().not.toExtend<MpsAigcSettings>();
});

test('one function serves every provider', () => {
  async function render<I>(tasks: ImageTasks<I>, input: NoInfer<I>): Promise<SucceededSnapshot> {
    return (await tasks.submit(input)).wait();
  }
  const { images } = createMpsAigc(settings);
  expectTypeOf(render(images, { prompt: 'a cat' })).resolves.toEqualTypeOf<SucceededSnapshot>();
  expectTypeOf<MpsAigcClient>().toEqualTypeOf<{ readonly images: ImageTasks<MpsImageInput> }>();
});
