import { parseJson } from './parse-json.ts';

/** One whole answer of a service: status, headers and the bytes as they came. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** As received: what signatures are checked over. */
  readonly bytes: Uint8Array;
  /** Our clock when the last byte was here. */
  readonly receivedAt: Date;
  /** What the body is as JSON (integers beyond 2^53 as decimal strings); undefined when it is none. */
  readonly json: unknown;
}

/** Puts an answer together once its body is here. */
export function toAnswer({ status, headers }: Response, bytes: Uint8Array, receivedAt: Date): Answer {
  return { status, headers, bytes, receivedAt, json: parseJson(new TextDecoder().decode(bytes)) };
}
