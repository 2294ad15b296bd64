import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { createTencentCloud } from './index.ts';
import { answerOf, errorOf, KEYS, refusal, talk } from './testing/talk.ts';

const settings = { ...KEYS, service: 'cvm', version: '2017-03-12' };

describe('wrong settings', () => {
  test.each<[string, object, string]>([
    ['no key', { ...settings, secretKey: undefined }, 'secretKey: must be printable ASCII without blanks'],
    ['an empty key', { ...settings, secretKey: '' }, 'secretKey: must be'],
    ['a key with a blank', { ...settings, secretKey: 'hidden key' }, 'secretKey: must be'],
    ['a key with a line break', { ...settings, secretKey: 'hidden\n' }, 'secretKey: must be'],
    ['an id with a blank', { ...settings, secretId: ' hidden' }, 'secretId: must be'],
    ['an id that is a number', { ...settings, secretId: 5 }, 'secretId: must be'],
    ['an empty token', { ...settings, token: '' }, 'token: must be'],
    ['keys beside a function', { ...settings, credentials: () => KEYS }, 'secretId: is not taken beside credentials'],
    ['credentials that are no function', { service: 'cvm', version: '2017-03-12', credentials: KEYS }, 'credentials: must be a function'],
    ['no service', { ...KEYS, version: '2017-03-12' }, 'service: '],
    ['a host for a service', { ...settings, service: 'cvm.tencentcloudapi.com' }, 'service: must be the short name'],
    ['a version that is none', { ...settings, version: '3.0' }, 'version: must be a version'],
    ['a region with a line break', { ...settings, region: 'ap\nx' }, 'region: must be a region'],
    ['a setting that nobody knows', { ...settings, secretkey: 'hidden' }, 'secretkey: is not known here'],
    ['a base URL that is none', { ...settings, baseUrl: 'cvm.tencentcloudapi.com' }, 'baseUrl: must be'],
    ['nothing', undefined as never, ': '],
  ])('%s', (_, wrong, message) => {
    let thrown: unknown;
    try {
      createTencentCloud(wrong as never);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toMatchObject({ code: 'configuration', provider: 'tencent-cloud' });
    expect((thrown as Error).message).toContain(message);
    expect(inspect(thrown)).not.toContain('hidden');
    expect(inspect(thrown)).not.toContain(KEYS.secretKey);
  }); // prettier-ignore

  test('undefined stands for not given', () => {
    const given = { ...settings, token: undefined, credentials: undefined, region: undefined };
    expect(() => createTencentCloud(given as never)).not.toThrow();
    const asked = { ...settings, credentials: () => KEYS, secretId: undefined, secretKey: undefined };
    expect(() => createTencentCloud(asked as never)).not.toThrow();
  });
});

describe('a credentials function', () => {
  const idOf = (header: string | undefined): string => /Credential=(\w+)\//.exec(header ?? '')?.[1] ?? '';

  test('is asked at every attempt', async () => {
    let asked = 0;
    const credentials = async (): Promise<object> => ({
      ...KEYS,
      secretId: `AKID${(asked += 1)}`,
      token: `token-${asked}`,
    });
    const { call, sent } = talk((index) => (index === 0 ? refusal('RequestLimitExceeded') : answerOf({})), {
      credentials,
    });
    await call('DescribeZones', {});
    await call('DescribeZones', {});
    expect(sent.map(({ headers }) => [idOf(headers['authorization']), headers['x-tc-token']])).toEqual([
      ['AKID1', 'token-1'],
      ['AKID2', 'token-2'],
      ['AKID3', 'token-3'],
    ]);
  });

  test('that says until when its keys are good is asked again a minute before', async () => {
    let asked = 0;
    const start = Date.parse('2026-01-01T00:00:00Z');
    const credentials = (): object => ({
      ...KEYS,
      secretId: `AKID${(asked += 1)}`,
      expiresAt: new Date(start + asked * 600_000),
    });
    const { call, sent, clock } = talk(undefined, { credentials }, new Date(start));
    const later = (ms: number): Promise<void> => new Promise((resolve) => void clock.setTimer(ms, resolve));
    await call('DescribeZones', {});
    await later(539_000);
    await call('DescribeZones', {});
    await later(1_000);
    await call('DescribeZones', {});
    expect(sent.map(({ headers }) => idOf(headers['authorization']))).toEqual(['AKID1', 'AKID1', 'AKID2']);
  });

  test('is asked again when the service refuses keys that should be good', async () => {
    let asked = 0;
    const credentials = (): object => ({ ...KEYS, secretId: `AKID${(asked += 1)}`, expiresAt: new Date('2027-01-01') });
    const { call, sent } = talk((index) => (index === 0 ? refusal('AuthFailure.TokenFailure') : answerOf({})), {
      credentials,
    });
    await errorOf(call('DescribeZones', {}), 'api');
    await call('DescribeZones', {});
    await call('DescribeZones', {});
    expect(sent.map(({ headers }) => idOf(headers['authorization']))).toEqual(['AKID1', 'AKID2', 'AKID2']);
  });

  test.each<[string, unknown, string]>([
    ['nothing', undefined, 'credentials'],
    ['a text', 'hidden', 'credentials'],
    ['no key', { secretId: 'AKID' }, 'credentials.secretKey'],
    ['a key with a blank', { secretId: 'AKID', secretKey: 'hidden key' }, 'credentials.secretKey'],
    ['a time as a text', { ...KEYS, expiresAt: '2027-01-01' }, 'credentials.expiresAt'],
    ['no time at all', { ...KEYS, expiresAt: new Date(Number.NaN) }, 'credentials.expiresAt'],
  ])('that gives %s is named, and nothing is sent', async (_, given, path) => {
    const { call, sent } = talk(undefined, { credentials: () => given });
    const error = await errorOf(call('DescribeZones', {}), 'configuration');
    expect(error.message).toContain(`${path}: `);
    expect(error.submission).toBe('none');
    expect(inspect(error)).not.toContain('hidden');
    expect(sent).toEqual([]);
  });

  test('that fails is named', async () => {
    const { call } = talk(undefined, { credentials: () => Promise.reject(new Error('the vault is closed')) });
    const error = await errorOf(call('DescribeZones', {}), 'configuration');
    expect(error.message).toContain('credentials: the function failed');
    expect(error.cause).toMatchObject({ message: 'the vault is closed' });
  });
});

describe('the derived key', () => {
  test('is kept for a day and a secret', async () => {
    const imports: string[] = [];
    const { subtle } = crypto;
    const importKey = subtle.importKey.bind(subtle);
    subtle.importKey = ((...parameters: Parameters<typeof importKey>) => {
      imports.push('key');
      return importKey(...parameters);
    }) as never;
    try {
      let key = KEYS.secretKey as string;
      const credentials = (): object => ({ ...KEYS, secretKey: key });
      const { call, clock } = talk(undefined, { credentials }, new Date('2025-12-31T23:59:00Z'));
      const imported = async (): Promise<number> => {
        const before = imports.length;
        await call('DescribeZones', {});
        return imports.length - before;
      };
      expect(await imported()).toBe(4);
      expect(await imported()).toBe(0);
      await new Promise<void>((resolve) => void clock.setTimer(60_000, resolve));
      expect(await imported(), 'the next day').toBe(4);
      expect(await imported()).toBe(0);
      key = 'anotherSECRETkey';
      expect(await imported(), 'another secret').toBe(4);
    } finally {
      Reflect.deleteProperty(subtle, 'importKey');
      subtle.importKey = importKey;
    }
  });
});
