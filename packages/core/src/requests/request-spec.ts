/** One request as an author writes it down; signed and sent by the transport. */
export interface RequestSpec {
  /** In upper case. */
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Under the base URL, beginning with `/`; already percent-encoded, with its query. */
  readonly path: string;
  /** Without those that the signer or the transport adds. Default: none. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Text and bytes are sent as they are. A function makes a form afresh for each attempt. */
  readonly body?: string | (() => FormData);
}

/** A request with a JSON body; serialised once, so that the bytes that are signed are the bytes that are sent. */
export function jsonRequest(method: 'POST' | 'PUT', path: string, value: unknown): RequestSpec {
  return { method, path, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) };
}
