import { checkFunction, checkMembers, checkNumber, checkWebUrl, checkWord } from './check-members.ts';
import type { Fault } from './faults/fault.ts';
import type { Fetch } from './fetch.ts';
import type { SavedSandboxTask } from './tasks/saved-task.ts';

/** How a sandbox is made. */
export interface SandboxOptions {
  /** Listens on this port of 127.0.0.1; 0 means any free one. Absent: in process only, through `sandbox.fetch`. */
  readonly port?: number | undefined;
  /**
   * `real` (default) is the platform's time. `virtual` starts at 2026-01-01T00:00:00Z, or later with `savedTasks`, and
   * jumps to the next timer whenever nothing is going on, so that waits take no time.
   */
  readonly time?: 'real' | 'virtual' | undefined;
  /**
   * An integer that keys, ids, durations, pictures and improbable faults are drawn from; 1 by default. Only the RSA keys of
   * WeChat Pay are new in each process.
   */
  readonly seed?: number | undefined;
  /**
   * How long every task takes, exactly, in milliseconds of sandbox time from its submit; one of VOD that has to wait for
   * its turn, from then on. By default 6,000 to 10,000, drawn from the seed for each task.
   */
  readonly taskDurationMs?: number | undefined;
  /** What goes wrong from the start, as for `sandbox.faults.set`. None by default. */
  readonly faults?: readonly Fault[] | undefined;
  /**
   * Tasks that exist from the start: what `saveTasks()` of an earlier sandbox gave, as it was or after JSON. They are as
   * old as their dates say, and no `executions` of this sandbox. Virtual time goes on from the moment when the last of them
   * was saved. With the same `seed` the keys are the same too.
   */
  readonly savedTasks?: readonly SavedSandboxTask[] | undefined;
  /**
   * How the VOD gateway answers: `raw` (default) hands Tencent's answers through, `new-api` has ids and an envelope of
   * its own. Both kinds of relays exist.
   */
  readonly gatewayShape?: 'raw' | 'new-api' | undefined;
  /**
   * How many tasks VOD runs at a time when it is called directly; 1 by default, as for an account that has not asked for
   * more.
   */
  readonly vodConcurrency?: number | undefined;
  /**
   * What becomes of a VOD task that is submitted while so many are running: it waits for its turn (`wait`, default), or
   * fails a second later with `RequestLimitExceeded` (`fail`). Which the live service does is not settled.
   */
  readonly vodWhenBusy?: 'wait' | 'fail' | undefined;
  /**
   * Where VOD pushes the events of tasks, signed with `settings.vodAigc.eventSignKey`. Absent: they wait for
   * `PullEvents`. It is what `ModifyEventConfig` would set.
   */
  readonly vodNotificationUrl?: string | undefined;
  /**
   * Where WeChat Pay sends its notifications; absent: nowhere, until `notify-configs` is called. Any http or https URL,
   * where `notify-configs` takes https only.
   */
  readonly wxpayNotifyUrl?: string | undefined;
  /**
   * What WeChat Pay signs with. `switching` (default) is a merchant between the two ways: the public key for whoever sends
   * its id in `Wechatpay-Serial`, otherwise the platform certificate. `public-key` is a new merchant, for whom there are no
   * certificates.
   */
  readonly wxpayKeys?: 'switching' | 'public-key' | undefined;
  /**
   * The HTTP status of a WeChat Pay query for a task that does not exist: 400 with `INVALID_REQUEST` (default) or 404 with
   * `NOT_FOUND`. Which the live service answers is not settled.
   */
  readonly wxpayUnknownTask?: 400 | 404 | undefined;
  /**
   * The `event_type` of WeChat Pay's notifications: as the documentation says (`PRODUCT_COUPON_SP.IMAGE_GENERATION`,
   * default), or as its own example has it by mistake.
   */
  readonly wxpayEventType?: 'PRODUCT_COUPON_SP.IMAGE_GENERATION' | 'PRODUCT_COUPON_SP.SEND' | undefined;
  /**
   * How notifications reach their receivers: `(request) => app.fetch(request)` leads them to an application in the same
   * process, whatever their URL. The platform's `fetch` by default.
   */
  readonly deliver?: Fetch | undefined;
}

/** Options with their defaults; the faults are still to be checked. */
export interface CheckedOptions {
  readonly port: number | undefined;
  readonly time: 'real' | 'virtual';
  readonly seed: number;
  readonly taskDurationMs: number | undefined;
  readonly faults: unknown;
  readonly savedTasks: unknown;
  readonly gatewayShape: 'raw' | 'new-api';
  readonly vodConcurrency: number;
  readonly vodWhenBusy: 'wait' | 'fail';
  readonly vodNotificationUrl: string | undefined;
  readonly wxpayNotifyUrl: string | undefined;
  readonly wxpayKeys: 'switching' | 'public-key';
  readonly wxpayUnknownTask: 400 | 404;
  readonly wxpayEventType: 'PRODUCT_COUPON_SP.IMAGE_GENERATION' | 'PRODUCT_COUPON_SP.SEND';
  readonly deliver: Fetch | undefined;
}

/** @throws TypeError that names the option */
export function checkOptions(options: unknown): CheckedOptions {
  const known: readonly (keyof SandboxOptions)[] = [
    'port',
    'time',
    'seed',
    'taskDurationMs',
    'faults',
    'savedTasks',
    'gatewayShape',
    'vodConcurrency',
    'vodWhenBusy',
    'vodNotificationUrl',
    'wxpayNotifyUrl',
    'wxpayKeys',
    'wxpayUnknownTask',
    'wxpayEventType',
    'deliver',
  ];
  const members = checkMembers(options, 'options', known);
  const { MAX_SAFE_INTEGER, MIN_SAFE_INTEGER } = Number;
  return {
    port: checkNumber(members['port'], 'options.port', { min: 0, max: 65_535, integer: true }),
    time: checkWord(members['time'], 'options.time', ['real', 'virtual']) ?? 'real',
    seed:
      checkNumber(members['seed'], 'options.seed', { min: MIN_SAFE_INTEGER, max: MAX_SAFE_INTEGER, integer: true }) ??
      1,
    taskDurationMs: checkNumber(members['taskDurationMs'], 'options.taskDurationMs', { min: 0, max: MAX_SAFE_INTEGER }),
    faults: members['faults'] ?? [],
    savedTasks: members['savedTasks'] ?? [],
    gatewayShape: checkWord(members['gatewayShape'], 'options.gatewayShape', ['raw', 'new-api']) ?? 'raw',
    vodConcurrency:
      checkNumber(members['vodConcurrency'], 'options.vodConcurrency', {
        min: 1,
        max: MAX_SAFE_INTEGER,
        integer: true,
      }) ?? 1,
    vodWhenBusy: checkWord(members['vodWhenBusy'], 'options.vodWhenBusy', ['wait', 'fail']) ?? 'wait',
    vodNotificationUrl: checkWebUrl(members['vodNotificationUrl'], 'options.vodNotificationUrl'),
    wxpayNotifyUrl: checkWebUrl(members['wxpayNotifyUrl'], 'options.wxpayNotifyUrl'),
    wxpayKeys: checkWord(members['wxpayKeys'], 'options.wxpayKeys', ['switching', 'public-key']) ?? 'switching',
    wxpayUnknownTask: checkWord(members['wxpayUnknownTask'], 'options.wxpayUnknownTask', [400, 404]) ?? 400,
    wxpayEventType:
      checkWord(members['wxpayEventType'], 'options.wxpayEventType', [
        'PRODUCT_COUPON_SP.IMAGE_GENERATION',
        'PRODUCT_COUPON_SP.SEND',
      ]) ?? 'PRODUCT_COUPON_SP.IMAGE_GENERATION',
    deliver: checkFunction(members['deliver'], 'options.deliver') as Fetch | undefined,
  };
}
