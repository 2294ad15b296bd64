import type { ClientOptions, ImageTaskReader, ImageTasks, SucceededSnapshot } from '@x/core';
import { expectTypeOf, test } from 'vitest';
import {
  createVodAigc,
  createVodAigcGateway,
  type IncomingCallback,
  type VodAigcGatewaySettings,
  type VodAigcSettings,
  type VodEvent,
  type VodGatewayImageInput,
  type VodImageInput,
} from './index.ts';

declare const direct: VodAigcSettings;
declare const relayed: VodAigcGatewaySettings;
const gateway = createVodAigcGateway(relayed);
const vod = createVodAigc(direct);

test('each client has its own input', () => {
  expectTypeOf(vod.images).toEqualTypeOf<ImageTasks<VodImageInput>>();
  expectTypeOf(gateway.images).toEqualTypeOf<ImageTasks<VodGatewayImageInput>>();
  expectTypeOf({ modelName: 'GG', modelVersion: '3.1', fileInfos: [{ fileId: '1' }] }).toExtend<VodImageInput>();
  expectTypeOf({ modelName: 'NEW', modelVersion: '9', prompt: 'a cat' }).toExtend<VodGatewayImageInput>();
  expectTypeOf({ modelName: 'GEM', modelVersion: '2.5' }).not.toExtend<VodGatewayImageInput>();
  // @ts-expect-error a field of the direct API
  void gateway.images.submit({ modelName: 'GEM', modelVersion: '2.5', prompt: 'a cat', seed: 1 });
  // @ts-expect-error a boolean, as the other service has it
  void vod.images.submit({ modelName: 'GG', modelVersion: '2.5', prompt: 'a cat', enhancePrompt: true });
  // @ts-expect-error the application is a setting
  void vod.images.submit({ modelName: 'GG', modelVersion: '2.5', prompt: 'a cat', subAppId: 1 });
});

test('options can be passed on with undefined in them', () => {
  expectTypeOf<{ modelName: string; modelVersion: string; seed: number | undefined }>().toExtend<VodImageInput>();
  expectTypeOf<{ apiKey: string; baseUrl: URL; clock: undefined }>().toExtend<VodAigcGatewaySettings>();
  expectTypeOf<{
    secretId: string;
    secretKey: string;
    subAppId: number;
    site: undefined;
  }>().toExtend<VodAigcSettings>();
  expectTypeOf<{
    credentials: () => { secretId: string; secretKey: string };
    subAppId: 1;
  }>().toExtend<VodAigcSettings>();
  expectTypeOf<VodAigcSettings>().toExtend<ClientOptions>();
});

test('what has to be given is asked for', () => {
  // @ts-expect-error where is it?
  createVodAigcGateway({ apiKey: 'k' });
  // @ts-expect-error which application?
  createVodAigc({ secretId: 'a', secretKey: 'b' });
  // @ts-expect-error whose keys?
  createVodAigc({ subAppId: 1 });
});

test('one function serves both', () => {
  async function render<I>(tasks: ImageTasks<I>, input: NoInfer<I>): Promise<SucceededSnapshot> {
    return (await tasks.submit(input)).wait();
  }
  const input = { modelName: 'GG', modelVersion: '2.5', prompt: 'a cat' };
  expectTypeOf(render(vod.images, input)).resolves.toEqualTypeOf<SucceededSnapshot>();
  expectTypeOf(render(gateway.images, input)).resolves.toEqualTypeOf<SucceededSnapshot>();
  expectTypeOf([vod.images, gateway.images]).toExtend<readonly ImageTaskReader[]>();
});

test('an event is one of two', () => {
  const textOf = (event: VodEvent): string => {
    switch (event.type) {
      case 'image-task':
        return `${event.snapshot.status} ${event.sessionId ?? ''} ${event.sessionContext ?? ''}`;
      case 'other':
        return event.eventType;
    }
  };
  expectTypeOf(textOf).returns.toEqualTypeOf<string>();
  expectTypeOf(vod.events.parse).returns.resolves.toEqualTypeOf<readonly VodEvent[]>();
  expectTypeOf(vod.events.pull()).toEqualTypeOf<AsyncIterable<VodEvent>>();
  expectTypeOf<{ body: string }>().toExtend<IncomingCallback>();
  expectTypeOf<{ headers: Headers; body: Uint8Array }>().toExtend<IncomingCallback>();
  expectTypeOf<{ headers: Record<string, string | string[] | undefined>; body: Buffer }>().toExtend<IncomingCallback>();
});
