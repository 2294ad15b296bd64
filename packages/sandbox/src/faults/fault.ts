/** The services that a sandbox can play; those named in `settings` are there. */
export type SandboxService = 'tensorslab' | 'mps-aigc' | 'vod-aigc' | 'vod-aigc-gateway' | 'wxpay-coupon-image';

/**
 * The requests that a fault can hit: one that buys, one that asks, a notification (pushed, or the calls that pull and
 * confirm it), a picture.
 */
export type FaultOperation = 'submit' | 'query' | 'callback' | 'download';

/**
 * What can go wrong on demand. "Executed" means that the service did what was asked: a submit bought a task.
 *
 * - `latency`: executed at once, answered 30 s of sandbox time later
 * - `reset-before-body`: the connection breaks before the service has seen the request; not executed
 * - `reset-after-body`: executed, then the connection breaks instead of an answer
 * - `server-error`: executed, then HTTP 500 with a line of plain text
 * - `html`: executed, then HTTP 200 with an HTML page
 * - `truncated`: executed, then the first half of the answer's body
 * - `see-other`: executed, then 303 to another path of the sandbox, where nothing is
 * - `redirect`: not executed, 307 to a closed port of 127.0.0.1
 * - `no-id`: executed, then the usual answer without the task's id
 * - `rate-limit`: not executed, the service's own "too many requests", without `Retry-After`
 * - `rate-limit-retry-after`: the same with `Retry-After: 2`, where it is a matter of HTTP
 * - `clock-skew`: the server's clock is ten minutes ahead, where it looks at the age of signatures, in its own and in
 *   `Date`
 * - `bad-signature`: an answer or a notification has a signature that does not verify
 * - `probe`: executed, then a signature that is wrong on purpose (`WECHATPAY/SIGNTEST/…`), to see whether it is verified;
 *   a notification that is sent again is no probe any more
 * - `unknown-status`: a query answers a status that is documented nowhere
 * - `unknown-field`: executed, then the usual answer with members that are documented nowhere
 * - `no-picture`: a query of a task that is done answers "done" without a picture
 * - `duplicate-callback`: a notification is sent twice; one that is pulled comes again although it was confirmed
 * - `lost-callback`: a notification never arrives, unless the service sends it again; one that is pulled comes 30 s later
 * - `expired-picture`: a download answers 403 with the XML of an object store, as for a link past its time
 */
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

/** One thing that shall go wrong, and when. */
export interface Fault {
  /** What goes wrong. */
  readonly fault: FaultName;
  /** The service it hits; each where the fault makes sense by default. */
  readonly service?: SandboxService | undefined;
  /** The operation it hits; each where the fault makes sense by default. */
  readonly on?: FaultOperation | undefined;
  /**
   * The n-th such request from now on and no other, counted from 1. Every request of the service and operation counts,
   * for `no-picture` every query of a task that is done, for what is about notifications every one that is pushed (each
   * time) and every answer that has some, for `bad-signature` and `probe` all that is signed. Excludes `probability`.
   */
  readonly nth?: number | undefined;
  /** How likely each such request is hit, from 0 to 1; 1 by default. Drawn from the sandbox's seed. */
  readonly probability?: number | undefined;
}

/** Where each fault makes sense. */
export type SupportedFaults = Readonly<
  Partial<Record<SandboxService, Readonly<Partial<Record<FaultOperation, readonly FaultName[]>>>>>
>;

/** The faults that any request over HTTP can have, whatever the service. */
export const transportFaults = [
  'latency',
  'reset-before-body',
  'reset-after-body',
  'server-error',
  'html',
  'truncated',
  'see-other',
  'redirect',
  'rate-limit',
  'rate-limit-retry-after',
] as const satisfies readonly FaultName[];
