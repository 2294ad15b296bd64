import type { TaskFailure } from '@x/core';

/**
 * The service gives no code for a failed task, only words; those of the models' own services are often in them. What is
 * plain is sorted, in this order.
 */
const KINDS: readonly (readonly [RegExp, TaskFailure['kind']])[] = [
  [
    /(?<!constraint )(violat|voilat)|moderation|(?<!case[- ])sensitive|content[ _-]?policy|违规|违法|敏感/i,
    'content-policy',
  ],
  [/RequestLimitExceeded|ResourceInsufficient|LimitExceeded|concurrency|overloaded/i, 'capacity'],
  [
    /InvalidParameter|MissingParameter|UnsupportedOperation|invalid (image|parameter|size|resolution)/i,
    'invalid-input',
  ],
  [/OperationCancell?ed|cancell?ed by/i, 'cancelled'],
];

/** Why a task failed, by the service's words; undefined where it has none. */
export function toFailure(message = ''): TaskFailure | undefined {
  if (message === '' || message.toLowerCase() === 'ok') return undefined;
  const kind = KINDS.find(([words]) => words.test(message))?.[1] ?? 'unknown';
  return { kind, message };
}
