import { inspect } from 'node:util';
import { parseTaskRef } from '@x/core';
import { describe, expect, test } from 'vitest';
import { createMpsAigc } from './index.ts';
import { errorOf, example, KEYS, ref, statusOf, talk } from './testing/talk.ts';

describe('a ref', () => {
  test.each<[string, object, string]>([
    ['of the other site', { site: 'mainland', model: 'Hunyuan' }, 'ref.params.site'],
    ['of no site', { model: 'Hunyuan' }, 'ref.params.site'],
    ['with a model that is none', { site: 'intl', model: 5 }, 'ref.params.model'],
    ['with an account', { site: 'intl', subAppId: '5' }, 'ref.params.subAppId'],
  ])('%s is refused by name', async (_, params, path) => {
    const { images, sent } = talk();
    const wrong = { ...ref, params } as never;
    for (const door of [async () => images.resume(wrong), async () => images.get(wrong)]) {
      const error = await errorOf(door(), 'input');
      expect(error.issues.map((issue) => issue.path)).toEqual([path]);
    }
    expect(sent).toEqual([]);
  });

  test('says whose it is', async () => {
    const { images } = talk(undefined, { site: 'mainland' });
    const error = await errorOf((async () => images.resume(ref))(), 'input');
    expect(error.message).toContain('ref.params.site: must be mainland, the site of this client');
  });

  test('goes on in another process', async () => {
    const { images, other } = talk((index) => (index === 0 ? example('create-response') : statusOf('RUN')));
    const text = JSON.stringify(await images.submit({ modelName: 'Qwen', prompt: 'a cat' }));
    expect(await other().images.get(parseTaskRef(text))).toMatchObject({ status: 'running' });
  });
});

describe('wrong settings', () => {
  test.each<[string, object, string]>([
    ['another site', { ...KEYS, site: 'international' }, 'site: must be intl or mainland'],
    ['a site from the prototype', { ...KEYS, site: 'constructor' }, 'site: must be intl or mainland'],
    ['a region that is none', { ...KEYS, region: '' }, 'region: must be a region'],
    ['no keys', {}, 'secretId: is required; secretKey: is required'],
    ['a key with a blank', { ...KEYS, secretKey: 'hidden key' }, 'secretKey: must be printable'],
    ['a setting that nobody knows', { ...KEYS, apiKey: 'hidden' }, 'apiKey: is not known here'],
  ])('%s', (_, settings, message) => {
    let thrown: unknown;
    try {
      createMpsAigc(settings as never);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toMatchObject({ code: 'configuration', provider: 'mps-aigc' });
    expect((thrown as Error).message).toContain(message);
    expect(inspect(thrown)).not.toContain('hidden');
  });
});

test('temporary keys from a function go out with their token', async () => {
  const { images, sent } = talk(undefined, {
    credentials: async () => ({ ...KEYS, secretId: 'AKIDtemporary', token: 'sts-token-EXAMPLE' }),
    secretId: undefined,
    secretKey: undefined,
  } as never);
  await images.submit({ prompt: 'a cat' });
  expect(sent[0]?.headers['x-tc-token']).toBe('sts-token-EXAMPLE');
  expect(sent[0]?.headers['authorization']).toMatch(/Credential=AKIDtemporary\/.*SignedHeaders=content-type;host,/);
});
