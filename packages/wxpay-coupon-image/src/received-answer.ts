import type { Answer } from '@x/core/provider';
import type { ReceivedMessage } from './incoming-callback.ts';

/** An answer as something whose signature can be checked. */
export function toReceived({ headers, bytes }: Answer): ReceivedMessage {
  return { header: (name) => headers.get(name) ?? undefined, bytes: bytes.slice() };
}
