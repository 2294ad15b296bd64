import type { Hono } from 'hono';
import type { CallbackSender } from './callbacks/callback-sender.ts';
import type { Clock } from './clock.ts';
import type { FaultPlan } from './faults/fault-plan.ts';
import type { SupportedFaults } from './faults/fault.ts';
import type { SandboxEnvironment } from './http/connection.ts';
import type { CheckedOptions } from './sandbox-options.ts';
import type { WxpayAccount } from './services/wxpay-coupon-image/wxpay-account.ts';
import type { TaskStore } from './tasks/task-store.ts';

/** Those of the sandbox's options that are about one service. */
type ServiceOptions = Omit<
  CheckedOptions,
  'port' | 'time' | 'seed' | 'taskDurationMs' | 'faults' | 'savedTasks' | 'deliver'
>;

/** What a sandbox shares with its services. */
export interface SandboxContext {
  /** Where the sandbox is reached, without a slash at the end. Known once it listens: ask when answering. */
  origin(): string;
  readonly clock: Clock;
  readonly seed: number;
  /** What the services were asked to do otherwise. */
  readonly options: ServiceOptions;
  readonly tasks: TaskStore;
  readonly faults: FaultPlan;
  readonly callbacks: CallbackSender;
  /** The merchant of WeChat Pay, whose keys cannot be worked out from the seed. */
  readonly wxpay: WxpayAccount;
  /** Aborted when the sandbox closes. */
  readonly closing: AbortSignal;
}

/** One or several services that come in one folder. */
export interface ServiceModule {
  /** Where each fault makes sense. */
  readonly faults: SupportedFaults;
  /** Adds the services' routes to the application. */
  mount(app: Hono<SandboxEnvironment>, context: SandboxContext): void;
}
