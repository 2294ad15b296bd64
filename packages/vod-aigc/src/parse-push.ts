import { ResponseError } from '@x/core';
import { parseInput, parseJson, rule } from '@x/core/provider';
import { eventSchema } from './event-schemas.ts';
import { checkEventSignature } from './event-signature.ts';
import { PROVIDER } from './vod-aigc-settings.ts';
import type { IncomingCallback } from './vod-event.ts';

/**
 * The events in a message: one, a list, or an `EventSet`. With a key, each of them has to be signed, or the set that it
 * is in.
 *
 * @throws InputError, ResponseError, SignatureError
 */
export function parsePush(incoming: IncomingCallback, signKey: string | undefined, now: number): readonly unknown[] {
  const { body } = Object(incoming) as IncomingCallback;
  const message = parseBody(parseInput(PROVIDER, received, body, 'body'));
  const parts = Array.isArray(message) ? message : [message];
  return parts.flatMap((part: unknown) => {
    const { EventType, EventSet } = eventSchema(part) ?? {};
    if (!EventType && EventSet === undefined) throw noEvent('EventType', 'is missing');
    const events: readonly unknown[] = EventType ? [part] : Array.isArray(EventSet) ? EventSet : [];
    if (signKey !== undefined) {
      const signed = 'Sign' in Object(part) || events.length === 0 ? [part] : events;
      for (const one of signed) checkEventSignature(one, signKey, now);
    }
    return events;
  });
}

function parseBody(body: string | Uint8Array | ArrayBuffer): unknown {
  const text = typeof body === 'string' ? body : new TextDecoder().decode(body);
  const json = parseJson(text.replace(/^\ufeff/, ''));
  if (json === undefined) throw noEvent('body', 'is no JSON');
  return json;
}

const received = /* @__PURE__ */ rule(
  (body) => typeof body === 'string' || isBytes(body),
  'must be text or bytes as received',
);

function isBytes(body: unknown): boolean {
  return ArrayBuffer.isView(body) || Object.prototype.toString.call(body) === '[object ArrayBuffer]';
}

function noEvent(path: string, message: string): ResponseError {
  return new ResponseError(`${PROVIDER}: no event: ${path}: ${message}`, {
    provider: PROVIDER,
    issues: [{ path, message }],
  });
}
