import type { WxpayCouponImageInput } from '@x/wxpay-coupon-image';
import { UsageError } from '../options.ts';

type CombineImage = Extract<WxpayCouponImageInput, { imageGenerationType: 'COMBINE_IMAGE' }>['combineImage'];

const YUAN = String.raw`(\d+(?:\.\d{1,2})?)`;
/** `满100`; absent: no threshold. */
const THRESHOLD = `(?:满${YUAN}元?)?[,，]?`;
const AMOUNT_OFF = new RegExp(`^${THRESHOLD}(?:立?减)${YUAN}元?$`);
const PERCENT_OFF = new RegExp(String.raw`^${THRESHOLD}打?(\d(?:\.\d)?)折$`);
const EXCHANGE = new RegExp(`^${THRESHOLD}加?${YUAN}元?换购$`);

const HINT = "an offer such as '满100减10', '满50打7.5折' or '满30加9.9元换购'";

/**
 * A coupon's terms from how people write them, in yuan: `满100减10`, `7.5折`, `满30加9.9元换购`.
 *
 * @throws UsageError where it is no offer
 */
export function readOffer(text: string): CombineImage {
  const words = text.replace(/\s/g, '');
  const [, normalThreshold, amountOff] = AMOUNT_OFF.exec(words) ?? [];
  if (amountOff !== undefined) {
    const normalCoupon = { threshold: toFen(normalThreshold), discountAmount: toFen(amountOff) };
    return { scope: 'ALL', usageMode: 'SINGLE', type: 'NORMAL', normalCoupon };
  }
  const [, discountThreshold, tenths] = PERCENT_OFF.exec(words) ?? [];
  if (tenths !== undefined) {
    // 7.5折 is 75 % of the price: 25 % off.
    const discountCoupon = { threshold: toFen(discountThreshold), percentOff: 100 - Math.round(Number(tenths) * 10) };
    return { scope: 'ALL', usageMode: 'SINGLE', type: 'DISCOUNT', discountCoupon };
  }
  const [, exchangeThreshold, price] = EXCHANGE.exec(words) ?? [];
  if (price !== undefined) {
    const exchangeCoupon = { threshold: toFen(exchangeThreshold), exchangePrice: toFen(price) };
    return { scope: 'SINGLE', usageMode: 'SINGLE', type: 'EXCHANGE', exchangeCoupon };
  }
  throw new UsageError(`--prompt '${text}': WeChat Pay makes pictures of coupons and takes ${HINT}`);
}

/** Yuan as written, in fen: without the detour over fractions that binary numbers do not have. */
function toFen(yuan = '0'): number {
  return Math.round(Number(yuan) * 100);
}
