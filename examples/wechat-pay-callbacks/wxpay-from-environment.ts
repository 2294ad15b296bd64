import { createWxpayCouponImage, type WxpayCouponImageClient } from '@x/wxpay-coupon-image';

/** What is missing or wrong is a `ConfigurationError` that names the setting, and never shows its value. */
export function wxpayFromEnvironment(): WxpayCouponImageClient {
  const { env } = process;
  return createWxpayCouponImage({
    mchId: env['WXPAY_MCH_ID'] ?? '',
    merchantSerialNumber: env['WXPAY_MERCHANT_SERIAL'] ?? '',
    privateKey: env['WXPAY_PRIVATE_KEY'] ?? '', // apiclient_key.pem
    wechatpayPublicKey: { id: env['WXPAY_PUBLIC_KEY_ID'] ?? '', key: env['WXPAY_PUBLIC_KEY'] ?? '' }, // pub_key.pem
    apiV3Key: env['WXPAY_API_V3_KEY'] ?? '', // callbacks are encrypted with it
    baseUrl: env['WXPAY_BASE_URL'], // unset: WeChat Pay itself; the sandbox prints its own
    // The service is told no more than 401 or 500. Why, only this tells: it has no secret and no body in it.
    onEvent(event) {
      if (event.type !== 'callback' || event.outcome === 'delivered' || event.outcome === 'duplicate') return;
      console.warn('WeChat Pay callback', event.outcome, event.id, event.error, event.message);
    },
  });
}
