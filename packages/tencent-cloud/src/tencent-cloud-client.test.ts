import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { createTencentCloud, type TencentCloudSettings } from './index.ts';
import { answerOf, errorOf, KEYS, refusal, talk } from './testing/talk.ts';

const reset = (): never => {
  throw new TypeError('fetch failed', { cause: Object.assign(new Error('reset'), { code: 'ECONNRESET' }) });
};

describe('what may be executed once only', () => {
  const lost: Readonly<Record<string, () => Response>> = {
    'a reset': reset,
    'HTML with 502': () => new Response('<html>', { status: 502 }),
    'HTML with 200': () => new Response('<html>'),
    'JSON without a Response': () => Response.json({ code: 0 }),
    'a Response that is none': () => Response.json({ Response: 'ok' }),
    'an error without a code': () => answerOf({ Error: {} }),
    InternalError: () => refusal('InternalError'),
    'InternalError of the database': () => refusal('InternalError.AccessDBError'),
    ServiceUnavailable: () => refusal('ServiceUnavailable'),
    ResourceUnavailable: () => refusal('ResourceUnavailable'),
    FailedOperation: () => refusal('FailedOperation'),
    'FailedOperation.NetWorkError': () => refusal('FailedOperation.NetWorkError'),
  };
  test.each(Object.entries(lost))('is not sent again after %s', async (_, answer) => {
    const { call, sent, events } = talk(answer, { region: 'ap-guangzhou' });
    const error = await errorOf(call('RunInstances', { InstanceCount: 1 }), 'submission-unknown');
    expect(sent).toHaveLength(1);
    expect(error).toMatchObject({ submission: 'unknown', retryable: false, provider: 'tencent-cloud' });
    expect(error.lookup).toMatchObject({
      service: 'cvm',
      action: 'RunInstances',
      region: 'ap-guangzhou',
      sentAt: '2026-01-01T00:00:00.900Z',
    });
    expect(events.map(({ type }) => type)).toContain('submission-unknown');
  });

  test('the code of such an answer is told, and its request id', async () => {
    const { call } = talk(() => refusal('InternalError', 'An internal error has occurred.'));
    const error = await errorOf(call('RunInstances', {}), 'submission-unknown');
    expect(error.message).toContain('InternalError An internal error has occurred.');
    expect(error).toMatchObject({ requestId: 'r-1', lookup: { requestId: 'r-1' } });
  });

  test('is sent again after a refusal for rate, and where it provably did not leave', async () => {
    const refused = { syscall: 'connect', code: 'ECONNREFUSED' };
    const { call, sent } = talk((index) => {
      if (index === 0) return refusal('RequestLimitExceeded.UinLimitExceeded');
      if (index > 1) return answerOf({ Ok: true });
      throw new TypeError('fetch failed', { cause: Object.assign(new Error('refused'), refused) });
    });
    expect(await call('RunInstances', {})).toMatchObject({ result: { Ok: true } });
    expect(sent).toHaveLength(3);
  });

  test('is an ApiError after a refusal, with code, kind and request id', async () => {
    const { call, sent } = talk(() => refusal('InvalidParameterValue.Zone', 'no such zone'));
    const error = await errorOf(call('RunInstances', {}), 'api');
    expect(sent).toHaveLength(1);
    expect(error).toMatchObject({
      kind: 'invalid-request',
      providerCode: 'InvalidParameterValue.Zone',
      requestId: 'r-1',
      status: 200,
      submission: 'none',
      retryable: false,
    });
    expect(error.message).toContain('no such zone');
  });
});

describe('an error that is none', () => {
  test.each(['', false, [], null])('beside an answer costs nothing: %j', async (Error) => {
    const { call } = talk(() => Response.json({ Response: { TaskId: '1', Error, RequestId: 'r' } }));
    expect((await call('CreateTask', {})).result).toMatchObject({ TaskId: '1' });
  });

  test.each(['InternalError', ['x'], 5, true])('is no answer all the same: %j', async (Error) => {
    const { call } = talk(() => Response.json({ Response: { Error, RequestId: 'r' } }));
    await errorOf(call('RunInstances', {}), 'submission-unknown');
  });
});

describe('what may be asked any number of times', () => {
  const passing: Readonly<Record<string, () => Response>> = {
    'a reset': reset,
    'a 502': () => new Response('<html>', { status: 502 }),
    InternalError: () => refusal('InternalError'),
    'FailedOperation.NetWorkError': () => refusal('FailedOperation.NetWorkError'),
    RequestLimitExceeded: () => refusal('RequestLimitExceeded'),
  };
  test.each(Object.entries(passing))('is asked again after %s', async (_, answer) => {
    const { call, sent } = talk((index) => (index < 2 ? answer() : answerOf({ Ok: true })));
    expect(await call('DescribeZones', {}, { idempotent: true })).toMatchObject({ result: { Ok: true } });
    expect(sent).toHaveLength(3);
  });

  test.each(Object.entries(passing))('ends with the last fault after %s again and again', async (_, answer) => {
    const { call, sent } = talk(answer, { retry: { limit: 1 } });
    await expect(call('DescribeZones', {}, { idempotent: true })).rejects.toMatchObject({ submission: 'none' });
    expect(sent).toHaveLength(2);
  });

  test('is not asked again after a refusal for good', async () => {
    const { call, sent } = talk(() => refusal('AuthFailure.SecretIdNotFound'));
    const error = await errorOf(call('DescribeZones', {}, { idempotent: true }), 'api');
    expect(error.kind).toBe('authentication');
    expect(sent).toHaveLength(1);
  });
});

describe('by default', () => {
  test.each([
    ['that may be executed once only', false],
    ['that may be asked any number of times', true],
  ])('calls %s use 0.95 of 20 per second, evenly spaced', async (_, idempotent) => {
    const times: number[] = [];
    const { call, clock } = talk(() => {
      times.push(clock.elapsed());
      return answerOf({});
    });
    await Promise.all(Array.from({ length: 21 }, () => call('DescribeZones', {}, { idempotent })));
    for (const [index, time] of times.entries()) expect(time).toBeCloseTo((index * 1_000) / 19, 2);
  });

  test('calls of one kind do not wait behind those of the other', async () => {
    const { call, clock } = talk();
    await call('RunInstances', {});
    await call('DescribeZones', {}, { idempotent: true });
    expect(clock.elapsed()).toBe(0);
  });

  test.each([
    ['submission-unknown', false, 120_000],
    ['request-timeout', true, 20_000],
  ] as const)('an attempt ends with %s (idempotent: %s) after %i ms', async (code, idempotent, afterMs) => {
    const { call, clock } = talk(() => new Promise<never>(() => undefined), { retry: { limit: 0 } });
    await errorOf(call('DescribeZones', {}, { idempotent }), code);
    expect(clock.elapsed()).toBe(afterMs);
  });
});

describe('bad calls make no request', () => {
  const loop: Record<string, unknown> = {};
  loop['self'] = loop;
  test.each<[string, Parameters<ReturnType<typeof talk>['call']>, string]>([
    ['no action', [undefined as never, {}], 'action'],
    ['an action with a blank', ['Describe Zones', {}], 'action'],
    ['an action with a line break', ['DescribeZones\r\nX: y', {}], 'action'],
    ['no payload', ['DescribeZones', undefined as never], 'payload'],
    ['a list', ['DescribeZones', []], 'payload'],
    ['a payload that refers to itself', ['DescribeZones', loop], 'payload'],
    ['a date', ['DescribeZones', new Date(0)], 'payload'],
    ['a map', ['DescribeZones', new Map([['Zone', 1]])], 'payload'],
    ['what writes itself as nothing', ['DescribeZones', { toJSON: () => undefined }], 'payload'],
    ['a region with a line break', ['DescribeZones', {}, { region: 'ap\r\nX: y' }], 'options.region'],
    ['an option that nobody knows', ['DescribeZones', {}, { idempotant: true } as never], 'options.idempotant'],
    ['idempotent as a text', ['DescribeZones', {}, { idempotent: 'yes' as never }], 'options.idempotent'],
    ['a time-out of 0', ['DescribeZones', {}, { timeoutMs: 0 }], 'options.timeoutMs'],
    ['a signal that is none', ['DescribeZones', {}, { signal: {} as never }], 'options.signal'],
  ])('%s', async (_, parameters, path) => {
    const { call, sent } = talk();
    const error = await errorOf(call(...parameters), 'input');
    expect(error.issues.map((issue) => issue.path)).toEqual([path]);
    expect(error).toMatchObject({ provider: 'tencent-cloud', submission: 'none' });
    expect(sent).toEqual([]);
  });

  test('the options of a request are heard', async () => {
    const { call, events, sent } = talk(() => new Promise<never>(() => undefined));
    const aborted = AbortSignal.abort(new Error('too late'));
    await expect(call('DescribeZones', {}, { signal: aborted })).rejects.toBe(aborted.reason);
    expect(sent).toEqual([]);
    await errorOf(call('DescribeZones', {}, { idempotent: true, timeoutMs: 50, context: 'mine' }), 'request-timeout');
    expect(events[0]).toMatchObject({ type: 'request', operation: 'query', context: 'mine' });
  });
});

describe('nothing secret is shown', () => {
  const settings = { ...KEYS, token: 'sts-token-EXAMPLE', service: 'cvm', version: '2017-03-12' };

  test('by errors, when the service repeats what it was sent', async () => {
    let echo = '';
    const clientSettings: TencentCloudSettings = {
      ...settings,
      fetch: ({ headers }) => {
        echo = `${headers.get('authorization')} ${headers.get('x-tc-token')} ${KEYS.secretKey}`;
        return refusal('AuthFailure.SignatureFailure', `check this: ${echo}`);
      },
    };
    const error = await errorOf(createTencentCloud(clientSettings).call('DescribeZones', {}), 'api');
    const shown = inspect(error, { depth: 9, showHidden: true }) + JSON.stringify(error);
    const [, signature = ''] = /Signature=(\w+)/.exec(echo) ?? [];
    for (const secret of [signature, KEYS.secretKey, KEYS.secretId, 'TC3-HMAC-SHA256', 'sts-token-EXAMPLE'])
      expect(shown).not.toContain(secret);
    expect(shown).toContain('check this');
  });

  test('by the client', () => {
    const shown = inspect(createTencentCloud(settings), { depth: 9, showHidden: true });
    expect(shown).not.toContain(KEYS.secretKey);
  });
});
