import type { Harness } from '@x/conformance';
import { createVodAigcGateway, type VodGatewayImageInput } from '../index.ts';
import { gatewayWire } from './gateway-wire.ts';

const input: VodGatewayImageInput = { modelName: 'GEM', modelVersion: '2.5', prompt: '一只戴墨镜的橘猫' };

/** What the conformance kit has to know of a gateway that answers in this shape. */
export function gatewayHarness(shape: keyof typeof gatewayWire): Harness<VodGatewayImageInput> {
  return {
    provider: 'vod-aigc-gateway',
    service: 'vod-aigc-gateway',
    create: ({ settings, url }, options) =>
      createVodAigcGateway({ ...settings.vodAigcGateway, ...options, baseUrl: url }),
    input,
    badInputs: [
      { rule: 'a field that nobody knows', input: { ...input, promt: 'a cat' }, path: 'promt' },
      { rule: 'no prompt', input: { modelName: 'GEM', modelVersion: '2.5' }, path: 'prompt' },
      { rule: 'a field of the direct API', input: { ...input, seed: 1 }, path: 'seed' },
      { rule: 'a priority of 11', input: { ...input, tasksPriority: 11 }, path: 'tasksPriority' },
      { rule: 'nothing', input: undefined, path: '' },
    ],
    secrets: ({ settings }) => [settings.vodAigcGateway.apiKey],
    repeatable: false,
    limits: { submitPerSecond: 10, queryPerSecond: 20 },
    operationOf: ({ method }) => (method === 'GET' ? 'query' : 'submit'),
    wire: gatewayWire[shape],
  };
}
