import type { RequestSpec } from '@x/core/provider';
import { writeJson } from './exact-json.ts';

/**
 * One action as a request: `POST /`, `X-TC-Action`, the payload as JSON. Serialised once, so that the bytes that are
 * signed are the bytes that are sent. Without `region` the client's is used, if it has one.
 */
export function actionRequest(action: string, payload: object, region?: string): RequestSpec {
  return {
    method: 'POST',
    path: '/',
    headers: {
      'content-type': 'application/json',
      'x-tc-action': action,
      ...(region === undefined ? {} : { 'x-tc-region': region }),
    },
    body: writeJson(payload),
  };
}
