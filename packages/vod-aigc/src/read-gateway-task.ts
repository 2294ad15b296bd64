import type { ImageOutput } from '@x/core';
import { isPictureUrl, missing, type TaskReading, type Verdict } from '@x/core/provider';
import { readTaskDetail } from './read-task-detail.ts';
import { toFailure } from './task-failure.ts';
import { statusOf, toProgress } from './task-status.ts';
import { toDateOfSeconds } from './wire-time.ts';

type Reading = TaskReading<ImageOutput, unknown>;
type Members = Readonly<Record<string, unknown>>;

/**
 * A task in either shape: the service's answer as it is, `{ Response }`, or in a relay's envelope,
 * `{ code, data: { status, …, data: { Response } } }`. What the service says decides as soon as it is final; before that
 * the relay may know more (it failed, or it has a URL already).
 */
export function readGatewayTask(json: unknown): Verdict<Reading> {
  const body = membersOf(json);
  const data = membersOf(body['data']);
  // Nothing is known of the task yet.
  if (/^success$/i.test(String(body['code'])) && (body['data'] ?? null) === null) {
    return { ok: { status: 'queued', providerStatus: '', raw: json } };
  }
  const answered = [membersOf(data['data'])['Response'], data['Response'], body['Response'], data, body];
  const response = answered.find(isTaskDetail);
  const envelope = [data, body].find(({ status }) => typeof status === 'string');
  const raw = envelope ?? response;

  const told = response && readTaskDetail(response, raw, reasonOf(envelope));
  if (told && 'refused' in told) return told;
  const inner = told && 'ok' in told ? told.ok.reading : undefined;
  const outer = envelope && toReading(envelope, raw);
  const reading = (isDecided(inner) || !isDecided(outer) ? inner : undefined) ?? outer;
  if (reading === undefined) return missing('Response');
  return {
    ok: {
      ...reading,
      progress: reading.progress ?? outer?.progress,
      createdAt: reading.createdAt ?? outer?.createdAt,
      finishedAt: reading.finishedAt ?? outer?.finishedAt,
    },
  };
}

function toReading(envelope: Members, raw: unknown): Reading {
  const { status: providerStatus, result_url, progress, submit_time, created_at, finish_time } = envelope;
  const status = statusOf(providerStatus as string);
  const done = status === 'succeeded' && isPictureUrl(result_url);
  return {
    status,
    providerStatus: providerStatus as string,
    progress: toProgress(progress),
    createdAt: toDateOfSeconds(submit_time) ?? toDateOfSeconds(created_at),
    finishedAt: toDateOfSeconds(finish_time),
    raw,
    failure: status === 'failed' ? toFailure({ Message: reasonOf(envelope) }) : undefined,
    output: done ? { images: [{ url: result_url }] } : undefined,
  };
}

/** Why a task failed, in the relay's words. Some write them where the URL belongs. */
function reasonOf({ fail_reason, result_url }: Members = {}): string | undefined {
  return [fail_reason, result_url].find(
    (text): text is string => typeof text === 'string' && text !== '' && !isPictureUrl(text),
  );
}

/** Whether nothing that anybody else says can change it. */
function isDecided(reading: Reading | undefined): boolean {
  return reading?.status === 'failed' || reading?.output !== undefined;
}

/** Whether it is the service's own object, and not the relay's. */
function isTaskDetail(value: unknown): value is Members {
  const members = membersOf(value);
  return ['AigcImageTask', 'TaskType', 'Status'].some((name) => members[name] !== undefined);
}

function membersOf(value: unknown): Members {
  return typeof value === 'object' && value !== null ? (value as Members) : {};
}
