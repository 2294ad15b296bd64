/** A `CryptoKey`, by a way that every set of type definitions has. */
export type WebCryptoKey = Awaited<ReturnType<typeof crypto.subtle.importKey>>;
