import type { TaskFailure } from '@x/core';
import { type KindTable, kindIn } from './kind-table.ts';

/** What is known of a failed task. */
export interface FailedTask {
  readonly ErrCode?: number | undefined;
  readonly ErrCodeExt?: string | undefined;
  readonly Message?: string | undefined;
}

/**
 * `ErrCodeExt` as a kind; the first that fits. The service writes both spellings of "violation". "FailedOperation" is its
 * word for a backlog of the model; a task that ran out of time is taken for the same, because trying again later is
 * what helps against both.
 */
const KINDS: KindTable<TaskFailure['kind']> = [
  [/(Violation|Voilation)Content|ContentModerationFailed/i, 'content-policy'],
  [/^(RequestLimitExceeded|ResourceInsufficient|FailedOperation|TaskTimeout)\b/i, 'capacity'],
  [/^InvalidParameter/i, 'invalid-input'],
  [/^OperationCanceled\b/i, 'cancelled'],
];

/** `ErrCode`, where the code beside it says nothing: bad parameters, and a source file that cannot be used. */
const KINDS_OF_NUMBERS: Readonly<Record<number, TaskFailure['kind']>> = {
  40000: 'invalid-input',
  60000: 'invalid-input',
};

/** The code that upstream's own error begins with: `… process return rsp err:{RequestLimitExceeded GenerateImage …`. */
const EMBEDDED_CODE = /\berr:\{\s*([A-Z][A-Za-z]+(?:\.[A-Za-z]+)*)/;

/** Why a task failed: by its code first, then by a code that its message quotes. Words are never guessed at. */
export function toFailure({ ErrCode = 0, ErrCodeExt = '', Message = '' }: FailedTask, aborted = false): TaskFailure {
  const [, quoted = ''] = EMBEDDED_CODE.exec(Message) ?? [];
  const kind =
    kindIn(KINDS, ErrCodeExt) ??
    kindIn(KINDS, quoted) ??
    KINDS_OF_NUMBERS[ErrCode] ??
    (aborted ? 'cancelled' : 'unknown');
  const code = ErrCodeExt || (ErrCode === 0 ? quoted : String(ErrCode));
  return { kind, ...(code === '' ? {} : { code }), message: Message || `the task failed ${code}`.trim() };
}
