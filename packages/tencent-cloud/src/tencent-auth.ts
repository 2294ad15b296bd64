/** The keys of one account or sub-account, or temporary ones from STS. */
export interface TencentCredentials {
  /** `SecretId` (from STS: `TmpSecretId`). */
  readonly secretId: string;
  /** `SecretKey` (from STS: `TmpSecretKey`). Never leaves the process: only signatures made with it do. */
  readonly secretKey: string;
  /** `Token` of temporary keys: sent as `X-TC-Token`, beside the signature. */
  readonly token?: string | undefined;
}

/**
 * How a client proves who it is: with fixed keys, or with a function that is asked for them, for rotation and STS.
 *
 * The function is called at every attempt. Where it says until when its keys are good (`expiresAt`), they are used until
 * a minute before that, and given up sooner when the service refuses them. What it throws becomes a
 * `ConfigurationError`.
 */
export type TencentAuth =
  | TencentCredentials
  | {
      readonly credentials: () =>
        | (TencentCredentials & { readonly expiresAt?: Date | undefined })
        | Promise<TencentCredentials & { readonly expiresAt?: Date | undefined }>;
    };
