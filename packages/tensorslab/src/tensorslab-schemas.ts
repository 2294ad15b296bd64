import {
  anything,
  isPictureUrl,
  looseNumber,
  looseObject,
  looseText,
  optionals,
  rule,
  text,
  trueOrFalse,
} from '@x/core/provider';
import * as v from 'valibot';

const picture = rule(
  (value) => (value instanceof Blob && value.size > 0) || (value instanceof Uint8Array && value.byteLength > 0),
  'must be a Blob or a Uint8Array, not empty',
);

/** The name of a model: it becomes a part of the path, and of refs, which hold no longer texts. */
export const modelName = rule(
  (value) => typeof value === 'string' && /^[a-z\d][\w.-]{0,511}$/i.test(value),
  'must be 1 to 512 letters, digits, dots, dashes, underscores',
);

/** The input as users give it, as far as all models agree; what each takes is in `tensorslab-models`. */
export const imageInputSchema = v.strictObject({
  model: modelName,
  prompt: text,
  ...optionals(text, 'resolution', 'category'),
  batchSize: v.optional(
    rule(
      (value) => Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 15,
      'must be a whole number from 1 to 15',
    ),
  ),
  seed: v.optional(rule(Number.isSafeInteger, 'must be a whole number')),
  ...optionals(trueOrFalse, 'promptExtend'),
  sourceImages: v.optional(v.array(picture)),
  imageUrl: v.optional(
    rule((value) => isPictureUrl(value instanceof URL ? value.href : value), 'must be an http or https URL'),
  ),
});

/** Answer to a submit: `{ code: 1000, msg, data: { taskid } }`. */
export const submitAnswerSchema = /* @__PURE__ */ looseObject({
  code: looseNumber,
  msg: looseText,
  data: /* @__PURE__ */ looseObject({ taskid: looseText }),
});

/** Answer to a query: `{ code: 1000, msg, data: ImageInfoData }`; only what is read. */
export const queryAnswerSchema = /* @__PURE__ */ looseObject({
  code: looseNumber,
  msg: looseText,
  data: /* @__PURE__ */ looseObject({
    image_status: looseText,
    url: anything,
    width: looseNumber,
    height: looseNumber,
    error_message: looseText,
  }),
});
