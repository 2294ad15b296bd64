const HMAC = { name: 'HMAC', hash: 'SHA-256' } as const;

/** The secret of one day and one service, ready to sign with. It cannot be turned back into bytes. */
export type Tc3Key = Awaited<ReturnType<typeof toKey>>;

/** The UTC day of a time in seconds: `2019-02-25`. */
export function dayOf(timestamp: number): string {
  return new Date(timestamp * 1_000).toISOString().slice(0, 10);
}

/** The derived key: `HMAC(HMAC(HMAC("TC3" + secretKey, day), service), "tc3_request")`. */
export async function deriveTc3Key(secretKey: string, day: string, service: string): Promise<Tc3Key> {
  const dayKey = await toKey(new TextEncoder().encode(`TC3${secretKey}`));
  const serviceKey = await toKey(await hmac(dayKey, day));
  return toKey(await hmac(await toKey(await hmac(serviceKey, service)), 'tc3_request'));
}

/** HMAC-SHA256 of a text. */
export function hmac(key: Tc3Key, text: string): Promise<ArrayBuffer> {
  return crypto.subtle.sign('HMAC', key, new TextEncoder().encode(text));
}

function toKey(bytes: BufferSource): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', bytes, HMAC, false, ['sign']);
}
