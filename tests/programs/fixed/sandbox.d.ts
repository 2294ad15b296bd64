import type { Clock, Fetch } from './core.d.ts';
import type { MpsAigcSettings, TencentCredentials, VodAigcSettings, VodGatewaySettings } from './tencent.d.ts';
import type { TensorsLabSettings } from './tensorslab.d.ts';
import type { WxpayCouponImageSettings } from './wxpay.d.ts';

/** What users' programs are written against: @x/sandbox. */
export type FaultName =
  | 'latency'
  | 'reset-before-body'
  | 'reset-after-body'
  | 'server-error'
  | 'html'
  | 'truncated'
  | 'see-other'
  | 'redirect'
  | 'no-id'
  | 'rate-limit'
  | 'rate-limit-retry-after'
  | 'bad-signature'
  | 'probe'
  | 'clock-skew'
  | 'unknown-status'
  | 'unknown-field'
  | 'no-picture'
  | 'duplicate-callback'
  | 'lost-callback'
  | 'expired-picture';
export type SandboxService = 'tensorslab' | 'mps-aigc' | 'vod-aigc' | 'vod-aigc-gateway' | 'wxpay-coupon-image';
export interface Fault {
  readonly fault: FaultName;
  readonly service?: SandboxService | undefined;
  readonly on?: 'submit' | 'query' | 'callback' | 'download' | undefined;
  /** The n-th such request from now on, counted from 1; otherwise by probability, 1 by default. */
  readonly nth?: number | undefined;
  readonly probability?: number | undefined;
}
export interface SandboxTask {
  readonly service: SandboxService;
  readonly id: string;
  readonly status: 'queued' | 'running' | 'succeeded' | 'failed';
  readonly input: unknown;
}
export interface Sandbox {
  readonly url: string;
  readonly fetch: Fetch;
  readonly clock: Clock;
  /** Ready to spread into the factories: keys, baseUrl, fetch, clock. */
  readonly settings: {
    readonly tensorslab: TensorsLabSettings;
    readonly mpsAigc: MpsAigcSettings & TencentCredentials;
    readonly vodAigc: VodAigcSettings & TencentCredentials;
    readonly vodAigcGateway: VodGatewaySettings;
    readonly wxpayCouponImage: WxpayCouponImageSettings;
  };
  readonly tasks: readonly SandboxTask[];
  /** Every submit that the service really executed, in order: how "never twice" is counted. */
  readonly executions: readonly { readonly service: SandboxService; readonly id: string; readonly at: Date }[];
  readonly faults: { set(faults: readonly Fault[]): void; clear(): void };
  readonly callbacks: {
    readonly sent: readonly {
      readonly id: string;
      readonly url: string;
      readonly attempt: number;
      readonly status?: number | undefined;
    }[];
  };
  close(): Promise<void>;
}
export function createSandbox(options?: {
  /** 0 = any free port on 127.0.0.1; absent = in process only, through `fetch`. */
  readonly port?: number | undefined;
  readonly time?: 'real' | 'virtual' | undefined;
  readonly seed?: number | undefined;
  readonly taskDurationMs?: number | undefined;
  readonly faults?: readonly Fault[] | undefined;
}): Promise<Sandbox>;
