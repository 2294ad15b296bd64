import { InputError } from '@x/core';
import { readBody } from '@x/core/provider';
import type { IncomingCallback } from './incoming-callback.ts';
import { PROVIDER } from './provider-id.ts';

/** A notification has some 1000 bytes. */
const MAXIMUM_BODY_BYTES = 256 * 1024;

/**
 * The body as received.
 *
 * @throws InputError where it is too long, or somebody has read it before
 */
export async function readRequest({ headers, body, bodyUsed }: Request): Promise<IncomingCallback> {
  if (bodyUsed) throw bodyError('has been read before: pass the request as it came');
  const bytes = await readBody({ body }, MAXIMUM_BODY_BYTES);
  if (bytes === undefined) throw bodyError(`is longer than ${MAXIMUM_BODY_BYTES} bytes`);
  return { headers, body: bytes };
}

function bodyError(message: string): InputError {
  return new InputError({ provider: PROVIDER, issues: [{ path: 'body', message }] });
}
