import type { ApiErrorKind } from '@x/core';
import { describe, expect, test } from 'vitest';
import { errorOf, refusal, talk } from './testing/talk.ts';

/** Code, kind, and whether it leaves open what became of a request that must not be executed twice. */
const TABLE: readonly (readonly [code: string, kind: ApiErrorKind, what: 'open' | 'refused'])[] = [
  ['RequestLimitExceeded', 'rate-limit', 'refused'],
  ['RequestLimitExceeded.IPLimitExceeded', 'rate-limit', 'refused'],
  ['RequestLimitExceeded.UinLimitExceeded', 'rate-limit', 'refused'],
  ['RequestLimitExceeded.GlobalRegionUinLimitExceeded', 'rate-limit', 'refused'],
  ['InternalError', 'server', 'open'],
  ['InternalError.AccessDBError', 'server', 'open'],
  ['ServiceUnavailable', 'server', 'open'],
  ['ResourceUnavailable', 'server', 'open'],
  ['FailedOperation', 'server', 'open'],
  ['FailedOperation.NetWorkError', 'server', 'open'],
  ['FailedOperation.CreateAIGCTaskFailed', 'unknown', 'refused'],
  ['FailedOperation.UserArrears', 'quota', 'refused'],
  ['ResourceUnavailable.InArrears', 'quota', 'refused'],
  ['ResourceInsufficient', 'server', 'refused'],
  ['ResourcesSoldOut', 'server', 'refused'],
  ['LimitExceeded', 'quota', 'refused'],
  ['LimitExceeded.CreateTask', 'quota', 'refused'],
  ['LimitExceeded.Quota', 'quota', 'refused'],
  ['AuthFailure.SignatureExpire', 'authentication', 'refused'],
  ['AuthFailure.InvalidAuthorization', 'authentication', 'refused'],
  ['AuthFailure.InvalidSecretId', 'authentication', 'refused'],
  ['AuthFailure.MFAFailure', 'authentication', 'refused'],
  ['AuthFailure.SecretIdNotFound', 'authentication', 'refused'],
  ['AuthFailure.SignatureFailure', 'authentication', 'refused'],
  ['AuthFailure.TokenFailure', 'authentication', 'refused'],
  ['AuthFailure.UnauthorizedOperation', 'permission', 'refused'],
  ['UnauthorizedOperation', 'permission', 'refused'],
  ['UnauthorizedOperation.CamNoAuth', 'permission', 'refused'],
  ['IpInBlacklist', 'permission', 'refused'],
  ['IpNotInWhitelist', 'permission', 'refused'],
  ['OperationDenied', 'permission', 'refused'],
  ['InvalidParameter', 'invalid-request', 'refused'],
  ['InvalidParameter.ModelNotSupported', 'invalid-request', 'refused'],
  ['InvalidParameter.ViolationContent', 'content-policy', 'refused'],
  ['InvalidParameter.VoilationContent', 'content-policy', 'refused'],
  ['InvalidParameterValue', 'invalid-request', 'refused'],
  ['InvalidParameterValue.Limit', 'invalid-request', 'refused'],
  ['MissingParameter', 'invalid-request', 'refused'],
  ['UnknownParameter', 'invalid-request', 'refused'],
  ['InvalidRequest', 'invalid-request', 'refused'],
  ['RequestSizeLimitExceeded', 'invalid-request', 'refused'],
  ['ResponseSizeLimitExceeded', 'invalid-request', 'refused'],
  ['InvalidAction', 'invalid-request', 'refused'],
  ['ActionOffline', 'invalid-request', 'refused'],
  ['NoSuchProduct', 'invalid-request', 'refused'],
  ['NoSuchVersion', 'invalid-request', 'refused'],
  ['UnsupportedOperation', 'invalid-request', 'refused'],
  ['UnsupportedProtocol', 'invalid-request', 'refused'],
  ['UnsupportedRegion', 'invalid-request', 'refused'],
  ['ResourceNotFound', 'not-found', 'refused'],
  ['ResourceNotFound.TaskNotFound', 'not-found', 'refused'],
  ['ResourceInUse', 'unknown', 'refused'],
  ['DryRunOperation', 'unknown', 'refused'],
  ['SomethingNew', 'unknown', 'refused'],
  ['constructor', 'unknown', 'refused'],
  ['__proto__', 'unknown', 'refused'],
];

describe('the code of a refusal', () => {
  test.each(TABLE)('%s means %s to a query', async (code, kind) => {
    const { call } = talk(() => refusal(code), { retry: { limit: 0 } });
    const error = await errorOf(call('DescribeZones', {}, { idempotent: true }), 'api');
    expect(error).toMatchObject({ kind, providerCode: code, status: 200 });
    expect(error.retryable).toBe(kind === 'rate-limit' || kind === 'server');
  });

  test.each(TABLE)('%s, to what must not be executed twice: %s, %s', async (code, kind, what) => {
    const { call, sent } = talk(() => refusal(code), { retry: { limit: 0 } });
    const calling = call('RunInstances', {});
    if (what === 'open') expect((await errorOf(calling, 'submission-unknown')).message).toContain(code);
    else expect(await errorOf(calling, 'api')).toMatchObject({ kind, providerCode: code, submission: 'none' });
    expect(sent).toHaveLength(1);
  });

  test.each([
    [401, 'authentication'],
    [403, 'permission'],
    [404, 'not-found'],
    [413, 'invalid-request'],
    [429, 'rate-limit'],
  ])('without one, HTTP %i is %s', async (status, kind) => {
    const { call } = talk(() => new Response('<html>', { status }), { retry: { limit: 0 } });
    expect(await errorOf(call('RunInstances', {}), 'api')).toMatchObject({ kind, status, submission: 'none' });
  });

  test('counts more than the HTTP status', async () => {
    const { call } = talk(() => refusal('AuthFailure.SecretIdNotFound', 'who?', { status: 500 }));
    expect(await errorOf(call('RunInstances', {}), 'api')).toMatchObject({ kind: 'authentication', status: 500 });
  });

  test('that nobody knows leaves the word to the HTTP status', async () => {
    const { call } = talk(() => refusal('SomethingNew', '', { status: 403 }));
    expect(await errorOf(call('RunInstances', {}), 'api')).toMatchObject({ kind: 'permission' });
  });
});
