import type { DemoService } from './demo-service.ts';
import { mpsAigc } from './mps-aigc.ts';
import { tensorslab } from './tensorslab.ts';
import { vodAigcGateway } from './vod-aigc-gateway.ts';
import { vodAigc } from './vod-aigc.ts';
import { wxpayCouponImage } from './wxpay-coupon-image.ts';

/** The services of the demo, in the order in which they run. The first one is the default of `--prompt`. */
export const services: readonly [DemoService, ...DemoService[]] = [
  tensorslab,
  mpsAigc,
  vodAigc,
  vodAigcGateway,
  wxpayCouponImage,
];
