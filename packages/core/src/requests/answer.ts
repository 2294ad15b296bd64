import { parseJson } from './parse-json.ts';
import { redact } from './redact.ts';

/** One whole answer of a service: status, headers and the bytes as they came. */
export interface Answer {
  /** The HTTP status. */
  readonly status: number;
  /** As received. */
  readonly headers: Headers;
  /** As received: what signatures are checked over. */
  readonly bytes: Uint8Array;
  /**
   * What the body is as JSON (integers beyond 2^53 as decimal strings); undefined when it is none. Without our secrets:
   * services echo what they were sent, and their words go into errors.
   */
  readonly json: unknown;
}

/** Puts an answer together once its body is here. */
export function toAnswer({ status, headers }: Response, bytes: Uint8Array, secrets: readonly string[]): Answer {
  const json = parseJson(new TextDecoder().decode(bytes), (text) => redact(text, secrets));
  return { status, headers, bytes, json };
}
