import type { TaskRef } from '@x/core';

/** Handles beyond this number are taken for forgotten, the oldest first. */
const KNOWN = 10_000;

/**
 * The refs that this client has given out, by id. An event names the model as the service does
 * (`GG`), the ref as the submit did (`GEM`): without this such an event would end no wait.
 */
export interface KnownRefs {
  remember(ref: TaskRef): void;
  find(id: string): TaskRef | undefined;
}

export function createKnownRefs(): KnownRefs {
  const refs = new Map<string, TaskRef>();
  return {
    remember(ref) {
      refs.delete(ref.id);
      refs.set(ref.id, ref);
      const [oldest = ''] = refs.size > KNOWN ? refs.keys() : [];
      refs.delete(oldest);
    },
    find: (id) => refs.get(id),
  };
}
