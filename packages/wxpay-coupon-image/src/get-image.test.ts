import type { TaskRef } from '@x/core';
import { describe, expect, test } from 'vitest';
import { example } from './testing/example.ts';
import { rejectionOf, talk } from './testing/talk.ts';
import { acceptance, refusal, signedAnswer, taskAnswer } from './testing/wire.ts';

const ref = (imageGenerationType: string, id = 'image_generation_task_1'): TaskRef => ({
  version: 1,
  provider: 'wxpay-coupon-image',
  kind: 'image',
  id,
  params: { mchId: '1900000001', brandId: '120344', imageGenerationType },
  submittedAt: '2026-01-01T00:00:00.000Z',
});
const combine = ref('COMBINE_IMAGE');
const url = 'https://wxpaylogo.qpic.cn/wxpaylogo/example.jpg';

describe('a query', () => {
  test.each<[string, TaskRef, object]>([
    ['processing', combine, { status: 'running', providerStatus: 'PROCESSING' }],
    ['success-combine', combine, { status: 'succeeded', images: [{ url }] }],
    ['success-cut-out', ref('CUT_OUT', 'cutout-0001'), { status: 'succeeded', images: [{ url }] }],
    ['fail', combine, { status: 'failed', failure: { kind: 'unknown' } }],
    ['as-in-docs', combine, { status: 'running' }],
  ])('reads the documented answer: %s', async (name, asked, expected) => {
    const body = example(`response-200-query-${name}`);
    const { images, requests } = talk((request) => signedAnswer(request, body, { with: 'public-key' }));
    expect(await images.get(asked)).toMatchObject({ ...expected, raw: body });
    const { pathname, search } = new URL(requests[0]?.url ?? '');
    expect(pathname).toMatch(new RegExp(`/image-generation-tasks/${asked.id}$`));
    expect(search).toBe(`?brand_id=120344&image_generation_type=${asked.params?.['imageGenerationType']}`);
  });

  test('never takes the result of the other type', async () => {
    const { images } = talk((request) =>
      taskAnswer(request, { task_state: 'SUCCESS', cut_out_result: { image_url: url } }),
    );
    expect(await images.get(combine)).toMatchObject({ status: 'failed', failure: { kind: 'no-output' } });
  });

  test.each([
    [400, 'PARAM_ERROR', 'invalid-request'],
    [400, 'INVALID_REQUEST', 'not-found'],
    [401, 'SIGN_ERROR', 'authentication'],
    [403, 'NO_AUTH', 'permission'],
    [404, 'NOT_FOUND', 'not-found'],
    [429, 'RATELIMIT_EXCEEDED', 'rate-limit'],
    [429, 'FREQENCY_LIMIT', 'rate-limit'],
    [429, 'INVALID_REQUEST', 'rate-limit'],
    [500, 'SYSTEM_ERROR', 'server'],
    [502, 'A_NEW_ONE', 'server'],
    [500, 'INVALID_REQUEST', 'server'],
    [503, 'NO_AUTH', 'server'],
    [400, 'A_NEW_ONE', 'invalid-request'],
  ])('HTTP %i with %s is of the kind %s, with what support asks for', async (status, code, kind) => {
    const headers = { 'request-id': '08F5A3A5C90610DE03-268578704' };
    const { images } = talk(() => refusal(status, code, '出错了', headers));
    const error = await rejectionOf(images.get(combine));
    expect(error).toMatchObject({ code: 'api', status, providerCode: code, kind, requestId: headers['request-id'] });
    expect((error as Error).message).toContain('出错了');
  });

  test('tells what the service says is wrong', async () => {
    const { images } = talk(() => Response.json(example('error-400-param-error-query'), { status: 400 }));
    const detail = { field: 'image_generation_type', issue: 'required', location: 'query' };
    expect(await rejectionOf(images.get(combine))).toMatchObject({ code: 'api', providerCode: 'PARAM_ERROR', detail });
  });

  test.each([
    ['405 without a body', new Response(null, { status: 405 })],
    ['503 as a page', new Response('<html>', { status: 503 })],
  ])('takes %s for what its status says', async (_, answer) => {
    const { images } = talk(() => answer.clone());
    expect(await rejectionOf(images.get(combine))).toMatchObject({ code: 'api', status: answer.status });
  });

  test.each<[string, object, string]>([
    ['merchant', { mchId: '1900000002' }, 'ref.params.mchId'],
    ['type', { imageGenerationType: 'PAINT' }, 'ref.params.imageGenerationType'],
    ['brand', { brandId: '' }, 'ref.params.brandId'],
  ])('refuses a ref of another %s, by name', async (_, params, path) => {
    const { images, requests } = talk(() => refusal(500, 'SYSTEM_ERROR'));
    const error = await rejectionOf(images.get({ ...combine, params: { ...combine.params, ...params } }));
    expect(error).toMatchObject({ code: 'input', issues: [{ path }] });
    expect(requests).toHaveLength(0);
  });
});

describe('a task that the service does not know', () => {
  const input = {
    brandId: '120344',
    imageGenerationType: 'CUT_OUT',
    cutOut: { imageUrl: 'https://wxpaylogo.qpic.cn/a.png' },
  } as const;
  const ways: readonly (readonly [number, string])[] = [
    [400, 'INVALID_REQUEST'],
    [404, 'NOT_FOUND'],
  ];

  test.each(ways)('yet, is waited for all the same (%i %s)', async (status, code) => {
    const { images, clock } = talk((request) => {
      if (request.method === 'POST') return acceptance(request);
      if (clock.elapsed() < 20_000) return refusal(status, code, '任务不存在');
      return taskAnswer(request, { task_state: 'SUCCESS', cut_out_result: { image_url: url } });
    });
    expect((await images.run(input)).images).toEqual([{ url }]);
  });

  test.each(ways)('nor 30 s after the submit, ends the wait (%i %s)', async (status, code) => {
    const { images, clock } = talk((request) =>
      request.method === 'POST' ? acceptance(request) : refusal(status, code, '任务不存在'),
    );
    const error = await rejectionOf(images.run(input, { timeoutMs: 600_000 }));
    expect(error).toMatchObject({ code: 'api', kind: 'not-found', providerCode: code, submission: 'accepted' });
    expect(clock.elapsed()).toBeGreaterThan(30_000);
    expect(clock.elapsed()).toBeLessThan(600_000);
    expect(clock.pending).toBe(0);
  });
});
