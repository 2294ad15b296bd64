/**
 * The keys that requests of one day and service are signed with. Kept as values, because on edge runtimes a promise of
 * one request must not be awaited by another.
 */
export class SigningKeys {
  readonly #keys = new Map<string, CryptoKey>();

  async get(secretKey: string, date: string, service: string): Promise<CryptoKey> {
    const name = `${secretKey}/${date}/${service}`;
    const kept = this.#keys.get(name);
    if (kept !== undefined) return kept;
    let key = await hmacKey(new TextEncoder().encode(`TC3${secretKey}`));
    for (const part of [date, service, 'tc3_request']) {
      key = await hmacKey(await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(part)));
    }
    this.#keys.set(name, key);
    return key;
  }
}

function hmacKey(bytes: ArrayBuffer | Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
}
