import type { AnyTaskServiceError, ImageTasks, SucceededSnapshot } from '@x/core';
import { expectTypeOf, test } from 'vitest';
import { createTensorsLab, type TensorsLabImageInput, type TensorsLabSettings } from './index.ts';

declare const settings: TensorsLabSettings;

test('the input knows its models and takes others', () => {
  const { images } = createTensorsLab(settings);
  expectTypeOf(images.submit).parameter(0).toEqualTypeOf<TensorsLabImageInput>();
  expectTypeOf({ model: 'zimage', prompt: 'a cat' } as const).toExtend<TensorsLabImageInput>();
  expectTypeOf({ model: 'seedreamv99', prompt: 'a cat' } as const).toExtend<TensorsLabImageInput>();
  expectTypeOf({ model: 'zimage' } as const).not.toExtend<TensorsLabImageInput>();
  // @ts-expect-error a word that is no field
  void images.submit({ model: 'zimage', prompt: 'a cat', promt: 'a dog' });
});

test('options can be passed on with undefined in them', () => {
  expectTypeOf<{ apiKey: string; baseUrl: undefined; clock: undefined }>().toExtend<TensorsLabSettings>();
  expectTypeOf<{ model: string; prompt: string; seed: number | undefined }>().toExtend<TensorsLabImageInput>();
});

test('one function serves every provider', () => {
  async function render<I>(tasks: ImageTasks<I>, input: NoInfer<I>): Promise<SucceededSnapshot> {
    return (await tasks.submit(input)).wait();
  }
  const { images } = createTensorsLab(settings);
  expectTypeOf(render(images, { model: 'zimage', prompt: 'a cat' })).resolves.toEqualTypeOf<SucceededSnapshot>();
  // @ts-expect-error the prompt is missing
  void render(images, { model: 'zimage' });
  // @ts-expect-error these tasks do not take just anything
  const anything: ImageTasks<unknown> = images;
  void anything;
});

test('a picture is there once the wait has ended', () => {
  const { images } = createTensorsLab(settings);
  expectTypeOf(images.run({ model: 'zimage', prompt: 'a cat' })).resolves.toHaveProperty('images');
  type Done = Awaited<ReturnType<typeof images.run>>;
  expectTypeOf<Done['images'][0]['url']>().toEqualTypeOf<string>();
});

test('every error can be told by its code', () => {
  function advice(error: AnyTaskServiceError): string {
    switch (error.code) {
      case 'configuration':
      case 'network':
      case 'request-timeout':
        return error.message;
      case 'input':
      case 'response':
        return error.issues.map(({ path }) => path).join();
      case 'api':
        return error.kind;
      case 'signature':
      case 'download':
        return error.reason;
      case 'submission-unknown':
        return Object.values(error.lookup).join();
      case 'task-failed':
        return error.snapshot.failure.message;
      case 'task-timeout':
        return error.ref.id;
    }
  }
  expectTypeOf(advice).returns.toEqualTypeOf<string>();
});
