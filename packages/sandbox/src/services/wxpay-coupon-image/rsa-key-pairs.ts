/** The three pairs of RSA keys that one side or the other signs with. */
export interface RsaKeyPairs {
  /** The merchant's, for requests. */
  readonly merchant: CryptoKeyPair;
  /** WeChat Pay's, named by a public key's id. */
  readonly wechatpay: CryptoKeyPair;
  /** WeChat Pay's older way, named by a certificate's serial number. */
  readonly platform: CryptoKeyPair;
}

/** PKCS #1 v1.5 with SHA-256, as APIv3 signs everything. */
export const rsaSha256 = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' } as const;

// Made once per process and for all sandboxes: it takes a tenth of a second. Kept as values, because on edge runtimes a
// promise of one request must not be awaited by another.
let kept: RsaKeyPairs | undefined;

/** Keys of 2048 bits, new in each process: primes cannot be drawn from a seed in reasonable time. */
export async function rsaKeyPairs(): Promise<RsaKeyPairs> {
  if (kept !== undefined) return kept;
  const [merchant, wechatpay, platform] = await Promise.all([newKeyPair(), newKeyPair(), newKeyPair()]);
  // Another sandbox may have been faster.
  kept ??= { merchant, wechatpay, platform };
  return kept;
}

function newKeyPair(): Promise<CryptoKeyPair> {
  const algorithm = { ...rsaSha256, modulusLength: 2_048, publicExponent: new Uint8Array([1, 0, 1]) };
  return crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
}
