import { readWire } from '@x/core/provider';
import type { GenericSchema } from 'valibot';

/** The members of a list that can be read; none where there is no list. */
export function readList<Member>(schema: GenericSchema<unknown, Member>, list: unknown): readonly Member[] {
  return Array.isArray(list) ? list.flatMap((member) => readWire(schema, member) ?? []) : [];
}
