/**
 * Words that decide what becomes of a task when they stand anywhere in its prompt. They work the same on every service
 * that takes a prompt.
 *
 * - `[sandbox:fail]`: accepted, and fails when its time is over
 * - `[sandbox:reject]`: refused at the submit, as a request the service does not like
 * - `[sandbox:no-credits]`: refused at the submit, as from an account without credits
 */
export const promptMarkers = {
  fail: '[sandbox:fail]',
  reject: '[sandbox:reject]',
  noCredits: '[sandbox:no-credits]',
} as const;
