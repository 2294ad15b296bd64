import { anything, looseObject, looseText, refText, rule, text } from '@x/core/provider';
import * as v from 'valibot';

/** What `images.submit` takes. */
// TODO: the service's own names in camelCase, each with unit, default, limits, models and the page that says so.
export interface NewProviderImageInput {
  /** The model's name. */
  model: string;
  /** What to draw. Required; no documented limit of length. */
  prompt: string;
  /** A whole number: the same seed gives the same picture. */
  seed?: number | undefined;
}

/** The input as users give it: strict, so that a typing error is found before anything is paid for. */
export const imageInputSchema = v.strictObject({
  // It becomes a part of refs.
  model: refText,
  prompt: text,
  seed: v.optional(rule(Number.isSafeInteger, 'must be a whole number')),
});

// TODO: below, the service's answers: only what is read, leniently.

const errorSchema = /* @__PURE__ */ looseObject({ code: looseText, message: looseText });

/** The answer to a submit. */
export const submitAnswerSchema = /* @__PURE__ */ looseObject({ id: looseText, error: errorSchema });

/** The answer to a query. */
export const queryAnswerSchema = /* @__PURE__ */ looseObject({ status: looseText, urls: anything, error: errorSchema });
