import type { ImageOutput } from '@x/core';
import type { TaskReading } from '@x/core/provider';

type Status = TaskReading<ImageOutput, unknown>['status'];

/** The service's words, what relays make of them, and the words of relays' own envelopes. Compared without case. */
const STATUS: Readonly<Record<string, Status>> = {
  // No word is found in the prototype.
  __proto__: null as never,
  waiting: 'queued',
  wait: 'queued',
  not_start: 'queued',
  submitted: 'queued',
  queued: 'queued',
  processing: 'running',
  running: 'running',
  in_progress: 'running',
  finish: 'succeeded',
  success: 'succeeded',
  done: 'succeeded',
  aborted: 'failed',
  failure: 'failed',
  fail: 'failed',
};

/** What a word means. `UNKNOWN`, which envelopes have, says as little as one that is not here. */
export function statusOf(word = ''): Status {
  return STATUS[word.trim().toLowerCase()] ?? 'unknown';
}

/** A share from a percentage: 30, `"30%"`. */
export function toProgress(percent: unknown): number | undefined {
  const share = Number.parseFloat(String(percent)) / 100;
  return Number.isNaN(share) ? undefined : Math.min(Math.max(share, 0), 1);
}
