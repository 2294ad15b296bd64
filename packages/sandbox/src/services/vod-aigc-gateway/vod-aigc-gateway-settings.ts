import type { Clock } from '../../clock.ts';
import type { Fetch } from '../../fetch.ts';

/** What a client of a VOD gateway needs to talk to the sandbox: spread it into `createVodAigcGateway`. */
export interface VodAigcGatewaySandboxSettings {
  /** The only key the sandbox's gateway takes, `sandbox-key-…`; made from the seed. */
  readonly apiKey: string;
  /** The sandbox's origin. */
  readonly baseUrl: string;
  /** `sandbox.fetch`; absent when the sandbox listens on a port in real time, where any `fetch` will do. */
  readonly fetch?: Fetch | undefined;
  /** The sandbox's clock. */
  readonly clock: Clock;
}
