/*
 * Lenient with what services send: null for absent, numbers as strings and the other way round. A member of another
 * type is taken as absent, so that one odd field never costs a finished picture.
 */

/** Reads what a service sent; undefined where it is not there, or of another kind. Never throws. */
export type Reader<Value> = (value: unknown) => Value | undefined;

/** Text; a number becomes text; anything else is absent. */
export const looseText: Reader<string> = (value) =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;

/** A finite number, also as text; anything else is absent. */
export const looseNumber: Reader<number> = (value) => {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return Number.isFinite(number) ? (number as number) : undefined;
};

/** Whatever it is, as it is: also null. For what is looked at later, or passed on. */
export const anything: Reader<unknown> = (value) => value;

/**
 * An object with these members, others ignored; anything else is absent, also a list: some services write an empty object
 * as `[]`. Only its own members are read, so that nothing is taken from a prototype.
 */
export function looseObject<const Members extends Readonly<Record<string, Reader<unknown>>>>(
  members: Members,
): Reader<{ readonly [Name in keyof Members]: ReturnType<Members[Name]> }> {
  const readers = Object.entries(members);
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    const sent = value as Readonly<Record<string, unknown>>;
    const read = readers.map(([name, member]) => [name, member(Object.hasOwn(sent, name) ? sent[name] : undefined)]);
    return Object.fromEntries(read) as { readonly [Name in keyof Members]: ReturnType<Members[Name]> };
  };
}

/** Whether it is a URL that a picture can be fetched from. Some services put error texts where a URL belongs. */
export function isPictureUrl(value: unknown): value is string {
  return typeof value === 'string' && /^https?:\/\//i.test(value) && URL.canParse(value);
}
