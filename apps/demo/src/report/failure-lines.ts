import { existsSync } from 'node:fs';
import { isTaskServiceError } from '@x/core';
import type { Job } from '../jobs/job.ts';
import { printable } from '../terminal/printable.ts';
import { advice } from './advice.ts';

/** What went wrong with a job: the error's code, the task, what to do. */
export function failureLines({ connection, wish, error, ref, path, record }: Job): readonly string[] {
  const { service } = connection;
  const isOurs = isTaskServiceError(error);
  const kind = isOurs && error.code === 'api' ? `, ${error.kind}` : '';
  const message = error instanceof Error ? error.message : String(error);
  return [
    `${service.id} ${printable(wish.model)} failed: ${isOurs ? error.code : 'unexpected'}${kind}`,
    `  ${printable(message)}`,
    ...(ref === undefined ? [] : [`  Task: ${printable(ref.id)}`]),
    ...(isOurs && error.code === 'submission-unknown' ? [`  Search for: ${lookupText(error.lookup)}`] : []),
    ...(isOurs ? [`  ${advice(error, service, record !== undefined)}`] : []),
    ...(existsSync(path) ? [`  Remembered in ${path}; delete the file to forget it.`] : []),
  ];
}

/** `model zimage, sentAt 2026-…` */
export function lookupText(lookup: Readonly<Record<string, string>>): string {
  const words = Object.entries(lookup).map(([name, value]) => `${name} ${printable(value)}`);
  return words.join(', ') || 'the time it was sent';
}
