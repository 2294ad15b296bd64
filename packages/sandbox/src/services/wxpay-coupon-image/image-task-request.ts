import { amountIn, type BodyObject, objectIn, readBody, textIn, wordIn } from './body-members.ts';

/** [V] What a task's number may be made of. */
export const taskIdForm = /^[0-9A-Za-z_-]{6,40}$/u;
export const imageGenerationTypes = ['COMBINE_IMAGE', 'CUT_OUT'] as const;

/** What the coupon is good for; amounts in fen. */
export type CouponTerms =
  | { readonly type: 'NORMAL'; readonly threshold: number; readonly discountAmount: number }
  | { readonly type: 'DISCOUNT'; readonly threshold: number; readonly percentOff: number }
  | { readonly type: 'EXCHANGE'; readonly threshold: number; readonly exchangePrice: number };

/** A submit whose parameters are there and of the right form. Whether they go together is another matter. */
export type ImageTaskRequest = {
  readonly brandId: string;
  readonly taskId: string;
  /** All of it, as it came. */
  readonly body: BodyObject;
} & (
  | {
      readonly type: 'COMBINE_IMAGE';
      readonly scope: 'ALL' | 'SINGLE';
      readonly usageMode: 'SINGLE' | 'PROGRESSIVE_BUNDLE';
      readonly terms: CouponTerms;
      readonly backgroundColor: string | undefined;
    }
  | { readonly type: 'CUT_OUT'; readonly imageUrl: string }
);

/** @throws WxpayError `PARAM_ERROR` for the first parameter that is missing or of the wrong form */
export function readImageTaskRequest(bytes: Uint8Array): ImageTaskRequest {
  const body = readBody(bytes);
  const common = {
    brandId: textIn(body, 'brand_id', /^.{1,40}$/u),
    taskId: textIn(body, 'task_id', taskIdForm),
    body,
  };
  const type = wordIn(body, 'image_generation_type', imageGenerationTypes);
  if (type === 'CUT_OUT') return { ...common, type, imageUrl: textIn(objectIn(body, 'cut_out'), 'image_url') };
  const combination = objectIn(body, 'combine_image');
  return {
    ...common,
    type,
    scope: wordIn(combination, 'scope', ['ALL', 'SINGLE']),
    terms: readTerms(combination),
    usageMode: wordIn(combination, 'usage_mode', ['SINGLE', 'PROGRESSIVE_BUNDLE']),
    backgroundColor:
      combination.members['background_color'] === undefined
        ? undefined
        : textIn(combination, 'background_color', /^#[0-9A-Fa-f]{6}$/u),
  };
}

function readTerms(combination: BodyObject): CouponTerms {
  const type = wordIn(combination, 'type', ['NORMAL', 'DISCOUNT', 'EXCHANGE']);
  const coupon = objectIn(combination, couponObjects[type]);
  const threshold = amountIn(coupon, 'threshold');
  switch (type) {
    case 'NORMAL':
      return { type, threshold, discountAmount: amountIn(coupon, 'discount_amount') };
    case 'DISCOUNT':
      return { type, threshold, percentOff: amountIn(coupon, 'percent_off') };
    case 'EXCHANGE':
      return { type, threshold, exchangePrice: amountIn(coupon, 'exchange_price') };
  }
}

/** The object that belongs to each type of coupon. */
export const couponObjects = {
  NORMAL: 'normal_coupon',
  DISCOUNT: 'discount_coupon',
  EXCHANGE: 'exchange_coupon',
} as const;
