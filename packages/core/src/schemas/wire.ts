import * as v from 'valibot';

/*
 * Lenient with what services send: null for absent, numbers as strings and the other way round. A member of another
 * type is taken as absent, so that one odd field never costs a finished picture.
 */

function loose<Value>(read: (value: unknown) => Value | undefined): v.GenericSchema<unknown, Value | undefined> {
  return v.optional(v.pipe(v.unknown(), v.transform(read)));
}

/** Text; a number becomes text; anything else is absent. */
export const looseText = /* @__PURE__ */ loose((value) =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : undefined,
);

/** A finite number, also as text; anything else is absent. */
export const looseNumber = /* @__PURE__ */ loose((value) => {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return Number.isFinite(number) ? (number as number) : undefined;
});

/** An object with these members, others ignored; anything else is absent. */
export function looseObject<const Entries extends v.ObjectEntries>(
  entries: Entries,
): v.GenericSchema<unknown, v.InferOutput<v.ObjectSchema<Entries, undefined>> | undefined> {
  const schema = v.object(entries);
  return loose((value) => readWire(schema, value));
}

/** Reads a wire value through a lenient schema; undefined when not even its outline is there. */
export function readWire<Output>(schema: v.GenericSchema<unknown, Output>, value: unknown): Output | undefined {
  const result = v.safeParse(schema, value);
  return result.success ? result.output : undefined;
}

/** Whether it is a URL that a picture can be fetched from. Some services put error texts where a URL belongs. */
export function isPictureUrl(value: unknown): value is string {
  return typeof value === 'string' && /^https?:\/\//i.test(value) && URL.canParse(value);
}
