import * as v from 'valibot';

/** A schema from a test and the words for it. Never shows the value: a wrong one may be a secret in the wrong place. */
export function rule<Value = unknown>(
  test: (value: unknown) => boolean,
  message: string,
): v.GenericSchema<unknown, Value> {
  return v.custom<Value>(test, message);
}

/** Entries of one schema under several names, none of them required. */
export function optionals<const Name extends string, Value>(
  schema: v.GenericSchema<unknown, Value>,
  ...names: readonly Name[]
): Readonly<Record<Name, v.GenericSchema<unknown, Value | undefined>>> {
  return Object.fromEntries(names.map((name) => [name, v.optional(schema)])) as never;
}

/** Words: a prompt, a size. */
export const text = /* @__PURE__ */ rule<string>(
  (value) => typeof value === 'string' && value.trim() !== '',
  'must be text that is not empty',
);

/** A duration or a rate. */
export const positive = /* @__PURE__ */ rule<number>(
  (value) => typeof value === 'number' && value > 0,
  'must be a number above 0',
);

/** A function; of what type cannot be seen from outside. */
export const anyFunction = /* @__PURE__ */ rule<(...values: never[]) => unknown>(
  (value) => typeof value === 'function',
  'must be a function',
);

/** A choice. */
export const trueOrFalse = /* @__PURE__ */ rule<boolean>(
  (value) => typeof value === 'boolean',
  'must be true or false',
);

/** A count that may be 0. */
export const wholeNumber = /* @__PURE__ */ rule<number>(
  (value) => Number.isSafeInteger(value) && Number(value) >= 0,
  'must be a whole number from 0',
);
