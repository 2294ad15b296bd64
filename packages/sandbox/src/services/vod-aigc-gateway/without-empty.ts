import { noDate } from '../vod-aigc/vod-dates.ts';

/** The relay leaves out what is empty: texts, zeros, nulls, lists and objects without members, and the date of nothing. */
export function withoutEmpty(value: object): object {
  return (strip(value) ?? {}) as object;
}

function strip(value: unknown): unknown {
  if (value === null || value === undefined || value === '' || value === 0 || value === noDate) return undefined;
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.map((item: unknown) => strip(item) ?? {});
  if (typeof value !== 'object') return value;
  const members = Object.entries(value).flatMap(([name, member]) => {
    const kept = strip(member);
    return kept === undefined ? [] : [[name, kept] as const];
  });
  return members.length === 0 ? undefined : Object.fromEntries(members);
}
