import type { Clock } from './clock.ts';
import type { Fetch } from './fetch.ts';
import type { SandboxSettings } from './sandbox-settings.ts';
import { cloudAccount } from './services/tencent-cloud/tencent-cloud-keys.ts';
import { tensorsLabKey } from './services/tensorslab/tensorslab-key.ts';
import { gatewayKey } from './services/vod-aigc-gateway/gateway-key.ts';
import type { WxpayAccount } from './services/wxpay-coupon-image/wxpay-account.ts';

/** What the settings of all services have in common. */
interface SharedSettings {
  readonly baseUrl: string;
  readonly clock: Clock;
  readonly fetch?: Fetch;
}

/** The settings for the clients of one sandbox; the keys follow from the seed, but for WeChat Pay's. */
export function createSettings(seed: number, wxpay: WxpayAccount, shared: SharedSettings): SandboxSettings {
  const { permanent, subAppId, eventSignKey } = cloudAccount(seed);
  return {
    tensorslab: { apiKey: tensorsLabKey(seed), ...shared },
    mpsAigc: { ...permanent, ...shared },
    vodAigc: { ...permanent, subAppId, eventSignKey, ...shared },
    vodAigcGateway: { apiKey: gatewayKey(seed), ...shared },
    wxpayCouponImage: {
      mchId: wxpay.mchId,
      merchantSerialNumber: wxpay.merchant.serialNumber,
      privateKey: wxpay.merchant.privateKey,
      wechatpayPublicKey: { id: wxpay.publicKey.serial, key: wxpay.publicKey.pem },
      apiV3Key: wxpay.apiV3Key,
      ...shared,
    },
  };
}
