import { couponObjects, type CouponTerms, type ImageTaskRequest } from './image-task-request.ts';
import { businessError, type ErrorDetail } from './wxpay-error.ts';

/**
 * Checks that the parameters of a submit go together.
 *
 * [V] Exactly the objects of the type; `EXCHANGE` for single items only; one use at a time; pictures from the service's
 * own store. [I] That the rules which the same terms have in a coupon's creation hold here too: nothing off is no
 * coupon, 1 to 99 percent, no more off than has to be paid.
 *
 * @throws WxpayError `INVALID_REQUEST`
 */
export function checkBusinessRules(request: ImageTaskRequest): void {
  const { members } = request.body;
  if (request.type === 'CUT_OUT') {
    if (members['combine_image'] !== undefined) throw broken('/combine_image', 'not for CUT_OUT');
    if (!request.imageUrl.startsWith('https://wxpaylogo.qpic.cn/')) {
      throw broken('/cut_out/image_url', 'not on https://wxpaylogo.qpic.cn', request.imageUrl);
    }
    return;
  }
  if (members['cut_out'] !== undefined) throw broken('/cut_out', 'not for COMBINE_IMAGE');
  const { terms, scope, usageMode } = request;
  const combination = members['combine_image'] as Readonly<Record<string, unknown>>;
  for (const [type, name] of Object.entries(couponObjects)) {
    if (type !== terms.type && combination[name] !== undefined) {
      throw broken(`/combine_image/${name}`, `not for ${terms.type}`);
    }
  }
  if (usageMode !== 'SINGLE') throw broken('/combine_image/usage_mode', 'only SINGLE is supported', usageMode);
  if (terms.type === 'EXCHANGE' && scope !== 'SINGLE') {
    throw broken('/combine_image/scope', 'EXCHANGE needs SINGLE', scope);
  }
  checkTerms(terms);
}

function checkTerms(terms: CouponTerms): void {
  if (terms.type === 'NORMAL') {
    const { threshold, discountAmount } = terms;
    if (discountAmount === 0 || (threshold > 0 && discountAmount > threshold)) {
      const issue = 'from 1 to threshold, where that is not 0';
      throw broken('/combine_image/normal_coupon/discount_amount', issue, discountAmount);
    }
  }
  if (terms.type === 'DISCOUNT' && (terms.percentOff < 1 || terms.percentOff > 99)) {
    throw broken('/combine_image/discount_coupon/percent_off', 'from 1 to 99', terms.percentOff);
  }
}

function broken(field: ErrorDetail['field'], issue: string, value: string | number = ''): Error {
  return businessError({ field, value: String(value), issue, location: 'body' });
}
