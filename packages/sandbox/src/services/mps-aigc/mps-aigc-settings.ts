import type { Clock } from '../../clock.ts';
import type { Fetch } from '../../fetch.ts';

/** What a client of Tencent MPS needs to talk to the sandbox: spread it into `createMpsAigc`. */
export interface MpsAigcSandboxSettings {
  /** `sandbox-id-…`; the account is VOD's too. */
  readonly secretId: string;
  /** `sandbox-key-…`; made from the seed. */
  readonly secretKey: string;
  /** The sandbox's origin. */
  readonly baseUrl: string;
  /** `sandbox.fetch`; absent when the sandbox listens on a port in real time, where any `fetch` will do. */
  readonly fetch?: Fetch | undefined;
  /** The sandbox's clock. */
  readonly clock: Clock;
}
