import { describeConformance } from '@x/conformance';
import { createWxpayCouponImage, type WxpayCouponImageInput } from './index.ts';
import { pemOf } from './testing/vectors.ts';
import { refusal, taskAnswer } from './testing/wire.ts';

const input: WxpayCouponImageInput = {
  brandId: '120344',
  imageGenerationType: 'COMBINE_IMAGE',
  combineImage: {
    usageMode: 'SINGLE',
    scope: 'ALL',
    type: 'NORMAL',
    normalCoupon: { threshold: 10_000, discountAmount: 1_000 },
  },
};
const { combineImage } = input;

describeConformance({
  provider: 'wxpay-coupon-image',
  service: 'wxpay-coupon-image',
  create: (sandbox, options) =>
    createWxpayCouponImage({
      ...sandbox.settings.wxpayCouponImage,
      // What signs the kit's own answers, beside what signs the sandbox's.
      platformCertificates: [pemOf('platformCertificate')],
      ...options,
    }),
  input,
  badInputs: [
    { rule: 'a field that nobody knows', input: { ...input, brand: '1' }, path: 'brand' },
    { rule: 'a number for a brand', input: { ...input, brandId: 120344 }, path: 'brandId' },
    { rule: 'an id that is too short', input: { ...input, taskId: 'short' }, path: 'taskId' },
    {
      rule: 'NORMAL without its coupon',
      input: { ...input, combineImage: { ...combineImage, normalCoupon: undefined } },
      path: 'combineImage.normalCoupon',
    },
    { rule: 'nothing', input: undefined, path: '' },
  ],
  secrets: ({ settings: { wxpayCouponImage: settings } }) => [settings.privateKey, settings.apiV3Key],
  repeatable: true,
  limits: { submitPerSecond: 10, queryPerSecond: 20 },
  operationOf: ({ method }) => (method === 'POST' ? 'submit' : 'query'),
  wire: {
    running: (request) => taskAnswer(request, { task_state: 'PROCESSING' }),
    unknownStatus: (request) => taskAnswer(request, { task_state: 'ARCHIVED' }),
    succeeded: (request, image_url) =>
      taskAnswer(request, { task_state: 'SUCCESS', combine_image_result: { image_url } }),
    doneWithoutPicture: (request) => taskAnswer(request, { task_state: 'SUCCESS' }),
    // The service gives no reason; one would be shown.
    failed: (request, message) => taskAnswer(request, { task_state: 'FAIL', message }),
    notFound: () => refusal(404, 'NOT_FOUND'),
    refused: (_request, message) => refusal(400, 'PARAM_ERROR', message),
    wrongKey: () => refusal(401, 'SIGN_ERROR'),
    rateLimited: () => refusal(429, 'RATELIMIT_EXCEEDED'),
  },
});
