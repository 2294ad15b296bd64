import type { WireAnswers } from '@x/conformance';
import { answerOf } from './talk.ts';
import { doneDetail, failedDetail, taskDetail } from './task-details.ts';

/** What a gateway says, in either shape, of what is no task. */
const refusals: Pick<WireAnswers, 'notFound' | 'refused' | 'wrongKey' | 'rateLimited' | 'outOfQuota'> = {
  notFound: () => answerOf({ code: 'task_not_exist', message: 'task_not_exist', data: null }, 400),
  refused: (_request, message) => answerOf({ code: 'invalid_request', message, data: null }, 400),
  wrongKey: () => answerOf({ error: { code: '', message: '无效的令牌', type: 'new_api_error' } }, 401),
  rateLimited: () => answerOf({ code: '429', message: '当前分组上游负载已饱和，请稍后再试', data: null }, 429),
  outOfQuota: () =>
    answerOf(
      {
        error: {
          code: 'insufficient_user_quota',
          message: '当前分组上游负载已饱和，请稍后再试',
          type: 'insufficient_quota',
        },
      },
      429,
    ),
};

const raw = (detail: object): Response => answerOf({ Response: detail });
const enveloped = (status: string, members: object = {}, detail?: object): Response =>
  answerOf({
    code: 'success',
    message: '',
    data: { status, fail_reason: '', result_url: '', data: detail ? { Response: detail } : null, ...members },
  });

/** A gateway's answers in the two shapes that there are. */
export const gatewayWire: Readonly<Record<'raw' | 'new-api', WireAnswers>> = {
  raw: {
    ...refusals,
    queued: () => raw(taskDetail('WAITING')),
    running: () => raw(taskDetail('PROCESSING')),
    unknownStatus: () => raw(taskDetail('ARCHIVED')),
    succeeded: (_request, url) => raw(doneDetail(url)),
    doneWithoutPicture: () => raw(taskDetail('FINISH')),
    failed: (_request, message) => raw(failedDetail(message)),
  },
  'new-api': {
    ...refusals,
    queued: () => enveloped('QUEUED', { progress: '0%' }),
    running: () => enveloped('IN_PROGRESS', { progress: '30%' }),
    unknownStatus: () => enveloped('ARCHIVED'),
    succeeded: (_request, url) => enveloped('SUCCESS', { result_url: url }, doneDetail(url)),
    doneWithoutPicture: () => enveloped('SUCCESS', {}, taskDetail('FINISH')),
    failed: (_request, message) =>
      enveloped('FAILURE', { fail_reason: message, result_url: message }, failedDetail(message)),
  },
};
