import { describeConformance } from '@x/conformance';
import { vi } from 'vitest';
import { createNewProvider, type NewProviderImageInput } from './index.ts';
import { operationOf, withNewProvider } from './testing/new-provider-service.ts';
import { KEY, refuses, wire } from './testing/new-provider-wire.ts';

// The sandbox does not know the service yet: the kit gets one that does.
vi.mock(import('@x/sandbox'), async (load) => {
  const sandbox = await load();
  return { ...sandbox, createSandbox: async (options) => withNewProvider(await sandbox.createSandbox(options)) };
});

const input: NewProviderImageInput = { model: 'any', prompt: '一只戴墨镜的橘猫' };

describeConformance({
  provider: 'new-provider',
  // Whose tasks stand behind ours; 'new-provider' once the sandbox knows it.
  service: 'tensorslab',
  create: ({ url, clock }, options) => createNewProvider({ apiKey: KEY, baseUrl: url, clock, ...options }),
  input,
  // TODO: one input for each rule of imageInputSchema.
  badInputs: [
    { rule: 'a field that nobody knows', input: { ...input, promt: 'a cat' }, path: 'promt' },
    { rule: 'no prompt', input: { model: 'any' }, path: 'prompt' },
    { rule: 'an empty prompt', input: { ...input, prompt: ' ' }, path: 'prompt' },
    { rule: 'a model that is no text', input: { ...input, model: 7 }, path: 'model' },
    { rule: 'half a seed', input: { ...input, seed: 0.5 }, path: 'seed' },
    { rule: 'nothing', input: undefined, path: '' },
  ],
  secrets: () => [KEY],
  // TODO: true where the client repeats after an unknown verdict (`recover`).
  repeatable: false,
  // TODO: as in the client.
  limits: { submitPerSecond: 10, queryPerSecond: 20 },
  operationOf,
  wire: {
    queued: wire.queued,
    running: wire.running,
    unknownStatus: wire.unknownStatus,
    succeeded: (_request, url) => wire.succeeded([url]),
    doneWithoutPicture: () => wire.succeeded([]),
    failed: (_request, message) => wire.failed(message),
    notFound: wire.notFound,
    refused: (_request, message) => refuses(400, message),
    wrongKey: wire.wrongKey,
    rateLimited: wire.rateLimited,
    outOfQuota: wire.outOfQuota,
  },
});
