import { existsSync } from 'node:fs';
import { ApiError, isTaskServiceError } from '@x/core';
import type { Job } from '../jobs/job.ts';
import { printable } from '../terminal/printable.ts';
import { advice } from './advice.ts';
import { indentedLines } from './indented-lines.ts';

/** Of what a client or a service has to say beyond the message, which may be long. */
const REMARK_LINES = 4;

/** What went wrong with a job: the error's code, what it is about, the task, what to do. */
export function failureLines(job: Job): readonly string[] {
  const { connection, wish, error, ref, path, warnings, intendedRef, record } = job;
  const { service } = connection;
  const what = `${service.name} ${printable(wish.model)}`;
  if (job.wasNeverAccepted) {
    return [
      `${what}: nothing was bought`,
      `  ${service.name} knows no task ${printable(intendedRef?.id ?? '')},`,
      `  whose submit of ${printable(record?.startedAt ?? '')} had no answer. Run it again.`,
    ];
  }
  const isOurs = isTaskServiceError(error);
  const kind = isOurs && error.code === 'api' ? `, ${error.kind}` : '';
  const message = error instanceof Error ? error.message : String(error);
  return [
    `${what} failed: ${isOurs ? error.code : 'unexpected'}${kind}`,
    `  ${printable(message)}`,
    ...warnings.flatMap((warning) => remarkLines(`Warning: ${warning}`)),
    ...(error instanceof ApiError && error.detail !== undefined ? remarkLines(`Detail: ${inWords(error.detail)}`) : []),
    ...(ref === undefined ? [] : [`  Task: ${printable(ref.id)}`]),
    ...(isOurs && error.code === 'submission-unknown' ? [`  Search for: ${lookupText(error.lookup)}`] : []),
    ...(isOurs ? indentedLines(advice(error, job)) : []),
    ...(existsSync(path) ? [`  Remembered in ${path}; delete the file to forget it.`] : []),
  ];
}

function remarkLines(text: string): readonly string[] {
  return indentedLines(printable(text)).slice(0, REMARK_LINES);
}

/** `model zimage, sentAt 2026-…` */
export function lookupText(lookup: Readonly<Record<string, string>>): string {
  return printable(inWords(lookup)) || 'the time it was sent';
}

/** The members of an object, anything else as JSON. */
function inWords(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return Object.entries(value)
    .map(([name, member]) => `${name} ${typeof member === 'string' ? member : JSON.stringify(member)}`)
    .join(', ');
}
