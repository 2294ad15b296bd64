// The built Tencent packages against the fixed surface beside.
import type * as mps from '@x/mps-aigc';
import type * as tencent from '@x/tencent-cloud';
import type * as vod from '@x/vod-aigc';
import type * as fixedCore from './fixed/core.d.ts';
import type * as fixed from './fixed/tencent.d.ts';

type Reader = { readonly images: fixedCore.ImageTaskReader };
/** `true` where what was promised is taken and given; the compiler names the line where it is not. */
type Fits<Wanted, Actual> = 0 extends 1 & Actual ? 'any' : [Actual] extends [Wanted] ? true : 'something else';

export const tencentCloudSurface: {
  createTencentCloud: Fits<typeof fixed.createTencentCloud, typeof tencent.createTencentCloud>;
  signTc3: Fits<typeof fixed.signTc3, typeof tencent.signTc3>;
} = { createTencentCloud: true, signTc3: true };

export const mpsSurface: {
  settings: Fits<(settings: fixed.MpsAigcSettings) => Reader, typeof mps.createMpsAigc>;
  input: Fits<mps.MpsImageInput, fixed.MpsImageInput>;
} = { settings: true, input: true };

export const vodSurface: {
  gateway: Fits<(settings: fixed.VodGatewaySettings) => Reader, typeof vod.createVodAigcGateway>;
  gatewayInput: Fits<vod.VodGatewayImageInput, fixed.VodGatewayImageInput>;
  direct: Fits<
    (settings: fixed.VodAigcSettings) => Reader & { readonly events: fixed.VodEvents },
    typeof vod.createVodAigc
  >;
  input: Fits<vod.VodImageInput, fixed.VodImageInput>;
} = { gateway: true, gatewayInput: true, direct: true, input: true };
