import type { WxpayCouponImageInput } from '@x/wxpay-coupon-image';

export const couponInput: WxpayCouponImageInput = {
  brandId: '120344',
  imageGenerationType: 'COMBINE_IMAGE',
  combineImage: {
    scope: 'ALL',
    type: 'NORMAL',
    usageMode: 'SINGLE',
    normalCoupon: { threshold: 10_000, discountAmount: 100 },
  },
};
