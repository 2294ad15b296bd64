import type { Issue } from '@x/core';
import type { WxpayCouponImageInput } from './wxpay-image-input.ts';

/**
 * Rules that the page of this service does not have: those of its siblings, and of values that it does not take yet. It may
 * widen them any day, so nothing is refused.
 */
export function warningsOf(input: WxpayCouponImageInput): readonly Issue[] {
  if (input.imageGenerationType !== 'COMBINE_IMAGE') return [];
  const { scope, usageMode, ...image } = input.combineImage;
  const { threshold = 0, discountAmount = 1 } = image.type === 'NORMAL' ? image.normalCoupon : {};
  const { percentOff = 1 } = image.type === 'DISCOUNT' ? image.discountCoupon : {};
  const rules: readonly (readonly [broken: boolean, path: string, message: string])[] = [
    [(scope as string) === 'CATEGORY', 'scope', 'is not taken at present'],
    [usageMode !== 'SINGLE', 'usageMode', 'is not taken at present'],
    [discountAmount === 0, 'normalCoupon.discountAmount', 'is refused when 0'],
    [threshold > 0 && discountAmount > threshold, 'normalCoupon.discountAmount', 'is above the threshold'],
    [percentOff < 1 || percentOff > 99, 'discountCoupon.percentOff', 'is not 1 to 99'],
  ];
  return rules.filter(([broken]) => broken).map(([, path, message]) => ({ path: `combineImage.${path}`, message }));
}
