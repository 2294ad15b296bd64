import { describeConformance } from '@x/conformance';
import type * as sandbox from '@x/sandbox';
import { vi } from 'vitest';
import { createVodAigc, type VodImageInput } from './index.ts';
import { doneDetail, failedDetail, taskDetail } from './testing/task-details.ts';
import { actionOf, tencent, tencentError } from './testing/talk.ts';

// An account that may run many tasks: the kit lets some overtake others.
vi.mock(import('@x/sandbox'), async (original) => {
  const actual: typeof sandbox = await original();
  return { ...actual, createSandbox: (options) => actual.createSandbox({ vodConcurrency: 100, ...options }) };
});

const prompt = '一只戴墨镜的橘猫';

const input: VodImageInput = { modelName: 'GG', modelVersion: '2.5', prompt };

describeConformance({
  provider: 'vod-aigc',
  service: 'vod-aigc',
  create: (sandbox, options) => createVodAigc({ ...sandbox.settings.vodAigc, ...options }),
  input,
  badInputs: [
    { rule: 'a field that nobody knows', input: { ...input, promt: 'a cat' }, path: 'promt' },
    { rule: 'neither prompt nor picture', input: { ...input, prompt: undefined }, path: 'prompt' },
    { rule: 'no version', input: { modelName: 'GG', prompt }, path: 'modelVersion' },
    { rule: 'a boolean where a word belongs', input: { ...input, enhancePrompt: true }, path: 'enhancePrompt' },
    { rule: 'a picture from nowhere', input: { ...input, fileInfos: [{ text: 'a cat' }] }, path: 'fileInfos.0' },
    { rule: 'nothing', input: undefined, path: '' },
  ],
  secrets: ({ settings: { vodAigc } }) => [vodAigc.secretKey, vodAigc.eventSignKey ?? ''].filter(Boolean),
  repeatable: true,
  limits: { submitPerSecond: 20, queryPerSecond: 100 },
  operationOf: (request) => (actionOf(request) === 'CreateAigcImageTask' ? 'submit' : 'query'),
  wire: {
    queued: () => tencent(taskDetail('WAITING')),
    running: () => tencent(taskDetail('PROCESSING')),
    unknownStatus: () => tencent(taskDetail('ARCHIVED')),
    succeeded: (_request, url) => tencent(doneDetail(url)),
    doneWithoutPicture: () => tencent(taskDetail('FINISH')),
    failed: (_request, message) => tencent(failedDetail(message)),
    notFound: () => tencentError('ResourceNotFound'),
    refused: (_request, message) => tencentError('InvalidParameterValue', message),
    wrongKey: () => tencentError('AuthFailure.SignatureFailure'),
    rateLimited: () => tencentError('RequestLimitExceeded'),
    outOfQuota: () => tencentError('LimitExceeded.Quota'),
  },
});
