import type { Clock } from '../../clock.ts';
import type { SeededRandom } from '../../seeded-random.ts';

/** How the relay software answers what it does not pass on to Tencent. */
export interface GatewayAnswers {
  /** `{ code, message, data: null }`, of the task routes. */
  flat(status: number, code: string, message: string): Response;
  /** `{ error: { message, type, code } }`, of everything before the task routes; the message gets the request's id. */
  nested(status: number, error: { readonly code: string; readonly message: string; readonly type: string }): Response;
}

/** What the relay says when everything behind it is busy, and also when it means something else. */
export const busyMessage = '当前分组上游负载已饱和，请稍后再试';

export function createGatewayAnswers(clock: Clock, random: SeededRandom): GatewayAnswers {
  return {
    flat: (status, code, message) => Response.json({ code, message, data: null }, { status }),
    nested: (status, { code, message, type }) =>
      Response.json(
        { error: { code, message: `${message} (request id: ${requestId(clock, random)})`, type } },
        { status },
      ),
  };
}

/** The time to the nanosecond, and eight letters. */
function requestId(clock: Clock, random: SeededRandom): string {
  const time = new Date(clock.now()).toISOString().replaceAll(/\D/gu, '');
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
  return `${time}${random.text('0123456789', 6)}${random.text(alphabet, 8)}`;
}
