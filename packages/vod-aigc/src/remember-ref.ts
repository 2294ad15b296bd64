import type { TaskRef } from '@x/core';

/** Refs beyond this number are forgotten, the oldest first. */
const REMEMBERED = 10_000;

/**
 * The refs that a client has given out, by id. An event names the model as the service does (`GG`), the ref as the submit
 * did (`GEM`): without this such an event would end no wait.
 */
export type KnownRefs = Map<string, TaskRef>;

/** Adds a ref as the newest. */
export function rememberRef(refs: KnownRefs, ref: TaskRef): void {
  refs.delete(ref.id);
  refs.set(ref.id, ref);
  const [oldest = ''] = refs.size > REMEMBERED ? refs.keys() : [];
  refs.delete(oldest);
}
