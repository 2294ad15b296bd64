import { SignatureError } from '@x/core';
import { looseObject, looseText } from '@x/core/provider';
import { md5 } from './md5.ts';
import { PROVIDER } from './vod-aigc-settings.ts';

const signatureSchema = /* @__PURE__ */ looseObject({ Sign: looseText, T: looseText });

/**
 * Checks what the service signs a pushed event with: `Sign` is `MD5(SignKey + T)`, and `T`, in seconds since 1970, is not
 * past. It proves that somebody has heard from the service within ten minutes, and nothing about the rest of the body.
 *
 * @throws SignatureError
 */
export function checkEventSignature(body: unknown, signKey: string, now: number): void {
  const { Sign, T } = signatureSchema(body) ?? {};
  const reason =
    !Sign || !T
      ? 'missing-header'
      : !isSame(Sign.toLowerCase(), md5(signKey + T))
        ? 'signature'
        : Number(T) * 1_000 >= now
          ? undefined
          : 'timestamp';
  if (reason === undefined) return;
  const message = `${PROVIDER}: event refused: ${reason}`;
  throw new SignatureError(message, { provider: PROVIDER, reason });
}

/** In constant time. */
function isSame(one: string, other: string): boolean {
  let difference = one.length ^ other.length;
  for (let index = 0; index < other.length; index += 1) difference |= one.charCodeAt(index) ^ other.charCodeAt(index);
  return difference === 0;
}
