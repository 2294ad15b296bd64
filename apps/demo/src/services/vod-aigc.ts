import { createVodAigc, type VodImageInput } from '@x/vod-aigc';
import { UsageError } from '../options.ts';
import { demoClient } from './demo-client.ts';
import type { DemoService, TaskWish } from './demo-service.ts';
import { readTogether, readVariable } from './environment.ts';
import { publicAddress } from './public-address.ts';
import { checkVersion, readSite, siteAddress, splitModel, splitResolution } from './tencent.ts';

const SECRET_ID = 'VOD_AIGC_SECRET_ID';
const SECRET_KEY = 'VOD_AIGC_SECRET_KEY';
const SUB_APP_ID = 'VOD_AIGC_SUB_APP_ID';
const TOKEN = 'VOD_AIGC_TOKEN';
const SITE = 'VOD_AIGC_SITE';
const BASE_URL = 'VOD_AIGC_BASE_URL';

/** Images by Tencent VOD's own API. */
export const vodAigc: DemoService = {
  id: 'vod-aigc',
  name: 'Tencent VOD',
  variables: [
    { name: SECRET_ID, meaning: 'talk to the real service with this key pair', required: true },
    { name: SECRET_KEY, meaning: 'the other half', required: true },
    { name: SUB_APP_ID, meaning: 'the VOD application, needed with them', required: true, place: true },
    { name: TOKEN, meaning: 'the token of temporary keys' },
    { name: SITE, meaning: 'whose account: intl (default) or mainland', place: true },
    { name: BASE_URL, meaning: 'another address of it', place: true },
  ],
  console: 'https://console.tencentcloud.com/vod (mainland: https://console.cloud.tencent.com/vod)',
  optionOf: {
    modelName: 'model',
    modelVersion: 'model',
    'outputConfig.outputImageCount': 'count',
    outputConfig: 'resolution',
    extInfo: 'resolution',
  },
  check: ({ model }) => checkVersion(model),
  // One: an account runs one at a time, unless Tencent has raised that.
  sandboxTasks: [{ model: 'GG/3.0', prompt: 'a fox reading a newspaper, paper cut', resolution: '2K' }],
  realTask: { model: 'GG/2.5', prompt: '一只戴墨镜的橘猫', resolution: '1:1' },

  connectSandbox(sandbox, onEvent) {
    return demoClient(createVodAigc({ ...sandbox.settings.vodAigc, onEvent }).images, toInput);
  },

  real(env) {
    const keys = readTogether(env, [SECRET_ID, SECRET_KEY, SUB_APP_ID]);
    if (keys === undefined) return undefined;
    if (!/^[1-9]\d{0,14}$/.test(keys[SUB_APP_ID])) throw new UsageError(`${SUB_APP_ID} must be a whole number`);
    const site = readSite(env, SITE);
    const baseUrl = readVariable(env, BASE_URL);
    const settings = {
      secretId: keys[SECRET_ID],
      secretKey: keys[SECRET_KEY],
      subAppId: Number(keys[SUB_APP_ID]),
      token: readVariable(env, TOKEN),
      site,
      baseUrl,
    };
    return {
      address: publicAddress(baseUrl ?? siteAddress('vod', site)),
      connect: (onEvent) => demoClient(createVodAigc({ ...settings, onEvent }).images, toInput),
    };
  },
};

function toInput({ model, prompt, resolution: wish, count }: TaskWish): VodImageInput {
  const { modelName, modelVersion = '' } = splitModel(model);
  const { aspectRatio, size, resolution } = splitResolution(wish);
  const config = { aspectRatio, resolution, outputImageCount: count };
  return {
    modelName,
    modelVersion,
    prompt,
    outputConfig: Object.values(config).some((value) => value !== undefined) ? config : undefined,
    extInfo: size === undefined ? undefined : { size },
  };
}
