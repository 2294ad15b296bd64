import { afterEach, describe, expect, test } from 'vitest';
import { createSandbox, type Fault, type Sandbox, type SandboxOptions } from '../../index.ts';
import { payload } from '@x/payloads';
import { shapeOf } from '../../testing/shape-of.ts';
import { sendRaw } from '../../testing/send-raw.ts';
import { pause, read } from '../../testing/tensorslab-requests.ts';
import {
  callWxpay,
  queryWxpay,
  signerOf,
  submitToWxpay,
  type WxpayCall,
  wxpayRequest,
} from '../../testing/wxpay-requests.ts';

let sandbox: Sandbox;
afterEach(() => sandbox.close());
const start = async (options: SandboxOptions = {}): Promise<void> => {
  sandbox = await createSandbox({ time: 'virtual', taskDurationMs: 10_000, ...options });
};

const tasks = '/v3/marketing/partner/product-coupon/image-generation-tasks';
const normal = payload('wxpay/request-submit-combine-normal');
const discount = payload('wxpay/request-submit-combine-discount');
const exchange = payload('wxpay/request-submit-combine-exchange');
const cutOut = payload('wxpay/request-submit-cut-out');
const combined = (changes: object) => ({ ...normal, combine_image: { ...normal.combine_image, ...changes } });

describe('a task', () => {
  test.each([
    ['combine', normal, 'response-200-query-success-combine'],
    ['cut-out', cutOut, 'response-200-query-success-cut-out'],
  ])('%s: is submitted, asked for and done, in the documented shapes', async (_, input, example) => {
    await start();
    const submitted = await submitToWxpay(sandbox, input);
    expect(submitted.json).toEqual({ task_id: input.task_id, brand_id: input.brand_id });
    expect(shapeOf(submitted.json)).toEqual(shapeOf(payload('wxpay/response-200-submit')));
    const pending = await queryWxpay(sandbox, input);
    expect(shapeOf(pending.json)).toEqual(shapeOf(payload('wxpay/response-200-query-processing')));
    expect(pending.json).toMatchObject({ task_id: input.task_id, task_state: 'PROCESSING' });
    await pause(sandbox, 10_000);
    const { json } = await queryWxpay(sandbox, input);
    expect(json.task_state).toBe('SUCCESS');
    expect(shapeOf(json)).toEqual(shapeOf(payload(`wxpay/${example}`)));
    const { image_url } = json.combine_image_result ?? json.cut_out_result;
    const picture = await sandbox.fetch(new Request(image_url));
    expect(picture.headers.get('content-type')).toBe('image/png');
    expect(sandbox.tasks).toEqual([{ service: 'wxpay-coupon-image', id: input.task_id, status: 'succeeded', input }]);
  });

  test('fails when its number says so', async () => {
    await start();
    const input = { ...normal, task_id: 'a-sandbox-fail-1' };
    await submitToWxpay(sandbox, input);
    await pause(sandbox, 10_000);
    const { json } = await queryWxpay(sandbox, input);
    expect(json.task_state).toBe('FAIL');
    expect(shapeOf(json)).toEqual(shapeOf(payload('wxpay/response-200-query-fail')));
  });

  test('is executed once, however often it is submitted', async () => {
    await start();
    const { brand_id, task_id, ...rest } = normal;
    await submitToWxpay(sandbox, normal);
    const again = await submitToWxpay(sandbox, { ...rest, task_id, brand_id });
    expect([again.status, again.json]).toEqual([200, { task_id, brand_id }]);
    const other = await submitToWxpay(sandbox, { ...normal, brand_id: '120345' });
    expect([other.status, other.json]).toEqual([400, payload('wxpay/error-400-invalid-request-business')]);
    expect(other.headers.get('request-id')).toMatch(/^[0-9A-F]{32}-268578927$/);
    expect(sandbox.executions).toHaveLength(1);
  });

  test('is known to another sandbox of the same seed, once it was saved', async () => {
    await start();
    await submitToWxpay(sandbox, normal);
    const savedTasks = JSON.parse(JSON.stringify(sandbox.saveTasks()));
    await sandbox.close();
    await start({ savedTasks });
    expect((await submitToWxpay(sandbox, normal)).status).toBe(200);
    expect(sandbox.executions).toEqual([]);
    await pause(sandbox, 10_000);
    expect((await queryWxpay(sandbox, normal)).json.task_state).toBe('SUCCESS');
    savedTasks[0].pictures[0].background = '#fff"/><script>';
    await expect(createSandbox({ savedTasks })).rejects.toThrow(
      'options.savedTasks[0].pictures[0].background: expected a colour such as #ff5733',
    );
  });

  test.each([
    ['unknown', { task_id: 'nobody' }],
    ['of another brand', { brand_id: '120345' }],
    ['of another type', { image_generation_type: 'CUT_OUT' }],
  ])('%s: is not there', async (_, changes) => {
    await start();
    await submitToWxpay(sandbox, normal);
    const { status, json } = await queryWxpay(sandbox, { ...normal, ...changes });
    expect([status, json.code]).toEqual([400, 'INVALID_REQUEST']);
  });

  test('that is not there can be 404', async () => {
    await start({ wxpayUnknownTask: 404 });
    const { status, json } = await queryWxpay(sandbox, normal);
    expect([status, json.code]).toEqual([404, 'NOT_FOUND']);
  });
});

describe('parameters', () => {
  test('of the examples are taken', async () => {
    await start();
    for (const [index, input] of [normal, discount, exchange, cutOut].entries()) {
      expect((await submitToWxpay(sandbox, { ...input, task_id: `example-${index}` })).status).toBe(200);
    }
    expect(sandbox.executions).toHaveLength(4);
  });

  test.each<[unknown, string, string, string]>([
    ['[]', '', '', 'not a JSON object'],
    ['{', '', '', 'not a JSON object'],
    [{ ...normal, task_id: undefined }, '/task_id', '', 'required'],
    [{ ...normal, task_id: null }, '/task_id', 'null', 'null'],
    [{ ...normal, more: [{ remark: null }] }, '/more/0/remark', 'null', 'null'],
    [combined({ background_color: null }), '/combine_image/background_color', 'null', 'null'],
    [{ ...normal, brand_id: '😀' }, '/brand_id', '😀', 'four bytes'],
    [{ ...normal, more: { remark: '𠮷野家' } }, '/more/remark', '𠮷野家', 'four bytes'],
    [{ ...normal, task_id: 'short' }, '/task_id', 'short', 'not of the form'],
    [{ ...normal, task_id: 'x'.repeat(41) }, '/task_id', 'x'.repeat(41), 'not of the form'],
    [{ ...normal, task_id: '任务任务任务任务' }, '/task_id', '任务任务任务任务', 'not of the form'],
    [{ ...normal, brand_id: 120344 }, '/brand_id', '120344', 'not a string'],
    [{ ...normal, brand_id: '' }, '/brand_id', '', 'not of the form'],
    [{ ...normal, image_generation_type: 'DRAW' }, '/image_generation_type', 'DRAW', 'not in enum'],
    [{ ...normal, combine_image: undefined }, '/combine_image', '', 'required'],
    [{ ...normal, combine_image: 'x' }, '/combine_image', 'x', 'not an object'],
    [combined({ scope: 'CATEGORY' }), '/combine_image/scope', 'CATEGORY', 'not in enum'],
    [combined({ usage_mode: undefined }), '/combine_image/usage_mode', '', 'required'],
    [combined({ normal_coupon: undefined }), '/combine_image/normal_coupon', '', 'required'],
    [combined({ normal_coupon: { threshold: 1 } }), '/combine_image/normal_coupon/discount_amount', '', 'required'],
    [combined({ normal_coupon: { threshold: 0.5, discount_amount: 1 } }), '/combine_image/normal_coupon/threshold', '0.5', 'not an integer'],
    [combined({ normal_coupon: { threshold: '1', discount_amount: 1 } }), '/combine_image/normal_coupon/threshold', '1', 'not an integer'],
    [combined({ normal_coupon: { threshold: -1, discount_amount: 1 } }), '/combine_image/normal_coupon/threshold', '-1', 'not an integer'],
    [combined({ background_color: 'red' }), '/combine_image/background_color', 'red', 'not of the form'],
    [{ ...cutOut, cut_out: {} }, '/cut_out/image_url', '', 'required'],
  ])('%j is refused, named by %j', async (input, field, value, issue) => {
    await start();
    const { status, json } = await submitToWxpay(sandbox, input, typeof input === 'string' ? { body: input } : {});
    expect(status).toBe(400);
    expect(json).toEqual({
      code: 'PARAM_ERROR',
      message: '参数错误',
      detail: { field, value, issue: expect.stringContaining(issue), location: 'body' },
    });
    expect(sandbox.executions).toEqual([]);
  }); // prettier-ignore

  test('are refused as in the example', async () => {
    await start();
    const { json } = await submitToWxpay(sandbox, combined({ type: 'X' }));
    expect(json).toEqual(payload('wxpay/error-400-param-error'));
  });

  test.each<[object, string]>([
    [{ ...normal, cut_out: cutOut.cut_out }, '/cut_out'],
    [{ ...cutOut, combine_image: normal.combine_image }, '/combine_image'],
    [combined({ discount_coupon: { threshold: 0, percent_off: 30 } }), '/combine_image/discount_coupon'],
    [combined({ usage_mode: 'PROGRESSIVE_BUNDLE' }), '/combine_image/usage_mode'],
    [{ ...exchange, combine_image: { ...exchange.combine_image, scope: 'ALL' } }, '/combine_image/scope'],
    [combined({ normal_coupon: { threshold: 5, discount_amount: 0 } }), '/combine_image/normal_coupon/discount_amount'],
    [combined({ normal_coupon: { threshold: 5, discount_amount: 6 } }), '/combine_image/normal_coupon/discount_amount'],
    [{ ...discount, combine_image: { ...discount.combine_image, discount_coupon: { threshold: 0, percent_off: 100 } } }, '/combine_image/discount_coupon/percent_off'],
    [{ ...cutOut, cut_out: { image_url: 'https://shop.example/a.png' } }, '/cut_out/image_url'],
    [{ ...cutOut, cut_out: { image_url: 'http://wxpaylogo.qpic.cn/a.png' } }, '/cut_out/image_url'],
  ])('%j do not go together', async (input, field) => {
    await start();
    const { status, json } = await submitToWxpay(sandbox, input);
    expect([status, json.code, json.detail.field]).toEqual([400, 'INVALID_REQUEST', field]);
    expect(sandbox.executions).toEqual([]);
  }); // prettier-ignore

  test('that break no rule: nothing off a threshold of 0, nothing to pay', async () => {
    await start();
    const free = { threshold: 0, discount_amount: 500 };
    expect((await submitToWxpay(sandbox, combined({ normal_coupon: free }))).status).toBe(200);
  });

  test.each([
    ['brand_id=120344', 'image_generation_type', '', 'required'],
    ['image_generation_type=COMBINE_IMAGE', 'brand_id', '', 'required'],
    ['brand_id=120344&image_generation_type=X', 'image_generation_type', 'X', 'not in enum'],
  ])('of a query: %s', async (query, field, value, issue) => {
    await start();
    const { status, json } = await callWxpay(sandbox, `${tasks}/task_1?${query}`);
    const detail = { field, value, issue, location: 'query' };
    expect([status, json]).toEqual([400, { ...payload('wxpay/error-400-param-error-query'), detail }]);
  });

  test('of a path', async () => {
    await start();
    const { json } = await queryWxpay(sandbox, { ...normal, task_id: 'a%20b' });
    expect(json).toMatchObject({ code: 'PARAM_ERROR', detail: { field: 'task_id', value: 'a b', location: 'url' } });
  });

  test('of a brand that has authorised nobody come after their form, before their sense', async () => {
    await start();
    const brand = { brand_id: 'sandbox-no-auth' };
    const refused = await submitToWxpay(sandbox, { ...combined({ usage_mode: 'PROGRESSIVE_BUNDLE' }), ...brand });
    expect([refused.status, refused.json]).toEqual([403, payload('wxpay/error-403-no-auth')]);
    expect((await queryWxpay(sandbox, { ...normal, ...brand })).status).toBe(403);
    expect((await submitToWxpay(sandbox, { ...combined({ type: 'X' }), ...brand })).status).toBe(400);
  });
});

describe('the gateway', () => {
  const headerError = 'wxpay/error-400-invalid-request-headers';
  const missing = 'wxpay/error-401-missing-authorization';
  const serial = { code: 'SIGN_ERROR', message: '商户证书序列号有误。请使用签名私钥匹配的证书序列号' };

  test.each<[string, WxpayCall, number, unknown]>([
    ['no User-Agent', { headers: { 'user-agent': null, authorization: null } }, 400, headerError],
    ['no Accept', { headers: { accept: null, authorization: null } }, 400, headerError],
    ['no Authorization', { headers: { authorization: null } }, 401, missing],
    ['a bearer token', { headers: { authorization: 'Bearer x' } }, 401, missing],
    ['an Authorization without a nonce', { headers: { authorization: 'WECHATPAY2-SHA256-RSA2048 mchid="1",signature="x",timestamp="1",serial_no="1"' } }, 401, missing],
    ['another scheme, before the time', { scheme: 'WECHATPAY2-SM2-WITH-SM3', lateBy: -400 }, 401, { code: 'SIGN_ERROR', message: 'HTTP头Authorization认证类型不正确' }],
    ['a stale timestamp, before the serial number', { lateBy: -301, serial: '00' }, 401, 'wxpay/error-401-timestamp'],
    ['a timestamp of the future', { lateBy: 301 }, 401, 'wxpay/error-401-timestamp'],
    ['another serial number', { serial: 'AB'.repeat(20), signedPath: '/other' }, 401, serial],
    ['another merchant', { mchId: '1900000001' }, 401, serial],
    ['a signature over another path', { signedPath: '/other' }, 401, 'wxpay/error-401-signature'],
    ['a signature over another body', { signedBody: '{}' }, 401, 'wxpay/error-401-signature'],
    ['another media type', { headers: { 'content-type': 'text/plain' } }, 400, { code: 'INVALID_REQUEST', message: 'Http头Content-Type不是application/json' }],
  ])('refuses %s, unsigned', async (_, call, status, expected) => {
    await start();
    const answer = await submitToWxpay(sandbox, normal, call);
    const body = typeof expected === 'string' ? payload(expected) : expected;
    expect([answer.status, answer.json]).toEqual([status, body]);
    expect([...answer.headers.keys()].filter((name) => name.startsWith('wechatpay-'))).toEqual([]);
    expect(sandbox.executions).toEqual([]);
  }); // prettier-ignore

  test('verifies the path and query that were sent, not what they come to', async () => {
    await start({ port: 0 });
    await submitToWxpay(sandbox, normal);
    const { task_id, brand_id, image_generation_type } = normal;
    const query = `brand_id=${brand_id}&image_generation_type=${image_generation_type}&note='mine'`;
    const target = `/v3/./marketing/partner/product-coupon/image-generation-tasks/${task_id}?${query}`;
    const signed = wxpayRequest(sandbox, target);
    const { status, json } = await sendRaw(signed, target);
    expect([status, json.task_id]).toEqual([200, task_id]);
    for (const other of [target.replace('/./', '/'), target.replaceAll("'", '%27')]) {
      expect((await sendRaw(signed, other)).json.code).toBe('SIGN_ERROR');
    }
  });

  test('takes a timestamp of exactly five minutes', async () => {
    await start();
    for (const lateBy of [-300, 300]) expect((await submitToWxpay(sandbox, normal, { lateBy })).status).toBe(200);
  });

  test.each([
    ['GET', tasks, 405],
    ['DELETE', `${tasks}/task_1`, 405],
    ['POST', '/v3/certificates', 405],
    ['GET', '/v3/pay/transactions', 404],
    ['POST', `${tasks}/task_1/cancel`, 404],
  ])('answers %s %s with an empty %d, before anything else', async (method, path, status) => {
    await start();
    const answer = await read(await sandbox.fetch(new Request(sandbox.url + path, { method })));
    expect([answer.status, answer.text]).toEqual([status, '']);
  });

  test('signs what it answers: with the public key for who names it, else with the certificate', async () => {
    await start();
    const one = await submitToWxpay(sandbox, normal);
    const other = await queryWxpay(sandbox, normal, { withoutPublicKey: true });
    expect(signerOf(sandbox, one.headers, one.text)).toBe('public key');
    expect(signerOf(sandbox, other.headers, other.text)).toBe('certificate');
    expect(Object.fromEntries(one.headers)).toEqual({
      'cache-control': 'no-cache, must-revalidate',
      'content-language': 'zh-CN',
      'content-type': 'application/json; charset=utf-8',
      date: 'Thu, 01 Jan 2026 00:00:00 GMT',
      'keep-alive': 'timeout=8',
      'request-id': expect.stringMatching(/^[0-9A-F]{32}-0$/),
      'wechatpay-nonce': expect.stringMatching(/^\w{32}$/),
      'wechatpay-serial': sandbox.settings.wxpayCouponImage.wechatpayPublicKey.id,
      'wechatpay-signature': expect.stringMatching(/^[\w+/]{342}==$/),
      'wechatpay-signature-type': 'WECHATPAY2-SHA256-RSA2048',
      'wechatpay-timestamp': '1767225600',
      'x-content-type-options': 'nosniff',
    });
    expect(other.headers.get('wechatpay-nonce')).not.toBe(one.headers.get('wechatpay-nonce'));
  });

  test('signs always with the public key for a new merchant', async () => {
    await start({ wxpayKeys: 'public-key' });
    const { headers, text } = await submitToWxpay(sandbox, normal, { withoutPublicKey: true });
    expect(signerOf(sandbox, headers, text)).toBe('public key');
  });

  test('limits submits to 10 and queries to 20 in a second, after the signature', async () => {
    await start();
    const wrong = await submitToWxpay(sandbox, normal, { signedPath: '/other' });
    expect(wrong.status).toBe(401);
    const submits: number[] = [];
    for (let count = 0; count < 11; count += 1) submits.push((await submitToWxpay(sandbox, normal)).status);
    expect(submits).toEqual([...Array.from({ length: 10 }, () => 200), 429]);
    const queries: number[] = [];
    for (let count = 0; count < 21; count += 1) queries.push((await queryWxpay(sandbox, normal)).status);
    expect(queries).toEqual([...Array.from({ length: 20 }, () => 200), 429]);
    const limited = await submitToWxpay(sandbox, { broken: true });
    expect([limited.status, limited.json]).toEqual([429, payload('wxpay/error-429')]);
    await pause(sandbox, 1_000);
    expect((await submitToWxpay(sandbox, normal)).status).toBe(200);
  });
});

describe('faults', () => {
  const startWith = (...faults: Fault[]) => start({ faults });
  const signer = ({ headers, text }: { headers: Headers; text: string }) => signerOf(sandbox, headers, text);

  test.each(['bad-signature', 'probe'] as const)('%s: executed, but not to be believed', async (fault) => {
    await startWith({ fault, on: 'submit', nth: 1 }, { fault, on: 'query' });
    // What is refused is not signed, and does not count.
    await submitToWxpay(sandbox, { ...normal, task_id: '' });
    const submitted = await submitToWxpay(sandbox, normal);
    expect([submitted.status, signer(submitted)]).toEqual([200, undefined]);
    const signature = submitted.headers.get('wechatpay-signature') ?? '';
    expect(signature.startsWith('WECHATPAY/SIGNTEST/')).toBe(fault === 'probe');
    expect(signature).toHaveLength(344);
    expect(sandbox.executions).toHaveLength(1);
    expect(signer(await submitToWxpay(sandbox, normal))).toBe('public key');
    expect(signer(await queryWxpay(sandbox, normal))).toBeUndefined();
  });

  test('clock-skew: the server is ten minutes ahead, and says so', async () => {
    await startWith({ fault: 'clock-skew' });
    const refused = await submitToWxpay(sandbox, normal);
    expect([refused.status, refused.json]).toEqual([401, payload('wxpay/error-401-timestamp')]);
    expect(refused.headers.get('date')).toBe('Thu, 01 Jan 2026 00:10:00 GMT');
    const taken = await submitToWxpay(sandbox, normal, { lateBy: 600 });
    expect(taken.status).toBe(200);
    expect(taken.headers.get('wechatpay-timestamp')).toBe('1767226200');
  });

  test('what the answers say: no-id, unknown-field, unknown-status, no-picture', async () => {
    await startWith(
      { fault: 'no-id' },
      { fault: 'unknown-field' },
      { fault: 'unknown-status', nth: 1 },
      { fault: 'no-picture', nth: 1 },
    );
    const submitted = await submitToWxpay(sandbox, normal);
    expect(submitted.json).toEqual({ brand_id: '120344', sandbox_unknown: expect.anything() });
    expect(signer(submitted)).toBe('public key');
    expect((await queryWxpay(sandbox, normal)).json.task_state).toBe('ARCHIVED');
    await pause(sandbox, 10_000);
    const done = await queryWxpay(sandbox, normal);
    expect(done.json).toMatchObject({ task_state: 'SUCCESS', sandbox_unknown: expect.anything() });
    expect(done.json.combine_image_result).toBeUndefined();
    expect((await queryWxpay(sandbox, normal)).json.combine_image_result).toBeDefined();
  });

  test('rate-limit-retry-after comes in the service’s own words', async () => {
    await startWith({ fault: 'rate-limit-retry-after' });
    const { status, json, headers } = await queryWxpay(sandbox, normal);
    expect([status, json, headers.get('retry-after')]).toEqual([429, payload('wxpay/error-429'), '2']);
  });

  test.each(['html', 'server-error', 'truncated', 'see-other'] as const)('%s is not signed', async (fault) => {
    await startWith({ fault });
    expect(signer(await submitToWxpay(sandbox, normal))).toBeUndefined();
    expect(sandbox.executions).toHaveLength(1);
  });
});
