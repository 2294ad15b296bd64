import { createVodAigcGateway, type VodGatewayImageInput } from '@x/vod-aigc';
import { demoClient } from './demo-client.ts';
import type { DemoService, TaskWish } from './demo-service.ts';
import { readTogether } from './environment.ts';
import { publicAddress } from './public-address.ts';
import { checkVersion, splitModel, splitResolution } from './tencent.ts';

const KEY = 'VOD_AIGC_GATEWAY_API_KEY';
const BASE_URL = 'VOD_AIGC_GATEWAY_BASE_URL';

/** Images by Tencent VOD through a gateway: a relay with keys of its own. */
export const vodAigcGateway: DemoService = {
  id: 'vod-aigc-gateway',
  name: 'VOD gateway',
  variables: [
    { name: KEY, meaning: 'talk to a real gateway with this key', required: true },
    { name: BASE_URL, meaning: 'where it is; there is no default', required: true, place: true },
  ],
  console: 'the console of the gateway',
  onePicture: true,
  optionOf: { modelName: 'model', modelVersion: 'model', outputConfig: 'resolution', extInfo: 'resolution' },
  check: ({ model }) => checkVersion(model),
  sandboxTasks: [{ model: 'GEM/2.5', prompt: '一碗热干面，俯拍，暖光', resolution: '3:4' }],
  realTask: { model: 'GEM/2.5', prompt: '一只戴墨镜的橘猫', resolution: '1:1' },

  connectSandbox(sandbox, onEvent) {
    return demoClient(createVodAigcGateway({ ...sandbox.settings.vodAigcGateway, onEvent }).images, toInput);
  },

  real(env) {
    const given = readTogether(env, [KEY, BASE_URL]);
    if (given === undefined) return undefined;
    const settings = { apiKey: given[KEY], baseUrl: given[BASE_URL] };
    return {
      address: publicAddress(settings.baseUrl),
      connect: (onEvent) => demoClient(createVodAigcGateway({ ...settings, onEvent }).images, toInput),
    };
  },
};

function toInput({ model, prompt, resolution: wish }: TaskWish): VodGatewayImageInput {
  const { modelName, modelVersion = '' } = splitModel(model);
  const { aspectRatio, size, resolution } = splitResolution(wish);
  return {
    modelName,
    modelVersion,
    prompt,
    outputConfig: aspectRatio || resolution ? { aspectRatio, resolution } : undefined,
    extInfo: size === undefined ? undefined : { size },
  };
}
