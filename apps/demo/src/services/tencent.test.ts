import { expect, test } from 'vitest';
import { readSite, siteAddress, splitModel, splitResolution } from './tencent.ts';

test.each([
  ['GEM/3.0', { modelName: 'GEM', modelVersion: '3.0' }],
  ['Kling/3.0-Omni', { modelName: 'Kling', modelVersion: '3.0-Omni' }],
  ['Hunyuan', { modelName: 'Hunyuan', modelVersion: undefined }],
])('model %s', (model, parts) => {
  expect(splitModel(model)).toEqual(parts);
});

test.each([
  [undefined, {}],
  ['16:9', { aspectRatio: '16:9' }],
  ['1024x768', { size: '1024x768' }],
  ['1024*768', { size: '1024*768' }],
  ['2K', { resolution: '2K' }],
])('size %s', (resolution, parts) => {
  expect(splitResolution(resolution)).toEqual(parts);
});

test('sites', () => {
  expect(readSite({}, 'SITE')).toBe('intl');
  expect(readSite({ SITE: 'mainland' }, 'SITE')).toBe('mainland');
  expect(() => readSite({ SITE: 'moon' }, 'SITE')).toThrow('SITE must be intl or mainland');
  expect(siteAddress('vod', 'intl')).toBe('https://vod.intl.tencentcloudapi.com');
  expect(siteAddress('mps', 'mainland')).toBe('https://mps.tencentcloudapi.com');
});
