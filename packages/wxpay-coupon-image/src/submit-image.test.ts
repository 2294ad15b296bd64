import { describe, expect, test } from 'vitest';
import type { WxpayCouponImageInput } from './index.ts';
import { example } from './testing/example.ts';
import { rejectionOf, talk } from './testing/talk.ts';
import { acceptance, refusal, signedAnswer, taskAnswer } from './testing/wire.ts';

const cutOut = {
  brandId: '120344',
  imageGenerationType: 'CUT_OUT',
  cutOut: { imageUrl: 'https://wxpaylogo.qpic.cn/wxpaylogo/example.jpg' },
} as const;
const combine = (combineImage: object): WxpayCouponImageInput =>
  ({
    brandId: '120344',
    taskId: 'image_generation_task_1',
    imageGenerationType: 'COMBINE_IMAGE',
    combineImage,
  }) as never;
const normal = {
  usageMode: 'SINGLE',
  scope: 'ALL',
  type: 'NORMAL',
  normalCoupon: { threshold: 10_000, discountAmount: 1 },
} as const;
const discount = {
  usageMode: 'SINGLE',
  scope: 'ALL',
  type: 'DISCOUNT',
  discountCoupon: { threshold: 0, percentOff: 30 },
} as const;
const exchange = {
  usageMode: 'SINGLE',
  scope: 'SINGLE',
  type: 'EXCHANGE',
  exchangeCoupon: { threshold: 10_000, exchangePrice: 0 },
} as const;

describe('a submit', () => {
  test.each<[string, WxpayCouponImageInput]>([
    ['combine-normal', combine({ ...normal, backgroundColor: '#ff5733' })],
    ['combine-discount', combine(discount)],
    ['combine-exchange', combine(exchange)],
    ['cut-out', { ...cutOut, taskId: 'cutout-0001' }],
  ])('sends what the documentation shows: %s', async (name, input) => {
    const { images, requests } = talk((request) => acceptance(request));
    const { ref } = await images.submit(input);
    expect(requests[0]?.url).toBe(
      'https://api.mch.weixin.qq.com/v3/marketing/partner/product-coupon/image-generation-tasks',
    );
    expect(await requests[0]?.json()).toEqual(example(`request-submit-${name}`));
    const { brandId, imageGenerationType } = input;
    expect(ref).toMatchObject({ id: input.taskId, params: { mchId: '1900000001', brandId, imageGenerationType } });
  });

  test('makes an id of 32 letters and digits, another one each time, and tells it before anything is sent', async () => {
    const { images, requests } = talk((request) => acceptance(request));
    const told: unknown[] = [];
    const onBeforeSend = ({ ref }: { readonly ref?: unknown }): void => void told.push([ref, requests.length]);
    const [one, other] = [await images.submit(cutOut, { onBeforeSend }), await images.submit(cutOut)];
    expect(told).toEqual([[one.ref, 0]]);
    expect([one.ref.id, other.ref.id]).toEqual([
      expect.stringMatching(/^[\dA-Za-z]{32}$/),
      expect.stringMatching(/^[\dA-Za-z]{32}$/),
    ]);
    expect(one.ref.id).not.toBe(other.ref.id);
  });

  test.each<[string, unknown, string, string?]>([
    ['NORMAL without its coupon', combine({ ...normal, normalCoupon: undefined }), 'combineImage.normalCoupon'],
    [
      'NORMAL with another coupon beside',
      combine({ ...normal, discountCoupon: discount.discountCoupon }),
      'combineImage.discountCoupon',
      'type DISCOUNT',
    ],
    ['EXCHANGE for everything', combine({ ...exchange, scope: 'ALL' }), 'combineImage.scope', 'SINGLE'],
    ['both objects at once', { ...combine(normal), cutOut: cutOut.cutOut }, 'cutOut', 'CUT_OUT only'],
    [
      'both objects at once, the other way round',
      { ...cutOut, combineImage: normal },
      'combineImage',
      'COMBINE_IMAGE only',
    ],
    ['a colour by name', combine({ ...normal, backgroundColor: 'red' }), 'combineImage.backgroundColor', '#ff5733'],
    ['a colour of three digits', combine({ ...normal, backgroundColor: '#f53' }), 'combineImage.backgroundColor'],
    [
      'a fraction of a fen',
      combine({ ...normal, normalCoupon: { threshold: 0.5, discountAmount: 1 } }),
      'combineImage.normalCoupon.threshold',
      'whole number',
    ],
    [
      'a negative amount',
      combine({ ...normal, normalCoupon: { threshold: 0, discountAmount: -1 } }),
      'combineImage.normalCoupon.discountAmount',
    ],
    [
      'an amount in words',
      combine({ ...normal, normalCoupon: { threshold: '0', discountAmount: 1 } }),
      'combineImage.normalCoupon.threshold',
    ],
    [
      'a picture from elsewhere',
      { ...cutOut, cutOut: { imageUrl: 'https://wxpaylogo.qpic.cn.evil.example/a.png' } },
      'cutOut.imageUrl',
      'https://wxpaylogo.qpic.cn',
    ],
    ...[
      ' https://wxpaylogo.qpic.cn/a.jpg',
      'https:\\\\wxpaylogo.qpic.cn\\a.jpg',
      'https://u:p@wxpaylogo.qpic.cn/a.jpg',
    ].map((imageUrl): [string, unknown, string] => [
      'a picture written oddly',
      { ...cutOut, cutOut: { imageUrl } },
      'cutOut.imageUrl',
    ]),
    ['a picture over http', { ...cutOut, cutOut: { imageUrl: 'http://wxpaylogo.qpic.cn/a.png' } }, 'cutOut.imageUrl'],
    ['an unknown field', combine({ ...normal, colour: '#ff5733' }), 'combineImage.colour'],
    ['an unknown type', { brandId: '1', imageGenerationType: 'PAINT' }, 'imageGenerationType'],
    ['an unknown coupon', combine({ ...normal, type: 'FREE' }), 'combineImage.type'],
    ['an id with a blank', { ...cutOut, taskId: 'my task' }, 'taskId'],
    ['an id of 41 characters', { ...cutOut, taskId: 'x'.repeat(41) }, 'taskId'],
    ['no brand', { ...cutOut, brandId: '' }, 'brandId'],
  ])('refuses %s, by name, before anything is sent', async (_, input, path, words = '') => {
    const { images, requests } = talk((request) => acceptance(request));
    const error = await rejectionOf(images.submit(input as WxpayCouponImageInput));
    expect(error).toMatchObject({ code: 'input', submission: 'none' });
    const { issues } = error as { readonly issues: readonly { readonly path: string; readonly message: string }[] };
    expect(issues.find((issue) => issue.path === path)?.message).toContain(words);
    expect(requests).toHaveLength(0);
  });

  test.each<[string, object, string]>([
    [
      '0 fen off',
      { ...normal, normalCoupon: { threshold: 0, discountAmount: 0 } },
      'combineImage.normalCoupon.discountAmount',
    ],
    [
      'more off than is paid',
      { ...normal, normalCoupon: { threshold: 100, discountAmount: 101 } },
      'combineImage.normalCoupon.discountAmount',
    ],
    [
      '100 percent off',
      { ...discount, discountCoupon: { threshold: 0, percentOff: 100 } },
      'combineImage.discountCoupon.percentOff',
    ],
    [
      '0 percent off',
      { ...discount, discountCoupon: { threshold: 0, percentOff: 0 } },
      'combineImage.discountCoupon.percentOff',
    ],
    ['a mode of the future', { ...normal, usageMode: 'PROGRESSIVE_BUNDLE' }, 'combineImage.usageMode'],
    ['a scope of the future', { ...normal, scope: 'CATEGORY' }, 'combineImage.scope'],
  ])('warns of %s, and sends it', async (_, combineImage, path) => {
    const { images, told, requests } = talk((request) => acceptance(request));
    await images.submit(combine(combineImage), { context: 'order 1' });
    // Of the call that it is about.
    const { callId } = told.find(({ type }) => type === 'submitted') ?? {};
    expect(told.filter(({ type }) => type === 'warning')).toMatchObject([
      { path, message: expect.any(String) as string, callId, context: 'order 1' },
    ]);
    expect(requests).toHaveLength(1);
  });
});

describe('a submit whose answer is lost', () => {
  const reset = (): Promise<never> =>
    Promise.reject(new TypeError('fetch failed', { cause: Object.assign(new Error('reset'), { code: 'ECONNRESET' }) }));
  const settings = { retry: { limit: 3 } };

  test('is looked for under its id, and not sent again where the service knows it', async () => {
    const { images, pathsAsked } = talk(
      (request, index) => (index === 0 ? reset() : taskAnswer(request, { task_state: 'PROCESSING' })),
      settings,
    );
    const { ref } = await images.submit({ ...cutOut, taskId: 'cutout-0001' });
    expect(ref.id).toBe('cutout-0001');
    expect(pathsAsked()).toEqual([
      'POST product-coupon/image-generation-tasks',
      'GET image-generation-tasks/cutout-0001',
    ]);
  });

  test.each([
    ['400 INVALID_REQUEST', () => refusal(400, 'INVALID_REQUEST')],
    ['404 NOT_FOUND', () => refusal(404, 'NOT_FOUND')],
    ['404 RESOURCE_NOT_EXISTS', () => refusal(404, 'RESOURCE_NOT_EXISTS')],
  ])('is sent again, the same to the byte, where the service does not (%s)', async (_, absent) => {
    const { images, requests } = talk(
      (request, index) => [reset, absent, () => acceptance(request)][index]?.() ?? refusal(500, 'SYSTEM_ERROR'),
      settings,
    );
    const { ref } = await images.submit(cutOut);
    expect(requests.map(({ method }) => method)).toEqual(['POST', 'GET', 'POST']);
    expect(await requests[2]?.text()).toBe(await requests[0]?.text());
    expect(requests[2]?.headers.get('authorization')).not.toBe(requests[0]?.headers.get('authorization'));
    expect(requests[2]?.url).toBe(requests[0]?.url);
    expect(ref.id).toMatch(/^[\dA-Za-z]{32}$/);
  });

  test('is looked for once more when the repeat is refused', async () => {
    const answers = [reset, () => refusal(400, 'INVALID_REQUEST'), () => refusal(400, 'ALREADY_EXISTS')];
    const { images, requests } = talk(
      (request, index) => answers[index]?.() ?? taskAnswer(request, { task_state: 'SUCCESS' }),
      settings,
    );
    await images.submit(cutOut);
    expect(requests.map(({ method }) => method)).toEqual(['POST', 'GET', 'POST', 'GET']);
  });

  test('is never sent again blindly: while nobody can say whether it is known, it is unknown', async () => {
    const { images, requests } = talk((_, index) => (index === 0 ? reset() : refusal(500, 'SYSTEM_ERROR')), settings);
    const error = await rejectionOf(images.submit({ ...cutOut, taskId: 'cutout-0001' }));
    expect(error).toMatchObject({ code: 'submission-unknown', lookup: { taskId: 'cutout-0001', brandId: '120344' } });
    expect(requests.filter(({ method }) => method === 'POST')).toHaveLength(1);
  });

  test.each([
    ['a probe', (request: Request) => acceptance(request, { flaw: 'probe' })],
    ['a wrong signature', (request: Request) => acceptance(request, { flaw: 'wrong' })],
    ['no signature', (request: Request) => acceptance(request).then((answer) => new Response(answer.body))],
    ['another task', (request: Request) => signedAnswer(request, { task_id: 'somebody-elses', brand_id: '120344' })],
    [
      'another brand',
      async (request: Request) =>
        signedAnswer(request, { task_id: ((await request.json()) as { task_id: string }).task_id, brand_id: '1' }),
    ],
    ['500', () => refusal(500, 'SYSTEM_ERROR')],
  ])('by %s may have been executed: the answer is thrown away, the task looked for', async (_, answer) => {
    const { images, requests } = talk(
      (request, index) => (index === 0 ? answer(request) : taskAnswer(request, { task_state: 'PROCESSING' })),
      settings,
    );
    const { ref } = await images.submit(cutOut);
    expect(requests.map(({ method }) => method)).toEqual(['POST', 'GET']);
    expect(new URL(requests[1]?.url ?? '').pathname).toContain(ref.id);
  });
});
