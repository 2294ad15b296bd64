import type { ImageTasks, SucceededSnapshot } from '@x/core';
import { expectTypeOf, test } from 'vitest';
import { createNewProvider, type NewProviderImageInput, type NewProviderSettings } from './index.ts';

declare const settings: NewProviderSettings;

test('the input is checked by the compiler', () => {
  const { images } = createNewProvider(settings);
  expectTypeOf(images.submit).parameter(0).toEqualTypeOf<NewProviderImageInput>();
  expectTypeOf({ model: 'any' } as const).not.toExtend<NewProviderImageInput>();
  // @ts-expect-error a word that is no field
  void images.submit({ model: 'any', prompt: 'a cat', promt: 'a dog' });
});

test('options can be passed on with undefined in them', () => {
  expectTypeOf<{ apiKey: string; baseUrl: undefined; clock: undefined }>().toExtend<NewProviderSettings>();
  expectTypeOf<{ model: string; prompt: string; seed: number | undefined }>().toExtend<NewProviderImageInput>();
});

test('one function serves every provider', () => {
  async function render<I>(tasks: ImageTasks<I>, input: NoInfer<I>): Promise<SucceededSnapshot> {
    return (await tasks.submit(input)).wait();
  }
  const { images } = createNewProvider(settings);
  expectTypeOf(render(images, { model: 'any', prompt: 'a cat' })).resolves.toEqualTypeOf<SucceededSnapshot>();
});
