import { afterEach, describe, expect, test } from 'vitest';
import { createSandbox, type Sandbox, type SandboxOptions } from '../../index.ts';
import { callMps, type CallOptions, callVod, cloudRequest } from '../../testing/cloud-requests.ts';
import { payload } from '@x/payloads';
import { sendRaw } from '../../testing/send-raw.ts';
import { pause } from '../../testing/tensorslab-requests.ts';

let sandbox: Sandbox;
afterEach(() => sandbox.close());
const start = async (options: SandboxOptions = {}): Promise<Sandbox> => {
  sandbox = await createSandbox({ time: 'virtual', ...options });
  return sandbox;
};
const submit = (options?: CallOptions) => callMps(sandbox, 'CreateAigcImageTask', { Prompt: 'cat' }, options);
const now = () => Math.floor(sandbox.clock.now() / 1_000);

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe('who calls', () => {
  test('answers are envelopes with HTTP 200, a request id and the date', async () => {
    await start();
    const ok = await submit();
    expect([ok.status, ok.headers.get('content-type'), ok.headers.get('date')]).toEqual([
      200,
      'application/json',
      'Thu, 01 Jan 2026 00:00:00 GMT',
    ]);
    expect(ok.json).toEqual({ Response: { TaskId: expect.any(String), RequestId: expect.stringMatching(uuid) } });
    const refused = await submit({ secretKey: 'wrong' });
    expect([refused.status, refused.json]).toEqual([
      200,
      {
        Response: {
          Error: payload('mps/error-signature-failure').Response.Error,
          RequestId: expect.stringMatching(uuid),
        },
      },
    ]);
    expect(refused.result.RequestId).not.toBe(ok.result.RequestId);
    expect(sandbox.executions).toHaveLength(1);
  });

  test.each<[string, string, CallOptions]>([
    ['no authorization', 'AuthFailure.InvalidAuthorization', { headers: { authorization: null } }],
    ['another method', 'AuthFailure.InvalidAuthorization', { headers: { authorization: 'Bearer x' } }],
    ['a timestamp that is none', 'AuthFailure.InvalidAuthorization', { headers: { 'x-tc-timestamp': 'now' } }],
    ['a scope of another day', 'AuthFailure.InvalidAuthorization', { date: '2026-01-02' }],
    ['an unknown SecretId', 'AuthFailure.SecretIdNotFound', { secretId: 'sandbox-id-nobody' }],
    ['another key', 'AuthFailure.SignatureFailure', { secretKey: 'sandbox-key-wrong' }],
    ['another content type', 'AuthFailure.SignatureFailure', { headers: { 'content-type': 'application/json; x' } }],
    ['another host', 'AuthFailure.SignatureFailure', { signedHost: 'mps.tencentcloudapi.com' }],
    ['a signed header that is not there', 'AuthFailure.SignatureFailure', { signedHeaders: { 'x-tc-region': 'ap-x' } }],
    ['a token that nobody gave', 'AuthFailure.SecretIdNotFound', { secretId: 'x', token: 'y' }],
    ['no action', 'MissingParameter', { headers: { 'x-tc-action': null } }],
    ['no version', 'MissingParameter', { headers: { 'x-tc-version': null } }],
    ['no timestamp', 'MissingParameter', { headers: { 'x-tc-timestamp': null } }],
  ])('%s is %s', async (_, code, options) => {
    await start();
    expect((await submit(options)).code).toBe(code);
    expect(sandbox.executions).toEqual([]);
  });

  test('a body other than the signed one is refused', async () => {
    await start();
    const signed = cloudRequest(sandbox, 'CreateAigcImageTask', { Prompt: 'cat' }, {});
    const forged = new Request(signed, { method: 'POST', body: '{"Prompt":"dog"}' });
    expect(await (await sandbox.fetch(forged)).text()).toContain('AuthFailure.SignatureFailure');
  });

  test('the clock may be 300 seconds off, and no more', async () => {
    await start();
    await pause(sandbox, 1_000_000);
    for (const skew of [-300, 0, 300]) expect((await submit({ timestamp: now() + skew })).code).toBeUndefined();
    for (const skew of [-301, 301, -600]) {
      expect((await submit({ timestamp: now() + skew })).code).toBe('AuthFailure.SignatureExpire');
    }
    const { result } = await submit({ timestamp: 0 });
    expect(result.Error).toEqual(payload('mps/error-signature-expire').Response.Error);
    // The key is looked at later: a signature that is old and wrong is old.
    expect((await submit({ timestamp: 0, secretKey: 'wrong' })).code).toBe('AuthFailure.SignatureExpire');
    expect((await submit({ timestamp: 0, secretId: 'x' })).code).toBe('AuthFailure.SecretIdNotFound');
  });

  test('temporary credentials need their token', async () => {
    await start();
    const { secretId, secretKey, token } = sandbox.temporaryCredentials;
    expect((await submit({ secretId, secretKey, token })).code).toBeUndefined();
    expect((await submit({ secretId, secretKey })).code).toBe('AuthFailure.TokenFailure');
    expect((await submit({ secretId, secretKey, token: `${token}x` })).code).toBe('AuthFailure.TokenFailure');
    expect((await submit({ secretId, secretKey: 'x', token })).code).toBe('AuthFailure.SignatureFailure');
  });

  test('further headers can be signed, as sent and in lower case', async () => {
    await start();
    const action = { 'x-tc-action': 'CreateAigcImageTask' };
    expect((await submit({ signedHeaders: action })).code).toBeUndefined();
    expect((await submit({ signedHeaders: { 'x-tc-action': 'createaigcimagetask' } })).code).toBeUndefined();
    expect((await submit({ signedHeaders: { 'x-tc-action': 'Another' } })).code).toBe('AuthFailure.SignatureFailure');
  });

  test('in process any scope is taken, elsewhere only the service’s', async () => {
    await start();
    for (const service of ['mps', 'vod', 'sandbox', '127']) expect((await submit({ service })).code).toBeUndefined();
    const host = 'mps.intl.tencentcloudapi.com';
    expect((await submit({ host })).code).toBeUndefined();
    expect((await submit({ host, service: 'vod' })).code).toBe('AuthFailure.InvalidAuthorization');
    expect((await submit({ host: `${host}:8443`, signedHost: host })).code).toBeUndefined();
    expect((await submit({ host: 'api.example', service: '127' })).code).toBe('AuthFailure.InvalidAuthorization');
    expect((await submit({ host: 'api.example' })).code).toBeUndefined();
  });

  test('over HTTP both forms of the host are taken', async () => {
    await start({ port: 0 });
    const fetchHttp = (request: Request) => fetch(request);
    const { host, hostname } = new URL(sandbox.url);
    for (const signedHost of [host, hostname]) {
      expect((await submit({ signedHost, service: '127', fetch: fetchHttp })).code).toBeUndefined();
    }
    expect((await submit({ signedHost: 'localhost', fetch: fetchHttp })).code).toBe('AuthFailure.SignatureFailure');
  });
});

test('over HTTP the query is the one that was sent, not one that was escaped since', async () => {
  await start({ port: 0 });
  const query = "Prompt=it's+raining&ExtraParameters.AspectRatio=16:9";
  const signed = cloudRequest(sandbox, 'CreateAigcImageTask', {}, { method: 'GET', query });
  expect((await sendRaw(signed, `/?${query}`)).json.Response.TaskId).toBeDefined();
  expect(sandbox.tasks[0]?.input).toEqual({ Prompt: "it's raining", ExtraParameters: { AspectRatio: '16:9' } });
  const escaped = await sendRaw(signed, `/?${query.replace("'", '%27')}`);
  expect(escaped.json.Response.Error.Code).toBe('AuthFailure.SignatureFailure');
  // As to a proxy.
  expect((await sendRaw(signed, `${sandbox.url}/?${query}`)).json.Response.TaskId).toBeDefined();
});

describe('what is called', () => {
  test.each<[string, () => ReturnType<typeof callMps>, string, string]>([
    ['an unknown action', () => callMps(sandbox, 'DescribeInstances', {}), 'InvalidAction', 'DescribeInstances'],
    ['an action of the other', () => callMps(sandbox, 'DescribeTaskDetail', {}), 'InvalidAction', 'DescribeTaskDetail'],
    ['what every object has', () => callMps(sandbox, 'toString', {}), 'InvalidAction', 'toString'],
    ['an unknown version', () => submit({ version: '2017-03-12' }), 'NoSuchVersion', 'Version'],
    [
      'a version of another host',
      () => submit({ host: 'mps.tencentcloudapi.com', version: '2018-07-17' }),
      'NoSuchVersion',
      'Version',
    ],
    [
      'a missing parameter',
      () => callMps(sandbox, 'DescribeAigcImageTask', {}),
      'MissingParameter',
      'The request is missing a required parameter `TaskId`.',
    ],
    [
      'an unknown parameter',
      () => callMps(sandbox, 'CreateAigcImageTask', { Prompt: 'cat', Promt: 1 }),
      'UnknownParameter',
      'The parameter `Promt` is not recognized.',
    ],
    [
      'an unknown parameter further down',
      () => callMps(sandbox, 'CreateAigcImageTask', { ImageInfos: [{ ImageUrl: 'x' }, { Url: 'x' }] }),
      'UnknownParameter',
      'The parameter `ImageInfos.1.Url` is not recognized.',
    ],
    [
      'a wrong type',
      () => callMps(sandbox, 'CreateAigcImageTask', { Prompt: 'cat', EnhancePrompt: 'Enabled' }),
      'InvalidParameter',
      '`EnhancePrompt`',
    ],
    [
      'a wrong type further down',
      () => callMps(sandbox, 'CreateAigcImageTask', { Prompt: 'cat', ExtraParameters: { LogoAdd: '1' } }),
      'InvalidParameter',
      '`ExtraParameters.LogoAdd`',
    ],
    [
      'an object for a list',
      () => callMps(sandbox, 'CreateAigcImageTask', { ImageInfos: { ImageUrl: 'x' } }),
      'InvalidParameter',
      '`ImageInfos`',
    ],
    [
      'a text for an object',
      () => callMps(sandbox, 'CreateAigcImageTask', { Prompt: 'x', ExtraParameters: '16:9' }),
      'InvalidParameter',
      '`ExtraParameters`',
    ],
    ['no JSON', () => submit({ body: '{' }), 'InvalidParameter', 'JSON object'],
    ['no object', () => submit({ body: '[]' }), 'InvalidParameter', 'JSON object'],
  ])('%s is refused', async (_, ask, code, message) => {
    await start();
    const { status, result } = await ask();
    expect([status, result.Error.Code]).toEqual([200, code]);
    expect(result.Error.Message).toContain(message);
    expect(sandbox.executions).toEqual([]);
  });

  test('null is no parameter', async () => {
    await start();
    const { code } = await callMps(sandbox, 'CreateAigcImageTask', { Prompt: 'cat', ImageInfos: null });
    expect(code).toBeUndefined();
    expect(sandbox.tasks[0]?.input).toEqual({ Prompt: 'cat' });
  });

  test('GET has its parameters in the query', async () => {
    await start();
    const payload = {
      Prompt: "橘猫 'a' (b)&=+",
      EnhancePrompt: 'true',
      OutputImageCount: '1',
      'ImageInfos.0.ImageUrl': 'https://a.example/1.png',
      'ImageInfos.1.ImageUrl': 'https://a.example/2.png',
      'ExtraParameters.AspectRatio': '16:9',
    };
    expect((await callMps(sandbox, 'CreateAigcImageTask', payload, { method: 'GET' })).code).toBeUndefined();
    expect(sandbox.tasks[0]?.input).toEqual({
      Prompt: "橘猫 'a' (b)&=+",
      EnhancePrompt: true,
      OutputImageCount: 1,
      ImageInfos: [{ ImageUrl: 'https://a.example/1.png' }, { ImageUrl: 'https://a.example/2.png' }],
      ExtraParameters: { AspectRatio: '16:9' },
    });
    const wrong = await callMps(sandbox, 'CreateAigcImageTask', { Prompt: 'x', EnhancePrompt: '1' }, { method: 'GET' });
    expect(wrong.code).toBe('InvalidParameter');
    const unknown = await callMps(sandbox, 'CreateAigcImageTask', { 'ImageInfos.0.Url': 'x' }, { method: 'GET' });
    expect(unknown.code).toBe('UnknownParameter');
  });

  test.each([
    [10, 'UnknownParameter'],
    [11, 'InvalidParameter'],
    [16_000, 'InvalidParameter'],
  ])('a name of %i parts in the query is %s', async (parts, code) => {
    await start();
    const payload = { [Array.from({ length: parts }, () => 'a').join('.')]: 'x' };
    const answer = await callMps(sandbox, 'CreateAigcImageTask', payload, { method: 'GET' });
    expect([answer.status, answer.code]).toEqual([200, code]);
  });

  test('what is too large is refused', async () => {
    await start();
    const large = 'x'.repeat(10 * 1_024 * 1_024);
    expect((await callMps(sandbox, 'CreateAigcImageTask', { Prompt: large })).code).toBe('RequestSizeLimitExceeded');
    const query = { Prompt: 'x'.repeat(33_000) };
    const long = await callMps(sandbox, 'CreateAigcImageTask', query, { method: 'GET' });
    expect(long.code).toBe('RequestSizeLimitExceeded');
  });
});

describe('how often', () => {
  test('the 21st call in a second is refused, and executes nothing', async () => {
    await start();
    for (let calls = 0; calls < 20; calls += 1) expect((await submit()).code).toBeUndefined();
    const { result } = await submit();
    expect(result.Error).toEqual(payload('mps/error-request-limit').Response.Error);
    expect(result.Error).toMatchObject({ Code: 'RequestLimitExceeded', Message: expect.stringContaining('`21`') });
    expect((await submit()).result.Error.Message).toContain('`22`');
    expect(sandbox.executions).toHaveLength(20);
    await pause(sandbox, 1_000);
    for (let calls = 0; calls < 20; calls += 1) expect((await submit()).code).toBeUndefined();
  });

  test('no second has more, wherever it begins', async () => {
    await start();
    const submitted = async () => {
      const codes: (string | undefined)[] = [];
      for (let calls = 0; calls < 20; calls += 1) codes.push((await submit()).code);
      return codes.filter((code) => code === undefined).length;
    };
    for (let calls = 0; calls < 5; calls += 1) await submit();
    await pause(sandbox, 950);
    expect(await submitted()).toBe(15);
    await pause(sandbox, 49);
    expect(await submitted()).toBe(0);
    await pause(sandbox, 1);
    expect(await submitted()).toBe(5);
    await pause(sandbox, 950);
    expect(await submitted()).toBe(15);
  });

  test.each<[string, number, () => ReturnType<typeof callVod>]>([
    ['DescribeAigcImageTask', 20, () => callMps(sandbox, 'DescribeAigcImageTask', { TaskId: 'x' })],
    ['CreateAigcImageTask of VOD', 20, () => callVod(sandbox, 'CreateAigcImageTask', { ModelName: 'GEM' })],
    ['DescribeTaskDetail', 100, () => callVod(sandbox, 'DescribeTaskDetail', { TaskId: 'x' })],
    ['ConfirmEvents', 100, () => callVod(sandbox, 'ConfirmEvents', { EventHandles: ['x'] })],
    ['ModifyEventConfig', 20, () => callVod(sandbox, 'ModifyEventConfig', {})],
  ])('%s: %i in a second, apart from all others', async (_, limit, ask) => {
    await start();
    for (let calls = 0; calls < limit; calls += 1) expect((await ask()).code).not.toBe('RequestLimitExceeded');
    expect((await ask()).code).toBe('RequestLimitExceeded');
    expect((await submit()).code).toBeUndefined();
  });

  test('calls that nobody signed do not count', async () => {
    await start();
    for (let calls = 0; calls < 40; calls += 1) await submit({ secretKey: 'wrong' });
    expect((await submit()).code).toBeUndefined();
  });
});

describe('faults', () => {
  test('clock-skew: the server is ten minutes ahead, in its checks and its Date', async () => {
    await start({ faults: [{ fault: 'clock-skew', service: 'mps-aigc' }] });
    const behind = await submit();
    expect([behind.code, behind.headers.get('date')]).toEqual([
      'AuthFailure.SignatureExpire',
      'Thu, 01 Jan 2026 00:10:00 GMT',
    ]);
    expect((await submit({ timestamp: now() + 600 })).code).toBeUndefined();
    expect(sandbox.executions).toHaveLength(1);
    const vod = await callVod(sandbox, 'DescribeTaskDetail', { TaskId: 'x' });
    expect([vod.code, vod.headers.get('date')]).toEqual([
      'InvalidParameterValue.TaskId',
      'Thu, 01 Jan 2026 00:00:00 GMT',
    ]);
  });

  test('rate-limit: the service’s code, with HTTP 200', async () => {
    await start({ faults: [{ fault: 'rate-limit', on: 'submit', nth: 1 }] });
    const { status, code, headers } = await submit();
    expect([status, code, headers.get('retry-after')]).toEqual([200, 'RequestLimitExceeded', null]);
    expect(sandbox.executions).toEqual([]);
    const withHeader = { fault: 'rate-limit-retry-after', service: 'mps-aigc', on: 'submit' } as const;
    expect(() => sandbox.faults.set([withHeader])).toThrow("'rate-limit-retry-after' makes no sense on 'submit'");
  });

  test('those of the transport', async () => {
    await start({
      faults: [
        { fault: 'server-error', nth: 1 },
        { fault: 'html', nth: 2 },
        { fault: 'truncated', nth: 3 },
        { fault: 'reset-after-body', nth: 4 },
        { fault: 'reset-before-body', nth: 5 },
      ],
    });
    expect((await submit()).status).toBe(500);
    expect((await submit()).text).toContain('<html>');
    expect((await submit()).json).toBeUndefined();
    await expect(submit()).rejects.toThrow('fetch failed');
    await expect(submit()).rejects.toThrow('fetch failed');
    expect(sandbox.executions).toHaveLength(4);
  });

  test('no-id and unknown-field', async () => {
    await start({ faults: [{ fault: 'no-id', nth: 1 }, { fault: 'unknown-field', nth: 2 }] }); // prettier-ignore
    expect((await submit()).result).toEqual({ RequestId: expect.any(String) });
    expect(Object.keys((await submit()).result)).toHaveLength(3);
    expect(sandbox.executions).toHaveLength(2);
  });
});
