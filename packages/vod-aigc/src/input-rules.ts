import { isPictureUrl, optionals, parseInput, refText, rule, text } from '@x/core/provider';
import * as v from 'valibot';
import { isExtInfo } from './ext-info.ts';

/*
 * Rules that the inputs of both clients share. Only what the service's pages fix is checked: names of models, sizes and
 * ratios change from month to month.
 */

/** Text that may be empty. */
export const anyText = rule((value) => typeof value === 'string', 'must be text');

/** Text of at most so many characters, or empty. */
export function textUpTo(limit: number): v.GenericSchema {
  return rule(
    (value) => typeof value === 'string' && Array.from(value).length <= limit,
    `must be text of at most ${limit} characters`,
  );
}

export function oneOf(...values: readonly string[]): v.GenericSchema {
  return rule((value) => values.includes(value as string), `must be ${values.join(' or ')}`);
}

export function wholeNumberFrom(minimum: number, maximum: number): v.GenericSchema {
  return rule(
    (value) => Number.isInteger(value) && Number(value) >= minimum && Number(value) <= maximum,
    `must be a whole number from ${minimum} to ${maximum}`,
  );
}

/** A whole number, also below 0. */
export const wholeNumber = rule(Number.isSafeInteger, 'must be a whole number');

export const onOff = /* @__PURE__ */ oneOf('Enabled', 'Disabled');

export const urlOrEmpty = rule(
  (value) => value === '' || isPictureUrl(value instanceof URL ? value.href : value),
  'must be an http or https URL',
);

/** A list, of which `checkFiles` looks at the members. */
const list = rule(Array.isArray, 'must be a list');

/** What every input may have. */
export const sharedEntries = {
  modelName: refText,
  modelVersion: text,
  fileInfos: v.optional(list),
  negativePrompt: v.optional(anyText),
  enhancePrompt: v.optional(onOff),
  sessionId: v.optional(textUpTo(50)),
  sessionContext: v.optional(textUpTo(1_000)),
  tasksPriority: v.optional(wholeNumberFrom(-10, 10)),
  extInfo: v.optional(rule(isExtInfo, 'must be text or a JSON object')),
};

/** What every `outputConfig` may have. */
export const sharedOutputEntries = {
  storageMode: v.optional(oneOf('Temporary', 'Permanent')),
  ...optionals(text, 'resolution', 'aspectRatio', 'personGeneration'),
  ...optionals(onOff, 'inputComplianceCheck', 'outputComplianceCheck'),
};

/**
 * Checks reference pictures: each has exactly one of the members that say where it is.
 *
 * @throws InputError
 */
export function checkFiles(
  provider: string,
  schema: v.GenericSchema,
  sources: readonly string[],
  files: readonly object[],
): void {
  const oneSource = rule(
    (file) => sources.filter((name) => (file as Readonly<Record<string, unknown>>)[name]).length === 1,
    `must have one of ${sources.join(', ')}`,
  );
  for (const [index, file] of files.entries()) {
    for (const each of [schema, oneSource]) parseInput(provider, each, file, `fileInfos.${index}`);
  }
}
