import { seededRandom } from '../../seeded-random.ts';
import type { SandboxContext } from '../../service-module.ts';
import { chinaTime } from './china-time.ts';
import { encryptResource } from './encrypt-resource.ts';
import type { WxpayEndpoint } from './wxpay-endpoint.ts';
import { WxpayError } from './wxpay-error.ts';

/** `GET /v3/certificates`: the platform certificate, encrypted; there is one. */
export function listCertificates(sandbox: SandboxContext): WxpayEndpoint {
  const { platform, apiV3Key } = sandbox.wxpay;
  const nonces = seededRandom(sandbox.seed, 'wxpay-coupon-image', 'certificate nonces');
  return {
    perSecond: 1_000,
    async answer() {
      if (sandbox.options.wxpayKeys === 'public-key') {
        const message = '无可用的平台证书，请在商户平台-API安全申请使用微信支付公钥';
        throw new WxpayError({ status: 404, code: 'RESOURCE_NOT_EXISTS', message, number: 268_578_608 });
      }
      const encrypted = await encryptResource({
        text: platform.certificate,
        apiV3Key,
        nonce: nonces.hex(12),
        associatedData: 'certificate',
      });
      return {
        data: [
          {
            serial_no: platform.serial,
            effective_time: chinaTime(platform.notBeforeMs),
            expire_time: chinaTime(platform.notAfterMs),
            encrypt_certificate: encrypted,
          },
        ],
      };
    },
  };
}
