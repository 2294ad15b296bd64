import type { MpsAigcSandboxSettings } from './services/mps-aigc/mps-aigc-settings.ts';
import type { TensorsLabSandboxSettings } from './services/tensorslab/tensorslab-settings.ts';
import type { VodAigcSandboxSettings } from './services/vod-aigc/vod-aigc-settings.ts';
import type { VodAigcGatewaySandboxSettings } from './services/vod-aigc-gateway/vod-aigc-gateway-settings.ts';
import type { WxpayCouponImageSandboxSettings } from './services/wxpay-coupon-image/wxpay-coupon-image-settings.ts';

/** Settings for the client of each service, by the name of its factory. */
export interface SandboxSettings {
  /** For `createTensorsLab`. */
  readonly tensorslab: TensorsLabSandboxSettings;
  /** For `createMpsAigc`. */
  readonly mpsAigc: MpsAigcSandboxSettings;
  /** For `createVodAigc`. */
  readonly vodAigc: VodAigcSandboxSettings;
  /** For `createVodAigcGateway`. */
  readonly vodAigcGateway: VodAigcGatewaySandboxSettings;
  /** For `createWxpayCouponImage`. */
  readonly wxpayCouponImage: WxpayCouponImageSandboxSettings;
}
