import { describe, expect, test } from 'vitest';
import { signTc3, type TencentCloudSettings } from './index.ts';
import { answerOf, errorOf, KEYS, refusal, talk } from './testing/talk.ts';
import { vectors } from './testing/vectors.ts';

describe('the wire', () => {
  // Those that say what `JSON.stringify` says; the rest differ in blanks or escapes, which are the caller's to choose.
  const whole = vectors.filter(
    ({ payload, contentType }) => contentType === 'application/json' && JSON.stringify(JSON.parse(payload)) === payload,
  );

  test('most vectors are whole requests', () => expect(whole.length).toBeGreaterThanOrEqual(10));

  test.each(whole)('$name', async ({ host, service, version, region, secretId, secretKey, token, ...vector }) => {
    const at = new Date(vector.timestamp * 1_000 + 999);
    const baseUrl = `https://${host}`;
    const { call, sent } = talk(
      undefined,
      { baseUrl, service, version, region, secretId, secretKey, token } as TencentCloudSettings,
      at,
    );
    await call(vector.action, JSON.parse(vector.payload) as object);
    const { headers = {}, authorization } = vector.expected;
    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatchObject({ url: `${baseUrl}/`, method: 'POST', body: vector.payload });
    const names = Object.keys(headers).map((name) => name.toLowerCase());
    for (const name of names.filter((one) => !['host', 'x-tc-requestclient', 'x-tc-language'].includes(one))) {
      const [, value] = Object.entries(headers).find(([other]) => other.toLowerCase() === name) ?? [];
      expect(sent[0]?.headers[name], name).toBe(value);
    }
    expect(sent[0]?.headers['authorization']).toBe(authorization);
    expect(sent[0]?.headers['content-type']).toBe('application/json');
    expect(sent[0]?.headers['x-tc-token']).toBe(token);
    expect(sent[0]?.headers['x-tc-region']).toBe(region);
  });

  test('goes to the host of the service', async () => {
    const { call, sent } = talk();
    await call('DescribeZones', {});
    expect(sent[0]).toMatchObject({
      url: 'https://cvm.tencentcloudapi.com/',
      method: 'POST',
      body: '{}',
      headers: { 'x-tc-action': 'DescribeZones', 'x-tc-version': '2017-03-12', 'x-tc-timestamp': '1767225600' },
    });
    expect(sent[0]?.headers).not.toHaveProperty('x-tc-region');
    expect(sent[0]?.headers).not.toHaveProperty('x-tc-token');
  });

  test('the service is never taken from the host, and the path of a proxy is not signed', async () => {
    const baseUrl = 'http://127.0.0.1:8080/tencent';
    const { call, sent } = talk(undefined, { baseUrl });
    await call('DescribeZones', {});
    expect(sent[0]?.url).toBe(`${baseUrl}/`);
    const { authorization } = await signTc3({
      ...KEYS,
      method: 'POST',
      host: '127.0.0.1:8080',
      service: 'cvm',
      timestamp: 1_767_225_600,
      contentType: 'application/json',
      body: '{}',
    });
    expect(sent[0]?.headers['authorization']).toBe(authorization);
  });

  test('the region is the client’s, or the call’s', async () => {
    const { call, sent } = talk(undefined, { region: 'ap-guangzhou' });
    await call('DescribeZones', {});
    await call('DescribeZones', {}, { region: 'ap-shanghai' });
    expect(sent.map(({ headers }) => headers['x-tc-region'])).toEqual(['ap-guangzhou', 'ap-shanghai']);
  });

  test('each attempt is signed afresh', async () => {
    const { call, sent } = talk((index) => (index === 0 ? refusal('RequestLimitExceeded') : answerOf({})));
    const { requestId } = await call('DescribeZones', {});
    expect(requestId).toBe('r-1');
    const [first, second] = sent.map(({ headers }) => headers);
    expect(Number(second?.['x-tc-timestamp'])).toBeGreaterThanOrEqual(Number(first?.['x-tc-timestamp']));
    expect(sent).toHaveLength(2);
  });
});

describe('a clock that is off', () => {
  const date = 'Thu, 01 Jan 2026 00:10:00 GMT';
  const expired = (): Response => refusal('AuthFailure.SignatureExpire', 'expired', { headers: { date } });

  test.each([false, true])('is corrected by the Date of the refusal, once (idempotent: %s)', async (idempotent) => {
    const { call, sent, events } = talk((index) => (index === 0 ? expired() : answerOf({})));
    await call('DescribeZones', {}, { idempotent });
    await call('DescribeZones', {}, { idempotent });
    expect(sent.map(({ headers }) => headers['x-tc-timestamp'])).toEqual(['1767225600', '1767226200', '1767226200']);
    expect(events.filter(({ type }) => type === 'clock-corrected')).toMatchObject([{ offsetMs: 599_100 }]);
  });

  test('is an ApiError when that does not help', async () => {
    const { call, sent } = talk(expired);
    const error = await errorOf(call('RunInstances', {}), 'api');
    expect(error).toMatchObject({ kind: 'authentication', submission: 'none' });
    expect(sent).toHaveLength(2);
  });
});
