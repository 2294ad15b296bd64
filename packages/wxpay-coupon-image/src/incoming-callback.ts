import { type Bytes } from '@x/core';
import { parseInput, rule } from '@x/core/provider';
import { PROVIDER } from './provider-id.ts';

/** What a web framework received. */
export interface IncomingCallback {
  /** `Headers`, or the record that Node's frameworks have; names in any case. */
  readonly headers:
    { get(name: string): string | null } | { readonly [name: string]: string | readonly string[] | undefined };
  /** Exactly as received: the signature covers every byte. A parsed object is refused. */
  readonly body: string | Uint8Array | ArrayBuffer;
}

/** A message whose headers can be asked for and whose body is bytes. */
export interface ReceivedMessage {
  header(name: string): string | undefined;
  readonly bytes: Bytes;
}

const headersSchema = /* @__PURE__ */ rule(
  (value) => typeof value === 'object' && value !== null,
  'must be Headers or a record',
);
const bodySchema = /* @__PURE__ */ rule(
  (value) => typeof value === 'string' || isBytes(value),
  'must be text or bytes as received, not what a body parser made of them',
);

/** Also of other realms, as edge runtimes and test runners have them. */
function isBytes(value: unknown): boolean {
  return ArrayBuffer.isView(value) || Object.prototype.toString.call(value) === '[object ArrayBuffer]';
}

/**
 * Takes what any framework has.
 *
 * @throws InputError
 */
export function receive(message: IncomingCallback): ReceivedMessage {
  const { headers, body } = Object(message) as IncomingCallback;
  parseInput(PROVIDER, headersSchema, headers, 'headers');
  parseInput(PROVIDER, bodySchema, body, 'body');
  return { header: (name) => readHeader(headers, name), bytes: toBytes(body) };
}

/** A copy, because WebCrypto takes no shared memory, and nobody may change it while it is being judged. */
function toBytes(body: IncomingCallback['body']): Bytes {
  if (typeof body === 'string') return new TextEncoder().encode(body);
  // A view may be a part of a larger buffer, as Node's are.
  return ArrayBuffer.isView(body)
    ? new Uint8Array(body.buffer, body.byteOffset, body.byteLength).slice()
    : new Uint8Array(body).slice();
}

/** Sent twice it is nothing: which of the two was signed? */
function readHeader(headers: IncomingCallback['headers'], name: string): string | undefined {
  if (typeof headers.get === 'function') return headers.get(name) ?? undefined;
  const values = Object.entries(headers).flatMap(([key, value]) => (key.toLowerCase() === name ? value : []));
  return values.length === 1 ? values[0] : undefined;
}
