import type { Reader } from '@x/core/provider';

/** The members of a list that can be read; none where there is no list. */
export function readList<Member>(read: Reader<Member>, list: unknown): readonly Member[] {
  return Array.isArray(list) ? list.flatMap((member) => read(member) ?? []) : [];
}
