import type { ApiErrorKind, TaskRef } from '@x/core';
import { type Answer, refText, type RequestSpec, rule, type Verdict } from '@x/core/provider';
import { type ActionResponse, actionRequest, readEnvelope } from '@x/tencent-cloud/provider';
import * as v from 'valibot';
import type { VodSite } from './vod-aigc-settings.ts';

/** Whose tasks a client asks for. */
export interface VodAccount {
  readonly site: VodSite;
  readonly subAppId: number;
}

/** The params of a ref, strictly: tasks of another site or application are refused here, by name. */
export function refParamsOf({ site, subAppId }: VodAccount): v.GenericSchema {
  const exactly = (expected: string): v.GenericSchema => rule((value) => value === expected, `must be ${expected}`);
  return v.strictObject({
    site: exactly(site),
    subAppId: exactly(String(subAppId)),
    model: refText,
  });
}

/** What a ref holds beside the id. */
export function paramsOf({ site, subAppId }: VodAccount, model: string): NonNullable<TaskRef['params']> {
  return { site, subAppId: String(subAppId), model };
}

/** An action of the application's as a request. */
export function vodRequest({ subAppId }: VodAccount, action: string, members: object): RequestSpec {
  return actionRequest(action, { ...members, SubAppId: subAppId });
}

/** What VOD means by codes whose beginnings say something else. */
export const KINDS: Readonly<Record<string, ApiErrorKind>> = {
  'InvalidParameterValue.TaskId': 'not-found',
  'FailedOperation.InvalidVodUser': 'permission',
};

/** How the answer to a query is read. */
export function readQuery<Value>(
  read: (response: ActionResponse) => Verdict<Value>,
): (answer: Answer) => Verdict<Value> {
  return (answer) => readEnvelope(answer, { operation: 'query', kinds: KINDS }, read);
}

/** What an action answers, as it is. */
export const readResponse = /* @__PURE__ */ readQuery((response) => ({ ok: response }));
