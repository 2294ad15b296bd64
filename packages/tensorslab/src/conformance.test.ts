import { describeConformance } from '@x/conformance';
import { createTensorsLab, type TensorsLabImageInput } from './index.ts';

const ok = (data: object, msg = 'OK'): Response => Response.json({ code: 1000, msg, data: { taskid: 't', ...data } });
const no = (status: number, msg: string, code = 9999): Response => Response.json({ code, msg }, { status });

const input: TensorsLabImageInput = { model: 'zimage', prompt: '一只戴墨镜的橘猫' };

describeConformance({
  provider: 'tensorslab',
  service: 'tensorslab',
  create: (sandbox, options) => createTensorsLab({ ...sandbox.settings.tensorslab, ...options }),
  input,
  badInputs: [
    { rule: 'a field that nobody knows', input: { ...input, promt: 'a cat' }, path: 'promt' },
    { rule: 'no prompt', input: { model: 'zimage' }, path: 'prompt' },
    { rule: 'a batch of 16', input: { model: 'seedreamv45', prompt: 'a cat', batchSize: 16 }, path: 'batchSize' },
    { rule: 'a picture of 100 pixels', input: { ...input, resolution: '100x100' }, path: 'resolution' },
    {
      rule: 'a field of another model',
      input: { model: 'seedreamv45', prompt: 'a cat', promptExtend: true },
      path: 'promptExtend',
    },
    { rule: 'nothing', input: undefined, path: '' },
  ],
  secrets: (sandbox) => [sandbox.settings.tensorslab.apiKey],
  repeatable: false,
  limits: { submitPerSecond: 10, queryPerSecond: 20 },
  operationOf: ({ url }) => (url.endsWith('/v1/images/infobytaskid') ? 'query' : 'submit'),
  wire: {
    queued: () => ok({ url: [], image_status: 1 }),
    running: () => ok({ url: [], image_status: 2 }),
    unknownStatus: () => ok({ url: [], image_status: 5 }),
    succeeded: (_request, url) => ok({ url: [url], image_status: 3, width: 1024, height: 1024 }),
    doneWithoutPicture: () => ok({ url: [], image_status: 3 }),
    failed: (_request, message) => ok({ url: [], image_status: 4, error_message: message }),
    notFound: () => no(404, 'task not found'),
    refused: (_request, message) => no(400, message),
    wrongKey: () => no(401, 'Invalid API key'),
    rateLimited: () => no(429, 'Too many requests'),
    outOfQuota: () => no(200, 'Insufficient credits', 9000),
  },
});
