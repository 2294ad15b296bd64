import type { SentCallback } from './callbacks/callback-sender.ts';
import type { Clock } from './clock.ts';
import type { Fault, SandboxService } from './faults/fault.ts';
import type { Fetch } from './fetch.ts';
import type { SandboxSettings } from './sandbox-settings.ts';
import type { SavedSandboxTask } from './tasks/saved-task.ts';

/** A task that a service of the sandbox knows. */
export interface SandboxTask {
  /** The service that executed it. */
  readonly service: SandboxService;
  /** As the service told it, or of WeChat Pay as it was told. */
  readonly id: string;
  /** At this moment of sandbox time. */
  readonly status: 'queued' | 'running' | 'succeeded' | 'failed';
  /** The fields of the submit as the service got them; of files their name, media type and size in bytes. */
  readonly input: unknown;
}

/** A running sandbox. */
export interface Sandbox {
  /** The origin of all services: `http://127.0.0.1:PORT`, or `http://sandbox.test` in process. */
  readonly url: string;
  /**
   * Reaches the sandbox without a network, on any runtime, also when it listens on a port. It honours the request's
   * signal and redirect mode, and fails as Node's `fetch` does. To any other origin it refuses the connection.
   */
  readonly fetch: Fetch;
  /** The sandbox's time. With `time: 'virtual'` it is a `VirtualClock`. */
  readonly clock: Clock;
  /** Ready to spread into the clients' factories: keys, baseUrl, fetch, clock. */
  readonly settings: SandboxSettings;
  /** The tasks that exist now, in the order they were submitted; deleted ones are gone. */
  readonly tasks: readonly SandboxTask[];
  /**
   * The same tasks as plain JSON. A sandbox made of them later, with `createSandbox({ savedTasks, seed })` and the same
   * seed, knows them as if it had been there all the time: a program that resumes after a crash can be tried out.
   */
  saveTasks(): readonly SavedSandboxTask[];
  /** Every submit that a service really executed, in order: what "never twice" is counted by. */
  readonly executions: readonly { readonly service: SandboxService; readonly id: string; readonly at: Date }[];
  /** What goes wrong from now on. */
  readonly faults: {
    /**
     * Replaces all faults; `nth` counts from here.
     *
     * @throws TypeError that names the member, when a fault is invalid or can never happen; the old ones then stay
     */
    set(faults: readonly Fault[]): void;
    /** From now on everything works. */
    clear(): void;
  };
  /** Notifications that the services sent, each attempt, in order. */
  readonly callbacks: { readonly sent: readonly SentCallback[] };
  /**
   * Temporary credentials of the account that `settings.mpsAigc` and `settings.vodAigc` belong to, as STS gives them.
   * They work only together with their token, and until the sandbox closes.
   */
  readonly temporaryCredentials: { readonly secretId: string; readonly secretKey: string; readonly token: string };
  /**
   * Certificates in PEM, valid for four more years of sandbox time: WeChat Pay's own (`platform`), for clients that have no
   * public key, and the one that belongs to `settings.wxpayCouponImage.privateKey` (`merchant`), for those that read its
   * serial number there.
   */
  readonly wxpayCertificates: { readonly platform: string; readonly merchant: string };
  /** Frees the port, breaks open requests, and gives WebCrypto back as it was. Further requests are refused. */
  close(): Promise<void>;
}
