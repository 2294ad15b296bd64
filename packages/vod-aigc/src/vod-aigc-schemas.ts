import { looseObject, looseText, optionals, rule, text } from '@x/core/provider';
import * as v from 'valibot';
import {
  anyText,
  oneOf,
  onOff,
  sharedEntries,
  sharedOutputEntries,
  textUpTo,
  urlOrEmpty,
  wholeNumber,
  wholeNumberFrom,
} from './input-rules.ts';

/** The input as users give it. */
export const imageInputSchema = /* @__PURE__ */ (() =>
  v.strictObject({
    ...sharedEntries,
    ...optionals(text, 'prompt', 'inputRegion', 'sceneType'),
    seed: v.optional(wholeNumber),
    outputConfig: v.optional(
      v.strictObject({
        ...sharedOutputEntries,
        mediaName: v.optional(textUpTo(64)),
        classId: v.optional(wholeNumber),
        outputImageCount: v.optional(wholeNumberFrom(1, 9)),
        ...optionals(text, 'expireTime', 'outputFormat'),
        logoAdd: v.optional(onOff),
      }),
    ),
  }))();

/** One reference picture. */
export const fileSchema = /* @__PURE__ */ (() =>
  v.strictObject({
    type: v.optional(oneOf('File', 'Url', 'Base64')),
    ...optionals(anyText, 'fileId', 'text'),
    url: v.optional(urlOrEmpty),
    base64: v.optional(
      rule((value) => typeof value === 'string' && !value.startsWith('data:'), 'must be Base64 without data:'),
    ),
    referenceType: v.optional(text),
  }))();

/** A task: in the answer to a submit, and in `DescribeTasks`. */
export const listedTaskSchema = /* @__PURE__ */ looseObject({
  TaskId: looseText,
  TaskType: looseText,
  SessionId: looseText,
  CreateTime: looseText,
});

/** A stored file, in `DescribeMediaInfos`: where it can be fetched. */
export const mediaSchema = /* @__PURE__ */ looseObject({
  FileId: looseText,
  BasicInfo: /* @__PURE__ */ looseObject({ MediaUrl: looseText, ExpireTime: looseText }),
});
