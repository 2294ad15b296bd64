/** How a service writes the names of members. */
export type Rename = (name: string) => string;

/** `modelName` as `ModelName`. */
export const toPascalCase: Rename = (name) => name.replace(/^./, (letter) => letter.toUpperCase());

/** `modelName` as `model_name`. */
export const toSnakeCase: Rename = (name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** An input as the service wants it: other names, nothing where nothing was given. */
export function writeMembers(value: unknown, rename: Rename): unknown {
  if (Array.isArray(value)) return value.map((item) => writeMembers(item, rename));
  if (typeof value !== 'object' || value === null) return value;
  const given = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(given.map(([name, member]) => [rename(name), writeMembers(member, rename)]));
}
