import { createHash, createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { signTc3, type Tc3Request } from './index.ts';
import { requestOf, vectors } from './testing/vectors.ts';

const request: Tc3Request = {
  method: 'POST',
  host: 'cvm.tencentcloudapi.com',
  service: 'cvm',
  timestamp: 1_551_113_065,
  contentType: 'application/json; charset=utf-8',
  body: '{"Limit": 1, "Filters": [{"Values": ["\\u672a\\u547d\\u540d"], "Name": "instance-name"}]}',
  secretId: 'AKIDEXAMPLE',
  secretKey: 'exampleSECRETkey',
};
const emptyHash = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

describe('the vectors', () => {
  test.each(vectors)('$name', async (vector) => {
    const { authorization, signature, canonicalRequest, stringToSign } = vector.expected;
    expect(await signTc3(requestOf(vector))).toEqual({ authorization, signature, canonicalRequest, stringToSign });
  });

  test.each(vectors)('$name, as bytes', async (vector) => {
    const body = new TextEncoder().encode(vector.payload);
    // Also in memory that threads share, as Node's Buffer may be: WebCrypto takes none of it.
    const shared = Buffer.from(new SharedArrayBuffer(body.length));
    shared.set(body);
    for (const bytes of [body, shared]) {
      const { signature } = await signTc3({ ...requestOf(vector), body: bytes });
      expect(signature).toBe(vector.expected.signature);
    }
  });
});

describe('the examples of the page, by the keys that it prints', () => {
  test.each([
    ['AKIDz8krbsJ5yKBZQpn74WFkmLPx3*******', 'Gu5t9xGARNpq86cd98joQYCN3*******', '2230eefd229f582d8b1b891af7107b91597240707d778ab3738f756258d7652c'],
    ['AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE', 'Gu5t9xGARNpq86cd98joQYCN3EXAMPLE', '72e494ea809ad7a8c8f7a4507b9bddcbaa8e581f516e8da2f66e2c5a96525168'],
  ])('%s', async (secretId, secretKey, signature) => {
    expect(await signTc3({ ...request, secretId, secretKey })).toMatchObject({ signature });
  }); // prettier-ignore

  test('the newest: a further signed header, its value in lower case', async () => {
    const stars = '*'.repeat(32);
    const signed = await signTc3({
      ...request,
      secretId: `AKID${stars}`,
      secretKey: stars,
      headers: { 'X-TC-Action': 'DescribeInstances' },
    });
    expect(signed.canonicalRequest.split('\n')).toEqual([
      'POST',
      '/',
      '',
      'content-type:application/json; charset=utf-8',
      'host:cvm.tencentcloudapi.com',
      'x-tc-action:describeinstances',
      '',
      'content-type;host;x-tc-action',
      '35e9c5b0e3ae67532d3c9f17ead6c90222632e5b1ff7f6e89887f1398934f064',
    ]);
    expect(signed.stringToSign.split('\n')[3]).toBe('7019a55be8395899b900fb5564e4200d984910f34794a27cb3fb7d10ff6a1e84');
    expect(signed.signature).toBe('10b1a37a7301a02ca19a647ad722d5e43b4b3cff309d421d85b46093f6ab6c4f');
    expect(signed.authorization).toBe(
      `TC3-HMAC-SHA256 Credential=AKID${stars}/2019-02-25/cvm/tc3_request, ` +
        `SignedHeaders=content-type;host;x-tc-action, Signature=${signed.signature}`,
    );
  });
});

describe('the parts of a signature', () => {
  test('a GET has a query and no body', async () => {
    const query = 'Limit=10&Offset=0&Name=%E4%B8%AD';
    const contentType = 'application/x-www-form-urlencoded';
    const { canonicalRequest } = await signTc3({ ...request, method: 'get', contentType, query, body: '' });
    expect(canonicalRequest.split('\n')).toEqual([
      'GET',
      '/',
      query,
      `content-type:${contentType}`,
      'host:cvm.tencentcloudapi.com',
      '',
      'content-type;host',
      emptyHash,
    ]);
  });

  test('a host keeps its port', async () => {
    const { canonicalRequest } = await signTc3({ ...request, host: '127.0.0.1:8080' });
    expect(canonicalRequest).toContain('\nhost:127.0.0.1:8080\n');
  });

  test('headers are sorted by name, blanks around their values left out', async () => {
    const headers = { 'X-TC-Version': ' 2017-03-12 ', 'accept-language': 'EN', 'X-TC-Action': 'DescribeZones' };
    const { canonicalRequest, authorization } = await signTc3({ ...request, headers });
    expect(canonicalRequest.split('\n').slice(3, 8)).toEqual([
      'accept-language:en',
      'content-type:application/json; charset=utf-8',
      'host:cvm.tencentcloudapi.com',
      'x-tc-action:describezones',
      'x-tc-version:2017-03-12',
    ]);
    expect(authorization).toContain('SignedHeaders=accept-language;content-type;host;x-tc-action;x-tc-version,');
  });

  test('whatever a further header says, content-type and host are the ones that are sent', async () => {
    const headers = { 'Content-Type': 'text/plain', HOST: 'evil.example' };
    const plain = await signTc3(request);
    expect(await signTc3({ ...request, headers })).toEqual(plain);
  });

  test.each([
    ['ideographs and emoji', '{"Prompt":"一只猫 🐈\u2028"}'],
    ['nothing', ''],
    ['96 KiB', 'x'.repeat(96 * 1_024)],
  ])('another implementation agrees on %s', async (_, body) => {
    const { signature, stringToSign } = await signTc3({ ...request, body });
    const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();
    const key = hmac(hmac(hmac('TC3exampleSECRETkey', '2019-02-25'), 'cvm'), 'tc3_request');
    const hash = createHash('sha256').update(body).digest('hex');
    const canonical = `POST\n/\n\ncontent-type:${request.contentType}\nhost:${request.host}\n\ncontent-type;host\n${hash}`;
    expect(stringToSign.split('\n')[3]).toBe(createHash('sha256').update(canonical).digest('hex'));
    expect(signature).toBe(hmac(key, stringToSign).toString('hex'));
  });

  test('a part of a larger buffer is hashed alone', async () => {
    const whole = new TextEncoder().encode(`before${String(request.body)}after`);
    const body = whole.subarray(6, whole.length - 5);
    expect(await signTc3({ ...request, body })).toEqual(await signTc3(request));
  });

  test.each([1_551_113_065.5, 1_551_113_065_000, -1, Number.NaN, '1551113065' as never])(
    'a timestamp of %s is refused by name',
    async (timestamp) => {
      await expect(signTc3({ ...request, timestamp })).rejects.toMatchObject({
        code: 'input',
        issues: [{ path: 'timestamp', message: 'must be whole seconds since 1970' }],
      });
    },
  );
});
