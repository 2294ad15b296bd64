import { createHash } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createSandbox, type Sandbox } from '../../index.ts';
import { payload } from '@x/payloads';
import { callWxpay, signerOf, submitToWxpay, type WxpayCall } from '../../testing/wxpay-requests.ts';

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await createSandbox({ time: 'virtual' });
});
afterEach(() => sandbox.close());

interface Upload {
  readonly filename?: string;
  readonly sha256?: string | undefined;
  readonly bytes?: Uint8Array<ArrayBuffer>;
  readonly leaveOut?: 'meta' | 'file';
  readonly call?: WxpayCall;
}

const photo = new TextEncoder().encode('not much of a photo');

function upload({ filename = 'shoe.PNG', bytes = photo, leaveOut, call, ...given }: Upload = {}) {
  const sha256 = 'sha256' in given ? given.sha256 : createHash('sha256').update(bytes).digest('hex');
  const meta = JSON.stringify({ filename, sha256 });
  const form = new FormData();
  if (leaveOut !== 'meta') form.append('meta', meta);
  if (leaveOut !== 'file') form.append('file', new Blob([bytes], { type: 'image/png' }), filename);
  return callWxpay(sandbox, '/v3/marketing/partner/product-coupon/media/upload-image', {
    body: form,
    signedBody: leaveOut === 'meta' ? '' : meta,
    ...call,
  });
}

test('an upload, signed over its meta, gives a URL that a cut-out takes', async () => {
  const { json, headers, text } = await upload();
  expect(Object.keys(json)).toEqual(Object.keys(payload('wxpay/upload-image-response')));
  expect(json.image_url).toMatch(/^https:\/\/wxpaylogo\.qpic\.cn\/wxpaylogo\/\w{40}\.png$/);
  expect(signerOf(sandbox, headers, text)).toBe('public key');
  const cutOut = { ...payload('wxpay/request-submit-cut-out'), cut_out: { image_url: json.image_url } };
  expect((await submitToWxpay(sandbox, cutOut)).status).toBe(200);
});

test('2 MB are taken, one byte more is not', async () => {
  const most = 2 * 1_024 * 1_024;
  expect((await upload({ bytes: new Uint8Array(most) })).status).toBe(200);
  const { status, json, headers } = await upload({ bytes: new Uint8Array(most + 1) });
  expect([status, json.code]).toEqual([400, 'PARAM_ERROR']);
  expect(headers.get('request-id')).toMatch(/-270087680$/);
});

test.each<[string, Upload, string]>([
  ['no meta', { leaveOut: 'meta' }, '/meta'],
  ['no file', { leaveOut: 'file' }, '/file'],
  ['an empty file', { bytes: new Uint8Array() }, '/file'],
  ['another kind of file', { filename: 'shoe.gif' }, '/filename'],
  ['a long name', { filename: `${'x'.repeat(147)}.png` }, '/filename'],
  ['a name with a character of four bytes', { filename: '👟.png' }, '/filename'],
  ['no digest', { sha256: undefined }, '/sha256'],
  ['the digest of another file', { sha256: '0'.repeat(64) }, '/sha256'],
])('%s is refused', async (_, wrong, field) => {
  const { status, json } = await upload(wrong);
  expect([status, json.code, json.detail.field]).toEqual([400, 'PARAM_ERROR', field]);
});

test('a missing meta is said to be missing in the service’s words', async () => {
  const { json } = await upload({ leaveOut: 'meta' });
  expect(json.message).toBe('输入源“/body/meta”映射到字段“媒体文件元信息”必填性规则校验失败，此字段为必填项');
});

test.each<[string, WxpayCall]>([
  ['signed over something else', { signedBody: '{}' }],
  ['no form at all', { body: 'x', signedBody: 'x' }],
])('%s: a wrong signature', async (_, call) => {
  const { status, json } = await upload({ call });
  expect([status, json.message]).toEqual([401, '签名错误']);
});
