import type { ApiErrorKind } from '@x/core';
import { type Answer, type ApiFailure, kindOfStatus } from '@x/core/provider';
import { failureOf, leavesUnknown } from '@x/tencent-cloud/provider';
import { type KindTable, kindIn } from './kind-table.ts';
import { KINDS as VOD_KINDS } from './vod-account.ts';
import { answerSchema, type GatewayAnswer } from './vod-aigc-gateway-schemas.ts';

/** A gateway's "no". */
export interface GatewayError {
  readonly failure: ApiFailure;
  /** Whether it certainly made no task. */
  readonly nothingDone: boolean;
}

/**
 * What a code or a type means, whatever the HTTP status and the words beside it: an empty balance comes with 429 and
 * "busy, try again later". From the source of new-api, the software that these gateways run a derivative of.
 */
const KINDS: KindTable<ApiErrorKind> = [
  // insufficient_quota, insufficient_user_quota, pre_consume_token_quota_failed
  [/^insufficient_|^pre_consume_/i, 'quota'],
  [/^task_not_exist$/i, 'not-found'],
  [/^(model_not_found|invalid_request)$/i, 'invalid-request'],
  [/^(sensitive_words_detected|prompt_blocked|content_policy_violation)$/i, 'content-policy'],
];

/** Codes that come with 5xx before any task can have been made: no channel was found for the model. */
const NO_CHANNEL = /^(model_not_found|get_channel_failed)$/i;

/** The error in an answer, if it is one; also of something before the gateway, of which nothing but the status is known. */
export function gatewayErrorOf({ status, json }: Answer): GatewayError | undefined {
  const body = answerSchema(json);
  const { Code: tencentCode, Message } = body?.Response?.Error ?? {};
  if (tencentCode) {
    // Tencent itself has spoken, whatever status the relay gave to it. If a clock is off, it is the relay's.
    const failure = { ...failureOf(tencentCode, Message, status, VOD_KINDS), cure: undefined };
    return { failure, nothingDone: !leavesUnknown(tencentCode) };
  }
  const { code = '', type = '', message } = nestedError(body?.error) ?? flatError(body, status) ?? {};
  if (status < 400 && !code && !type && !message) return undefined;
  // Some answer 200 and write the status into the code.
  const meant = status < 300 && /^[45]\d\d$/.test(code) ? Number(code) : status;
  const kind = kindIn(KINDS, code) ?? kindIn(KINDS, type) ?? kindOfStatus(meant);
  return {
    failure: { kind, providerCode: code || type || undefined, message },
    nothingDone: meant < 500 || NO_CHANNEL.test(code),
  };
}

type Said = Partial<Pick<GatewayAnswer, 'code' | 'type' | 'message'>>;

/** `{ error: { code, type, message } }`; some write the message alone. */
function nestedError(error: unknown): Said | undefined {
  return typeof error === 'string' && error !== '' ? { message: error } : answerSchema(error);
}

/** `{ code, message }` with a code that is not "success", or with a status that says the same. */
function flatError(body: Said | undefined, status: number): Said | undefined {
  return status < 400 && /^(|success|0|2\d\d)$/i.test(body?.code ?? '') ? undefined : body;
}
