import { createMpsAigc, type MpsImageInput } from '@x/mps-aigc';
import { demoClient } from './demo-client.ts';
import type { DemoService, TaskWish } from './demo-service.ts';
import { readTogether, readVariable } from './environment.ts';
import { publicAddress } from './public-address.ts';
import { readSite, siteAddress, splitModel, splitResolution } from './tencent.ts';

const SECRET_ID = 'MPS_AIGC_SECRET_ID';
const SECRET_KEY = 'MPS_AIGC_SECRET_KEY';
const TOKEN = 'MPS_AIGC_TOKEN';
const SITE = 'MPS_AIGC_SITE';
const REGION = 'MPS_AIGC_REGION';
const BASE_URL = 'MPS_AIGC_BASE_URL';

/** Images by Tencent Cloud MPS. */
export const mpsAigc: DemoService = {
  id: 'mps-aigc',
  name: 'Tencent MPS',
  variables: [
    { name: SECRET_ID, meaning: 'talk to the real service with this key pair', required: true },
    { name: SECRET_KEY, meaning: 'the other half', required: true },
    { name: TOKEN, meaning: 'the token of temporary keys' },
    { name: SITE, meaning: 'whose account: intl (default) or mainland', place: true },
    { name: REGION, meaning: 'such as ap-guangzhou; it needs none' },
    { name: BASE_URL, meaning: 'another address of it', place: true },
  ],
  console: 'https://console.tencentcloud.com/mps (mainland: https://console.cloud.tencent.com/mps)',
  onePicture: true,
  optionOf: {
    modelName: 'model',
    modelVersion: 'model',
    extraParameters: 'resolution',
    additionalParameters: 'resolution',
  },
  sandboxTasks: [
    { model: 'Hunyuan/3.0', prompt: '山谷里的小火车，水墨画', resolution: '1024x768' },
    { model: 'GEM/3.0', prompt: 'a red bicycle against a yellow wall', resolution: '16:9' },
  ],
  realTask: { model: 'Hunyuan/3.0', prompt: '一只戴墨镜的橘猫', resolution: '1024x1024' },

  connectSandbox(sandbox, onEvent) {
    return demoClient(createMpsAigc({ ...sandbox.settings.mpsAigc, onEvent }).images, toInput);
  },

  real(env) {
    const keys = readTogether(env, [SECRET_ID, SECRET_KEY]);
    if (keys === undefined) return undefined;
    const site = readSite(env, SITE);
    const baseUrl = readVariable(env, BASE_URL);
    const settings = {
      secretId: keys[SECRET_ID],
      secretKey: keys[SECRET_KEY],
      token: readVariable(env, TOKEN),
      site,
      region: readVariable(env, REGION),
      baseUrl,
    };
    return {
      address: publicAddress(baseUrl ?? siteAddress('mps', site)),
      connect: (onEvent) => demoClient(createMpsAigc({ ...settings, onEvent }).images, toInput),
    };
  },
};

function toInput({ model, prompt, resolution: wish }: TaskWish): MpsImageInput {
  const { aspectRatio, size, resolution } = splitResolution(wish);
  return {
    ...splitModel(model),
    prompt,
    extraParameters: aspectRatio || resolution ? { aspectRatio, resolution } : undefined,
    additionalParameters: size === undefined ? undefined : { size },
  };
}
