/**
 * Words that decide what becomes of a task when they stand anywhere in its prompt. They work the same on every service
 * that takes a prompt and has such an answer; others take them for text.
 *
 * - `[sandbox:fail]`: accepted, and fails when its time is over
 * - `[sandbox:fail:WORD]`: the same, with this code of the service (VOD and its gateway; an `ErrCodeExt`)
 * - `[sandbox:abort]`: accepted, and is called off when its time is over (VOD and its gateway)
 * - `[sandbox:reject]`: refused at the submit, as a request the service does not like
 * - `[sandbox:violation]`: refused at the submit, as what no picture may show (MPS, VOD and its gateway)
 * - `[sandbox:no-credits]`: refused at the submit, as from an account without credits
 * - `[sandbox:no-credits-429]`: the same in the disguise of a busy service (gateway)
 * - `[sandbox:no-channel]`: refused at the submit, as a model that the key's group has no channel for (gateway)
 * - `[sandbox:no-url]`: a stored file comes with its `FileId` alone (VOD, gateway)
 * - `[sandbox:other-event]`: a foreign event comes before the task's own (VOD)
 */
export const promptMarkers = {
  fail: '[sandbox:fail]',
  abort: '[sandbox:abort]',
  reject: '[sandbox:reject]',
  violation: '[sandbox:violation]',
  noCredits: '[sandbox:no-credits]',
  noCredits429: '[sandbox:no-credits-429]',
  noChannel: '[sandbox:no-channel]',
  noUrl: '[sandbox:no-url]',
  otherEvent: '[sandbox:other-event]',
} as const;

/** The word of `[sandbox:fail:WORD]`; empty for `[sandbox:fail]`, undefined when the prompt has neither. */
export function failureWord(prompt: string): string | undefined {
  return /\[sandbox:fail(?::([A-Za-z.]+))?\]/u.exec(prompt)?.map((part) => part ?? '')[1];
}
