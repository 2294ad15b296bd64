import {
  anything,
  isPictureUrl,
  looseObject,
  looseText,
  optionals,
  refText,
  rule,
  text,
  trueOrFalse,
} from '@x/core/provider';
import * as v from 'valibot';

/** The input as users give it. */
export const imageInputSchema = v.strictObject({
  modelName: v.optional(refText),
  ...optionals(text, 'modelVersion', 'sceneType', 'prompt', 'negativePrompt', 'operator'),
  enhancePrompt: v.optional(trueOrFalse),
  imageInfos: v.optional(
    v.array(
      v.strictObject({
        imageUrl: rule(isPictureUrl, 'must be an http or https URL'),
        ...optionals(text, 'referenceType'),
      }),
      'must be a list',
    ),
  ),
  outputImageCount: v.optional(
    rule((value) => Number.isSafeInteger(value) && Number(value) > 0, 'must be a whole number from 1'),
  ),
  extraParameters: v.optional(
    v.strictObject({
      ...optionals(text, 'aspectRatio', 'resolution', 'outputFormat'),
      logoAdd: v.optional(rule((value) => value === 0 || value === 1, 'must be 0 or 1')),
    }),
  ),
  additionalParameters: v.optional(
    rule(
      (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
      'must be an object; it is written as JSON here',
    ),
  ),
  storeCosParam: v.optional(
    v.strictObject({ cosBucketName: text, cosBucketRegion: text, ...optionals(text, 'cosBucketPath') }),
  ),
});

/** The `Response` to a submit. */
export const submitAnswerSchema = /* @__PURE__ */ looseObject({ TaskId: looseText });

/** The `Response` to a query. `ImageUrls` is absent, null or empty as long as there is none. */
export const queryAnswerSchema = /* @__PURE__ */ looseObject({
  Status: looseText,
  Message: looseText,
  ImageUrls: anything,
});
