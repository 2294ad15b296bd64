import type { SupportedFaults } from '../faults/fault.ts';
import type { ServiceModule } from '../service-module.ts';
import { tencentCloudService } from './tencent-cloud/tencent-cloud-service.ts';
import { tensorsLabService } from './tensorslab/tensorslab-service.ts';
import { vodAigcGatewayService } from './vod-aigc-gateway/vod-aigc-gateway-service.ts';
import { wxpayCouponImageService } from './wxpay-coupon-image/wxpay-coupon-image-service.ts';

/** The services of every sandbox. */
export const services: readonly ServiceModule[] = [
  tensorsLabService,
  tencentCloudService,
  vodAigcGatewayService,
  wxpayCouponImageService,
];

/** Where each fault makes sense, over all services. */
export const supportedFaults: SupportedFaults = Object.assign({}, ...services.map(({ faults }) => faults));
