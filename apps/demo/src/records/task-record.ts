import { parseTaskRef, type TaskRef } from '@x/core';
import type { SavedSandboxTask } from '@x/sandbox';

/** All that is needed to go on with a task in another process. Holds no key. */
export interface TaskRecord {
  readonly version: 1;
  /** The id of the service. */
  readonly service: string;
  readonly at: 'sandbox' | 'real';
  /** Where it was sent. */
  readonly address: string;
  readonly model: string;
  readonly prompt: string;
  /** How many pictures were asked for. Absent: one. */
  readonly count?: number | undefined;
  /** ISO 8601; when the submit was about to be sent. */
  readonly startedAt: string;
  /** What the submit can be searched by while nobody knows whether it was executed. */
  readonly lookup: Readonly<Record<string, string>>;
  /** The ref that it will have, where the client chooses the id: what the service can be asked for without an answer. */
  readonly intendedRef?: TaskRef | undefined;
  /** Once the service accepted it. */
  readonly ref?: TaskRef | undefined;
  /** With a ref in the sandbox: what a new sandbox needs to know the task. */
  readonly sandbox?: { readonly seed: number; readonly task: SavedSandboxTask } | undefined;
}

/**
 * Reads a record that was JSON. The task of a sandbox is left for the sandbox to check.
 *
 * @throws TypeError or InputError, saying what is wrong
 */
export function parseTaskRecord(text: string): TaskRecord {
  const value: unknown = JSON.parse(text);
  if (!isObject(value) || value['version'] !== 1) throw new TypeError('not a record of this version');
  const word = (name: string): string => {
    const member = value[name];
    if (typeof member !== 'string') throw new TypeError(`${name} is missing`);
    return member;
  };
  const at = word('at');
  if (at !== 'sandbox' && at !== 'real') throw new TypeError('at is neither sandbox nor real');
  const { count, intendedRef, ref, lookup, sandbox } = value;
  if (count !== undefined && typeof count !== 'number') throw new TypeError('count is no number');
  return {
    version: 1,
    service: word('service'),
    at,
    address: word('address'),
    model: word('model'),
    prompt: word('prompt'),
    ...(count === undefined ? {} : { count }),
    startedAt: word('startedAt'),
    lookup: isObject(lookup) ? Object.fromEntries(Object.entries(lookup).map(([key, one]) => [key, String(one)])) : {},
    ...(intendedRef === undefined ? {} : { intendedRef: parseTaskRef(intendedRef) }),
    ...(ref === undefined ? {} : { ref: parseTaskRef(ref) }),
    ...(sandbox === undefined ? {} : { sandbox: parseSandbox(sandbox) }),
  };
}

function parseSandbox(value: unknown): TaskRecord['sandbox'] {
  if (!isObject(value) || !Number.isSafeInteger(value['seed']) || !isObject(value['task'])) {
    throw new TypeError('sandbox needs a seed and a task');
  }
  // Both are checked again by createSandbox.
  return { seed: value['seed'] as number, task: value['task'] as unknown as SavedSandboxTask };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
