import { seededRandom } from '../../seeded-random.ts';

/** A pair of keys, as Tencent Cloud's API 3.0 is called with. */
export interface CloudCredentials {
  readonly secretId: string;
  readonly secretKey: string;
  /** Of temporary credentials only. */
  readonly token?: string | undefined;
}

/** The one account of a sandbox: the same for one seed, and nothing that could be taken for a real one. */
export interface CloudAccount {
  readonly permanent: { readonly secretId: string; readonly secretKey: string };
  readonly temporary: { readonly secretId: string; readonly secretKey: string; readonly token: string };
  /** Ten digits; ids of MPS tasks begin with it. */
  readonly appId: number;
  /** The VOD application; ids of VOD tasks begin with it. */
  readonly subAppId: number;
  /** Signs VOD's pushed events; letters and digits, at most 32. */
  readonly eventSignKey: string;
}

export function cloudAccount(seed: number): CloudAccount {
  const random = seededRandom(seed, 'tencent-cloud', 'account');
  return {
    permanent: { secretId: `sandbox-id-${random.hex(24)}`, secretKey: `sandbox-key-${random.hex(24)}` },
    temporary: {
      secretId: `sandbox-sts-id-${random.hex(24)}`,
      secretKey: `sandbox-sts-key-${random.hex(24)}`,
      token: `sandbox-sts-token-${random.hex(64)}`,
    },
    appId: 1_250_000_000 + Math.floor(random.next() * 50_000_000),
    subAppId: 1_500_000_000 + Math.floor(random.next() * 50_000_000),
    eventSignKey: `sandbox${random.hex(24)}`,
  };
}
