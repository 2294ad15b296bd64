import type { Clock } from '../../clock.ts';
import type { Fetch } from '../../fetch.ts';

/** What a client of Tencent VOD needs to talk to the sandbox: spread it into `createVodAigc`. */
export interface VodAigcSandboxSettings {
  /** `sandbox-id-…`; the account is MPS's too. */
  readonly secretId: string;
  /** `sandbox-key-…`; made from the seed. */
  readonly secretKey: string;
  /** The only application of the account. */
  readonly subAppId: number;
  /** Signs pushed events. */
  readonly eventSignKey: string;
  /** The sandbox's origin. */
  readonly baseUrl: string;
  /** `sandbox.fetch`; absent when the sandbox listens on a port in real time, where any `fetch` will do. */
  readonly fetch?: Fetch | undefined;
  /** The sandbox's clock. */
  readonly clock: Clock;
}
