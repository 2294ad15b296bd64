import { downloadImage, isTaskServiceError } from '@x/core';
import { createSandbox, type Sandbox, type SandboxOptions } from '@x/sandbox';
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  createVodAigc,
  createVodAigcGateway,
  type VodAigcClient,
  type VodAigcGatewayClient,
  type VodEvent,
} from './index.ts';

async function openSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const sandbox = await createSandbox({ time: 'virtual', taskDurationMs: 5_000, ...options });
  onTestFinished(() => sandbox.close());
  return sandbox;
}

async function talkToVod(options: SandboxOptions = {}): Promise<VodAigcClient & { readonly sandbox: Sandbox }> {
  const sandbox = await openSandbox(options);
  return { ...createVodAigc(sandbox.settings.vodAigc), sandbox };
}

const input = { modelName: 'GG', modelVersion: '2.5', prompt: '一只戴墨镜的橘猫' };
const saying = (marker: string): typeof input => ({ ...input, prompt: `a cat ${marker}` });

describe('at the sandbox, directly', () => {
  test('a picture comes back, with the end of its life', async () => {
    const { images, sandbox } = await talkToVod();
    const done = await images.run({ ...input, outputConfig: { aspectRatio: '16:9', storageMode: 'Temporary' } });
    const [{ url, expiresAt }] = done.images;
    expect(url).toMatch(/^http:/);
    expect(expiresAt?.getTime()).toBeGreaterThan(sandbox.clock.now() + 6 * 86_400_000);
    expect((await downloadImage(done.images[0], { fetch: sandbox.fetch })).mediaType).toBe('image/png');
  });

  test('a stored file that has no URL is looked up', async () => {
    const { images, sandbox } = await talkToVod();
    const stored = { ...saying('[sandbox:no-url]'), outputConfig: { storageMode: 'Permanent' } as const };
    const done = await images.run(stored);
    expect(done.images[0].fileId).toMatch(/^\d+$/);
    expect((await downloadImage(done.images[0], { fetch: sandbox.fetch })).mediaType).toBe('image/png');
  });

  test.each([
    ['[sandbox:fail:InvalidParameter.VoilationContent]', 'content-policy'],
    ['[sandbox:fail:RequestLimitExceeded]', 'capacity'],
    ['[sandbox:fail:InvalidParameterValue]', 'invalid-input'],
    ['[sandbox:fail:InternalError]', 'unknown'],
    ['[sandbox:abort]', 'cancelled'],
  ])('%s fails as %s', async (marker, kind) => {
    const { images } = await talkToVod();
    await expect(images.run(saying(marker))).rejects.toMatchObject({
      code: 'task-failed',
      submission: 'accepted',
      snapshot: { failure: { kind } },
    });
  });

  test.each([
    ['[sandbox:violation]', 'content-policy'],
    ['[sandbox:no-credits]', 'quota'],
    ['[sandbox:reject]', 'invalid-request'],
  ])('%s is refused as %s', async (marker, kind) => {
    const { images, sandbox } = await talkToVod();
    await expect(images.submit(saying(marker))).rejects.toMatchObject({ code: 'api', kind, submission: 'none' });
    expect(sandbox.executions).toHaveLength(0);
  });

  test('a session id is good for one order', async () => {
    const { images, sandbox } = await talkToVod();
    await images.submit({ ...input, sessionId: 'order-1' });
    await expect(images.submit({ ...input, sessionId: 'order-1' })).rejects.toMatchObject({
      code: 'api',
      kind: 'invalid-request',
      providerCode: 'InvalidParameterValue.SessionId',
      submission: 'none',
    });
    expect(sandbox.executions).toHaveLength(1);
  });

  test('every field is one that the service knows', async () => {
    const { images, sandbox } = await talkToVod();
    await images.submit({
      ...input,
      fileInfos: [
        { fileId: '3704211', text: 'a cat' },
        { url: 'https://images.example/ref.png' },
        { base64: 'QQ==', referenceType: 'mask' },
      ],
      negativePrompt: 'dogs',
      enhancePrompt: 'Disabled',
      outputConfig: {
        storageMode: 'Permanent',
        mediaName: 'cat',
        classId: 0,
        expireTime: '2026-12-31T00:00:00Z',
        resolution: '2K',
        aspectRatio: '1:1',
        personGeneration: 'Disallowed',
        inputComplianceCheck: 'Enabled',
        outputComplianceCheck: 'Enabled',
        outputImageCount: 1,
        outputFormat: 'png',
        logoAdd: 'Disabled',
      },
      inputRegion: 'Oversea',
      sceneType: '3d_panorama',
      seed: 1,
      sessionId: 's',
      sessionContext: 'c',
      tasksPriority: -10,
      extInfo: { size: '728x1024' },
    });
    expect(sandbox.executions).toHaveLength(1);
  });

  test.each([1, 2, 3])('under random lost answers no submit is executed twice (seed %i)', async (seed) => {
    const sandbox = await openSandbox({
      seed,
      vodConcurrency: 1_000,
      faults: (['reset-before-body', 'reset-after-body', 'server-error', 'html', 'truncated', 'no-id'] as const).map(
        (fault) => ({ fault, service: 'vod-aigc', on: 'submit', probability: 0.12 }),
      ),
    });
    const { images } = createVodAigc(sandbox.settings.vodAigc);
    let found = 0;
    for (let round = 0; round < 40; round += 1) {
      const before = sandbox.executions.length;
      const ending = await images.submit(input).catch((error: unknown) => error);
      const made = sandbox.executions.slice(before);
      expect(made.length).toBeLessThanOrEqual(1);
      if (isTaskServiceError(ending)) expect(ending).toMatchObject({ submission: 'unknown' });
      else expect(ending).toMatchObject({ ref: { id: made[0]?.id } });
      found += Number(!isTaskServiceError(ending));
    }
    // Lost answers cost hardly a picture: the id is found again.
    expect(found).toBeGreaterThan(30);
  });

  test('pulled events end the waits, foreign ones are not lost, and none comes twice', async () => {
    const { images, events, sandbox } = await talkToVod({ vodConcurrency: 10 });
    const controller = new AbortController();
    const seen: VodEvent[] = [];
    const pulling = (async () => {
      for await (const event of events.pull({ signal: controller.signal })) seen.push(event);
    })().catch((error: unknown) => error);
    const waits = [saying('[sandbox:other-event]'), { ...input, modelName: 'GEM' }, saying('[sandbox:fail]')].map(
      async (each) => (await images.submit(each)).wait({ minIntervalMs: 100_000, maxIntervalMs: 100_000 }),
    );
    const [one, other, failed] = await Promise.allSettled(waits);
    expect([one?.status, other?.status, failed?.status]).toEqual(['fulfilled', 'fulfilled', 'rejected']);
    expect(sandbox.clock.elapsed(), 'no poll told of it').toBeLessThan(60_000);
    await new Promise<void>((resolve) => void sandbox.clock.setTimer(120_000, resolve));
    controller.abort('enough');
    expect(await pulling).toBe('enough');
    expect(seen.map(({ type }) => type).sort()).toEqual(['image-task', 'image-task', 'image-task', 'other']);
  });

  test('a pushed event makes its task due at once', async () => {
    const received: Request[] = [];
    const { images, events, sandbox } = await talkToVod({
      taskDurationMs: 40_000,
      vodNotificationUrl: 'https://shop.example/vod',
      deliver: async (request) => {
        received.push(request.clone());
        const { headers } = request;
        await events.parse({ headers, body: await request.text() });
        return new Response();
      },
    });
    const done = await (await images.submit(input)).wait({ minIntervalMs: 200_000, maxIntervalMs: 200_000 });
    expect(done.status).toBe('succeeded');
    expect(received).toHaveLength(1);
    expect(sandbox.clock.elapsed()).toBeLessThan(45_000);
  });

  test('a push with a wrong Sign is refused', async () => {
    const refused: unknown[] = [];
    const { images, events } = await talkToVod({
      vodNotificationUrl: 'https://shop.example/vod',
      faults: [{ fault: 'bad-signature', service: 'vod-aigc', on: 'callback' }],
      deliver: async (request) => {
        await events.parse({ body: await request.text() }).catch((error: unknown) => refused.push(error));
        return new Response();
      },
    });
    await images.run(input);
    expect(refused).toMatchObject([{ code: 'signature', reason: 'signature' }]);
  });
});

describe.each(['raw', 'new-api'] as const)('at the sandbox, through a gateway (%s)', (gatewayShape) => {
  async function talk(): Promise<VodAigcGatewayClient & { readonly sandbox: Sandbox }> {
    const sandbox = await openSandbox({ gatewayShape });
    return { ...createVodAigcGateway(sandbox.settings.vodAigcGateway), sandbox };
  }
  const relayed = { modelName: 'GEM', modelVersion: '2.5', prompt: 'a cat' };

  test('a picture comes back', async () => {
    const { images, sandbox } = await talk();
    const done = await images.run(relayed);
    expect(done.ref.id).toMatch(gatewayShape === 'raw' ? /AigcImageTask/ : /^task_/);
    expect((await downloadImage(done.images[0], { fetch: sandbox.fetch })).mediaType).toBe('image/png');
  });

  test.each([
    ['[sandbox:fail:InvalidParameter.VoilationContent]', 'content-policy'],
    ['[sandbox:fail:RequestLimitExceeded]', 'capacity'],
    ['[sandbox:abort]', 'cancelled'],
  ])('%s fails as %s', async (marker, kind) => {
    const { images } = await talk();
    await expect(images.run({ ...relayed, prompt: marker })).rejects.toMatchObject({
      code: 'task-failed',
      snapshot: { failure: { kind } },
    });
  });

  test.each([
    ['[sandbox:no-credits]', 'quota'],
    ['[sandbox:no-credits-429]', 'quota'],
    ['[sandbox:no-channel]', 'invalid-request'],
    ['[sandbox:violation]', 'content-policy'],
    ['[sandbox:reject]', 'invalid-request'],
  ])('%s is refused as %s, once', async (marker, kind) => {
    const { images, sandbox } = await talk();
    await expect(images.submit({ ...relayed, prompt: marker })).rejects.toMatchObject({
      code: 'api',
      kind,
      submission: 'none',
    });
    expect(sandbox.executions).toHaveLength(0);
  });
});
