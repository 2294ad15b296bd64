/** What a consumer's program needs to know of a provider's package. */
export interface Provider {
  readonly name: string;
  readonly factory: string;
  /** Its member of the sandbox's `settings`. */
  readonly settings: string;
  readonly input: object;
  /** All that comes with it, and nothing else. */
  readonly brings: readonly string[];
}

const coreAlone = ['@x/core', 'ky', 'valibot'];
const tencent = ['@x/core', '@x/tencent-cloud', 'ky', 'valibot'];

export const tensorslab: Provider = {
  name: '@x/tensorslab',
  factory: 'createTensorsLab',
  settings: 'tensorslab',
  input: { model: 'zimage', prompt: 'cat' },
  brings: coreAlone,
};

export const mpsAigc: Provider = {
  name: '@x/mps-aigc',
  factory: 'createMpsAigc',
  settings: 'mpsAigc',
  input: { prompt: 'cat' },
  brings: tencent,
};

export const providers: readonly Provider[] = [
  tensorslab,
  mpsAigc,
  {
    name: '@x/vod-aigc',
    factory: 'createVodAigc',
    settings: 'vodAigc',
    input: { modelName: 'GEM', modelVersion: '2.5', prompt: 'cat' },
    brings: tencent,
  },
  {
    name: '@x/wxpay-coupon-image',
    factory: 'createWxpayCouponImage',
    settings: 'wxpayCouponImage',
    input: {
      brandId: '120344',
      imageGenerationType: 'COMBINE_IMAGE',
      combineImage: {
        scope: 'ALL',
        type: 'NORMAL',
        usageMode: 'SINGLE',
        normalCoupon: { threshold: 10_000, discountAmount: 100 },
      },
    },
    brings: coreAlone,
  },
];

const body = ({ factory, settings, input }: Provider) => `
  const { ${settings} } = JSON.parse(process.env.SETTINGS);
  const client = ${factory}(${settings});
  const { images } = await client.images.run(${JSON.stringify(input)}, { maxIntervalMs: 1_000 });
  const { mediaType } = await downloadImage(images[0], { allowPrivateHosts: true });
  if (mediaType !== 'image/png') throw new Error(mediaType);
  console.log('pictures are here');`;

/** A user's program as an ECMAScript module. */
export const moduleProgram = (provider: Provider) => `
import { ${provider.factory}, downloadImage } from '${provider.name}';
${body(provider)}
`;

/** The same with `require()`. */
export const commonJsProgram = (provider: Provider) => `
const { ${provider.factory}, downloadImage } = require('${provider.name}');
(async () => {${body(provider)}
})().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
`;
