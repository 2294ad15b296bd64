/**
 * The paths of all members of a JSON value and the types of what they hold, such as `Response.Output.FileInfos[].FileUrl
 * string`: two answers of one shape have the same ones.
 */
export function shapeOf(value: unknown, path = ''): readonly string[] {
  if (Array.isArray(value)) {
    const items = [...new Set(value.flatMap((item) => shapeOf(item, `${path}[]`)))];
    return items.length === 0 ? [`${path} empty list`] : items;
  }
  if (typeof value !== 'object' || value === null) return [`${path} ${value === null ? 'null' : typeof value}`];
  const members = Object.entries(value).flatMap(([name, member]) => shapeOf(member, `${path}.${name}`));
  return members.sort();
}
