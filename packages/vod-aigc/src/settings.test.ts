import { inspect } from 'node:util';
import { ConfigurationError } from '@x/core';
import { createVirtualClock } from '@x/sandbox';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { createVodAigc, createVodAigcGateway, type VodAigcGatewaySettings, type VodAigcSettings } from './index.ts';
import { payload } from '@x/payloads';
import { answerOf, talkToGateway, talkToVod, tencent } from './testing/talk.ts';

const input = { modelName: 'GEM', modelVersion: '2.5', prompt: 'a cat' };
const accepted = (): Response => answerOf(payload('vod/create-response'));
const gateway = { apiKey: 'abc', baseUrl: 'https://relay.example' };
const vod = { secretId: 'AKIDabc', secretKey: 'abc', subAppId: 251007502 };

function thrownBy(make: () => unknown): unknown {
  try {
    make();
  } catch (error) {
    return error;
  }
  return undefined;
}

function expectNamed(error: unknown, provider: string, path: string): void {
  expect(error).toBeInstanceOf(ConfigurationError);
  expect(error).toMatchObject({ code: 'configuration', provider, submission: 'none' });
  expect((error as Error).message).toContain(path);
  expect(inspect(error, { depth: 10, showHidden: true }) + JSON.stringify(error)).not.toContain('hunter2');
}

describe('making a client of a gateway', () => {
  test.each<[string, object]>([
    ['baseUrl', { baseUrl: undefined }],
    ['baseUrl', { baseUrl: 'hunter2' }],
    ['baseUrl', { baseUrl: 'https://user:hunter2@relay.example' }],
    ['apiKey', { apiKey: undefined }],
    ['apiKey', { apiKey: 'hunter2 hunter2' }],
    ['apikey', { apikey: 'hunter2' }],
    ['secretKey', { secretKey: 'hunter2' }],
    ['subAppId', { subAppId: 1 }],
  ])('with a wrong %s names it and never shows it: %o', (path, wrong) => {
    const make = (): unknown => createVodAigcGateway({ ...gateway, ...wrong } as VodAigcGatewaySettings);
    expectNamed(thrownBy(make), 'vod-aigc-gateway', path);
  });

  test('without baseUrl says so: there is no default', () => {
    expect(() => createVodAigcGateway({ apiKey: 'abc' } as VodAigcGatewaySettings)).toThrow('baseUrl: is required');
    expect(() => createVodAigcGateway(undefined as never)).toThrow(ConfigurationError);
  });

  test.each<[VodAigcGatewaySettings['apiKey'], string]>([
    ['abc', 'Bearer abc'],
    ['Bearer abc', 'Bearer abc'],
    [() => 'abc', 'Bearer abc'],
    [async () => 'Bearer abc', 'Bearer abc'],
  ])('with the key %o sends %s', async (apiKey, authorization) => {
    const { images, requests } = talkToGateway(accepted, { apiKey });
    await images.submit(input);
    expect(requests[0]?.headers.get('authorization')).toBe(authorization);
  });
});

describe('making a client of the service', () => {
  test.each<[string, object]>([
    ['subAppId', { subAppId: undefined }],
    ['subAppId', { subAppId: '251007502' }],
    ['subAppId', { subAppId: -1 }],
    ['subAppId', { subAppId: 1.5 }],
    ['subAppId', { subAppId: 2 ** 53 }],
    ['site', { site: 'hunter2' }],
    ['eventSignKey', { eventSignKey: 'hunter2-hunter2' }],
    ['eventSignKey', { eventSignKey: 'hunter2'.repeat(5) }],
    ['eventSignKey', { eventSignKey: '' }],
    ['secretId', { secretId: undefined }],
    ['secretKey', { secretKey: 'hunter2 hunter2' }],
    ['credentials', { credentials: 'hunter2' }],
    ['apiKey', { apiKey: 'hunter2' }],
  ])('with a wrong %s names it and never shows it: %o', (path, wrong) => {
    const make = (): unknown => createVodAigc({ ...vod, ...wrong } as VodAigcSettings);
    expectNamed(thrownBy(make), 'vod-aigc', path);
  });

  test('with a function for its keys asks it for them, and sends the token beside the signature', async () => {
    const { images, requests } = talkToVod(accepted, {
      secretId: undefined,
      secretKey: undefined,
      credentials: async () => ({ secretId: 'AKIDtemporary', secretKey: 'abc', token: 'a-token' }),
    } as never);
    await images.submit(input);
    expect(requests[0]?.headers.get('x-tc-token')).toBe('a-token');
    expect(requests[0]?.headers.get('authorization')).toContain('Credential=AKIDtemporary/');
  });

  test('with another address signs for it, and for the same service', async () => {
    const { images, requests } = talkToVod(accepted, { baseUrl: 'http://127.0.0.1:8080' });
    await images.submit(input);
    expect(requests[0]?.url).toBe('http://127.0.0.1:8080/');
    expect(requests[0]?.headers.get('authorization')).toContain('/vod/tc3_request');
  });

  test('runs one task at a time by default, because an account may run one', async () => {
    let running = 0;
    let most = 0;
    const { images } = talkToVod((request, index) => {
      const submit = request.headers.get('x-tc-action') === 'CreateAigcImageTask';
      running += submit ? 1 : -1;
      most = Math.max(most, running);
      return submit ? tencent({ TaskId: `task-${index}` }) : answerOf(payload('vod/describe-response-finish-success'));
    });
    const outcomes: unknown[] = [];
    for await (const outcome of images.runAll([input, input, input])) outcomes.push(outcome.ok);
    expect([outcomes, most]).toEqual([[true, true, true], 1]);
  });
});

test('an onEvent that rejects costs nothing, and is no unhandled rejection', async () => {
  const unhandled: unknown[] = [];
  const note = (error: unknown): void => void unhandled.push(error);
  process.on('unhandledRejection', note);
  onTestFinished(() => void process.off('unhandledRejection', note));
  const { images } = talkToVod(accepted, { onEvent: () => Promise.reject(new Error('the log is full')) as never });
  expect(await images.submit(input)).toHaveProperty('ref.id');
  await new Promise((resolve) => setImmediate(resolve));
  expect(unhandled).toEqual([]);
});

test('making a client makes no request and starts nothing', () => {
  const clock = createVirtualClock();
  const fetch = vi.fn(accepted);
  createVodAigcGateway({ ...gateway, clock, fetch });
  const { events } = createVodAigc({ ...vod, clock, fetch });
  events.pull();
  expect(fetch).not.toHaveBeenCalled();
  expect(clock.pending).toBe(0);
  clock.close();
});
