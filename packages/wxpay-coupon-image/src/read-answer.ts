import type { ApiErrorKind } from '@x/core';
import {
  type Answer,
  type ApiFailure,
  anything,
  correctClock,
  kindOfStatus,
  looseObject,
  looseText,
  missing,
  type Verdict,
} from '@x/core/provider';

/**
 * What codes mean. Beyond the two pages of this service (PARAM_ERROR, INVALID_REQUEST, SIGN_ERROR, RATELIMIT_EXCEEDED,
 * SYSTEM_ERROR) they are those of its siblings. The code of a 429 is spelled in six ways: there the status decides.
 */
const KINDS: Readonly<Record<string, ApiErrorKind>> = {
  // No code is found in the prototype.
  __proto__: null as never,
  PARAM_ERROR: 'invalid-request',
  INVALID_REQUEST: 'invalid-request',
  SIGN_ERROR: 'authentication',
  NO_AUTH: 'permission',
  NOT_FOUND: 'not-found',
  RESOURCE_NOT_EXISTS: 'not-found',
  SYSTEM_ERROR: 'server',
};

/** A clock further off than this may be the reason of a refused signature; less cannot be. */
const SKEW_MS = 60_000;

const errorSchema = /* @__PURE__ */ looseObject({
  code: looseText,
  message: looseText,
  detail: anything,
});

/** Reads an answer: what was promised (verified by then), or a refusal, which the service never signs. */
export function readAnswer<Value>(answer: Answer, read: (json: unknown) => Verdict<Value>): Verdict<Value> {
  return answer.status < 300 ? read(answer.json) : { refused: failureOf(answer) };
}

/** Reads the one text that an answer is about. */
export function readMember(name: string): (answer: Answer) => Verdict<string> {
  return (answer) =>
    readAnswer(answer, (json) => {
      const value = looseText((Object(json) as Readonly<Record<string, unknown>>)[name]);
      return value ? { ok: value } : missing(name);
    });
}

/** The service's code first, the HTTP status second. */
function failureOf({ status, json }: Answer): ApiFailure {
  const { code, message, detail } = errorSchema(json) ?? {};
  const kind = (status === 429 ? undefined : KINDS[String(code)]) ?? kindOfStatus(status);
  return {
    kind,
    providerCode: code,
    message,
    detail: detail ?? undefined,
    cure: status === 401 ? setClock : undefined,
  };
}

const setClock: NonNullable<ApiFailure['cure']> = (call, answer) => {
  const { clock, clockOffsetMs } = call.transport;
  const offMs = Date.parse(answer.headers.get('date') ?? '') - clock.now() - clockOffsetMs;
  return Math.abs(offMs) > SKEW_MS && correctClock(call, answer);
};
