/** The id in refs, errors and events. */
export const PROVIDER = 'wxpay-coupon-image';
