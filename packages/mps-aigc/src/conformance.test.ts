import { describeConformance } from '@x/conformance';
import { createMpsAigc, type MpsImageInput } from './index.ts';

const says = (response: object): Response =>
  Response.json({ Response: { ...response, RequestId: crypto.randomUUID() } });
const no = (Code: string, Message: string): Response => says({ Error: { Code, Message } });

const input: MpsImageInput = { modelName: 'Hunyuan', modelVersion: '3.0', prompt: '一只戴墨镜的橘猫' };

describeConformance({
  provider: 'mps-aigc',
  service: 'mps-aigc',
  create: (sandbox, options) => createMpsAigc({ ...sandbox.settings.mpsAigc, ...options }),
  input,
  badInputs: [
    { rule: 'a field that nobody knows', input: { ...input, promt: 'a cat' }, path: 'promt' },
    { rule: 'neither prompt nor picture', input: { modelName: 'Hunyuan' }, path: 'prompt' },
    { rule: 'enhancePrompt as VOD has it', input: { ...input, enhancePrompt: 'Enabled' }, path: 'enhancePrompt' },
    {
      rule: 'a picture that nobody can fetch',
      input: { ...input, imageInfos: [{ imageUrl: 'data:image/png;base64,AAAA' }] },
      path: 'imageInfos.0.imageUrl',
    },
    {
      rule: 'an unknown parameter',
      input: { ...input, extraParameters: { size: '1024x1024' } },
      path: 'extraParameters.size',
    },
    { rule: 'nothing', input: undefined, path: '' },
  ],
  secrets: (sandbox) => [sandbox.settings.mpsAigc.secretKey],
  repeatable: false,
  limits: { submitPerSecond: 20, queryPerSecond: 20 },
  operationOf: ({ headers }) => (headers.get('x-tc-action') === 'DescribeAigcImageTask' ? 'query' : 'submit'),
  wire: {
    queued: () => says({ Status: 'WAIT', ImageUrls: null, Message: '' }),
    running: () => says({ Status: 'RUN', ImageUrls: null, Message: '' }),
    unknownStatus: () => says({ Status: 'ARCHIVED', ImageUrls: null, Message: '' }),
    succeeded: (_request, url) => says({ Status: 'DONE', ImageUrls: [url], Message: 'ok' }),
    doneWithoutPicture: () => says({ Status: 'DONE', ImageUrls: [], Message: 'ok' }),
    failed: (_request, message) => says({ Status: 'FAIL', ImageUrls: [], Message: message }),
    notFound: () => no('ResourceNotFound.TaskNotFound', 'task not found'),
    refused: (_request, message) => no('InvalidParameter', message),
    wrongKey: () => no('AuthFailure.SecretIdNotFound', 'The SecretId is not found'),
    rateLimited: () => no('RequestLimitExceeded', 'Your current request times equals to `21` in a second'),
    outOfQuota: () => no('FailedOperation.UserArrears', 'The account is in arrears'),
  },
});
