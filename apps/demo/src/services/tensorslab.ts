import { createTensorsLab, type TensorsLabImageInput } from '@x/tensorslab';
import { demoClient } from './demo-client.ts';
import type { DemoService, TaskWish } from './demo-service.ts';
import { readVariable } from './environment.ts';
import { publicAddress } from './public-address.ts';

const KEY = 'TENSORSLAB_API_KEY';
const BASE_URL = 'TENSORSLAB_BASE_URL';

/** TensorsLab images. */
export const tensorslab: DemoService = {
  id: 'tensorslab',
  name: 'TensorsLab',
  variables: [
    { name: KEY, meaning: 'talk to the real service with this key', required: true },
    { name: BASE_URL, meaning: 'another address of it', place: true },
  ],
  console: 'https://tensorai.tensorslab.com',
  // Without `quickedit`, which changes a picture that the demo has not got.
  sandboxModels: ['seedreamv4', 'seedreamv45', 'seedreamv5', 'zimage'],
  optionOf: { batchSize: 'count' },
  sandboxTasks: [
    { model: 'seedreamv45', prompt: '一只戴墨镜的橘猫坐在海边，胶片质感', resolution: '2K' },
    { model: 'seedreamv5', prompt: 'a lighthouse in a storm, oil on canvas', resolution: '3:2' },
    { model: 'seedreamv4', prompt: 'a paper boat on a rainy street', resolution: '9:16', count: 2 },
    { model: 'zimage', prompt: 'a bowl of ramen seen from above', resolution: '1152*864' },
  ],
  realTask: { model: 'zimage', prompt: '一只戴墨镜的橘猫', resolution: '1024*1024' },

  connectSandbox(sandbox, onEvent) {
    return demoClient(createTensorsLab({ ...sandbox.settings.tensorslab, onEvent }).images, toInput);
  },

  real(env) {
    const apiKey = readVariable(env, KEY);
    if (apiKey === undefined) return undefined;
    const baseUrl = readVariable(env, BASE_URL);
    return {
      address: publicAddress(baseUrl ?? 'https://api.tensorslab.com'),
      connect: (onEvent) => demoClient(createTensorsLab({ apiKey, baseUrl, onEvent }).images, toInput),
    };
  },
};

function toInput({ model, prompt, resolution, count }: TaskWish): TensorsLabImageInput {
  return { model, prompt, resolution, batchSize: count };
}
