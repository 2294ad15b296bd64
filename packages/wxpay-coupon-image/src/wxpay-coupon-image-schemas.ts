import { looseObject, looseText, rule, wholeNumber } from '@x/core/provider';
import * as v from 'valibot';

/** Text of a form. */
export const matching = (form: RegExp, words: string): v.GenericSchema<unknown, string> =>
  rule<string>((value) => typeof value === 'string' && form.test(value), words);

const oneOf = (...values: readonly string[]): v.GenericSchema<unknown, string> =>
  rule<string>((value) => values.includes(value as string), `must be ${values.join(' or ')}`);

/** A member of another variant. */
const onlyWith = (words: string): v.GenericSchema => v.optional(rule(() => false, `is given with ${words} only`));

export const brandIdSchema = /* @__PURE__ */ matching(/^[\x21-\x7e]{1,40}$/, 'must be text of 1 to 40 characters');
export const taskIdSchema = /* @__PURE__ */ matching(/^[\w-]{6,40}$/, 'must be 6 to 40 letters, digits, _ and -');
export const typeSchema = /* @__PURE__ */ oneOf('COMBINE_IMAGE', 'CUT_OUT');

/** Amounts are whole fen, and percent are whole. */
const COUPONS = {
  NORMAL: ['normalCoupon', { threshold: wholeNumber, discountAmount: wholeNumber }],
  DISCOUNT: ['discountCoupon', { threshold: wholeNumber, percentOff: wholeNumber }],
  EXCHANGE: ['exchangeCoupon', { threshold: wholeNumber, exchangePrice: wholeNumber }],
} as const;

/** The rules for this input: which members belong to it depends on its types. */
export function inputSchemaFor(input: unknown): v.GenericSchema {
  const { imageGenerationType, combineImage } = Object(input) as Readonly<Record<string, unknown>>;
  return v.strictObject({
    brandId: brandIdSchema,
    taskId: v.optional(taskIdSchema),
    imageGenerationType: typeSchema,
    combineImage: imageGenerationType === 'CUT_OUT' ? onlyWith('COMBINE_IMAGE') : combineSchemaFor(combineImage),
    cutOut: imageGenerationType === 'CUT_OUT' ? cutOutSchema() : onlyWith('CUT_OUT'),
  });
}

/** The pages know scopes and modes that the service does not take yet: those are warnings (`warningsOf`). */
function combineSchemaFor(combineImage: unknown): v.GenericSchema {
  const { type } = Object(combineImage) as Readonly<Record<string, unknown>>;
  const coupons = Object.entries(COUPONS).map(([name, [member, entries]]) => [
    member,
    name === type ? v.strictObject(entries) : onlyWith(`type ${name}`),
  ]);
  return v.strictObject({
    scope:
      type === 'EXCHANGE' ? matching(/^SINGLE$/, 'must be SINGLE with EXCHANGE') : oneOf('ALL', 'SINGLE', 'CATEGORY'),
    type: oneOf(...Object.keys(COUPONS)),
    usageMode: oneOf('SINGLE', 'PROGRESSIVE_BUNDLE'),
    backgroundColor: v.optional(matching(/^#[\dA-F]{6}$/i, 'must be a colour such as #ff5733')),
    ...(Object.fromEntries(coupons) as v.ObjectEntries),
  });
}

function cutOutSchema(): v.GenericSchema {
  // As it is written: the service looks at the text, and so must we.
  const stored = matching(
    /^https:\/\/wxpaylogo\.qpic\.cn\/[\x21-\x7e]+$/,
    'must be under https://wxpaylogo.qpic.cn/: use uploadImage',
  );
  return v.strictObject({ imageUrl: stored });
}

const resultSchema = /* @__PURE__ */ looseObject({ image_url: looseText });

/** A task: in the answer to a query, and in a callback. `message` is no documented member of it. */
export const taskSchema = /* @__PURE__ */ looseObject({
  task_id: looseText,
  brand_id: looseText,
  image_generation_type: looseText,
  task_state: looseText,
  message: looseText,
  combine_image_result: resultSchema,
  cut_out_result: resultSchema,
});
