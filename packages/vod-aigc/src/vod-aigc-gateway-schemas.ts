import { anything, looseObject, looseText, optionals, text } from '@x/core/provider';
import * as v from 'valibot';
import { anyText, oneOf, sharedEntries, sharedOutputEntries, urlOrEmpty } from './input-rules.ts';

/** The input as users give it. */
export const gatewayInputSchema = /* @__PURE__ */ (() =>
  v.strictObject({
    ...sharedEntries,
    prompt: text,
    outputConfig: v.optional(v.strictObject(sharedOutputEntries)),
  }))();

/** One reference picture. */
export const gatewayFileSchema = /* @__PURE__ */ (() =>
  v.strictObject({
    type: v.optional(oneOf('File', 'Url')),
    ...optionals(anyText, 'fileId', 'text'),
    url: v.optional(urlOrEmpty),
  }))();

/**
 * Everything that an answer may say beside a task: the id of a new one, wherever relays put it, and errors, flat as the
 * task routes' or the service's own passed through. Nested errors and what is in `data` have parts of the same form.
 */
export const answerSchema = /* @__PURE__ */ looseObject({
  Response: /* @__PURE__ */ looseObject({
    TaskId: looseText,
    Error: /* @__PURE__ */ looseObject({ Code: looseText, Message: looseText }),
    RequestId: looseText,
  }),
  task_id: looseText,
  id: looseText,
  data: anything,
  error: anything,
  code: looseText,
  type: looseText,
  message: looseText,
});

/** What is read of an answer. */
export type GatewayAnswer = NonNullable<ReturnType<typeof answerSchema>>;
