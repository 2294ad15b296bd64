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

/** A clock further off than this may be the reason of a refused signature; less cannot be. */
const SKEW_MS = 60_000;

const errorSchema = /* @__PURE__ */ looseObject({
  code: looseText,
  message: looseText,
  detail: anything,
});

/** "Accepted but not sure: repeat with the same parameters", by the service's general rules. */
const NOT_SURE = 202;

/** Reads an answer: what was promised (verified by then), or a refusal, which the service never signs. */
export function readAnswer<Value>(answer: Answer, read: (json: unknown) => Verdict<Value>): Verdict<Value> {
  return answer.status < 300 && answer.status !== NOT_SURE ? read(answer.json) : { refused: failureOf(answer) };
}

/** Reads the one text that an answer is about. */
export function readMember(name: string): (answer: Answer) => Verdict<string> {
  return (answer) =>
    readAnswer(answer, (json) => {
      const value = looseText((Object(json) as Readonly<Record<string, unknown>>)[name]);
      return value ? { ok: value } : missing(name);
    });
}

/**
 * The HTTP status decides, as the service's pages advise: one refusal for rate is spelled in six ways, and a 5xx is passing
 * whatever its code.
 */
function failureOf({ status, json }: Answer): ApiFailure {
  const { code, message, detail } = errorSchema(json) ?? {};
  return {
    kind: status === NOT_SURE ? 'server' : kindOfStatus(status),
    providerCode: code,
    message,
    detail: detail ?? undefined,
    cure: status === 401 ? setClock : undefined,
  };
}

const setClock: NonNullable<ApiFailure['cure']> = (call, answer) => {
  // As the request was signed: another call may have corrected the clock since.
  const { transport, clockOffsetMs = 0 } = call;
  const offMs = Date.parse(answer.headers.get('date') ?? '') - transport.clock.now() - clockOffsetMs;
  return Math.abs(offMs) > SKEW_MS && correctClock(call, answer);
};
