const flags: Readonly<Record<string, string>> = {
  port: '--port',
  seed: '--seed',
  taskDurationMs: '--task-duration-ms',
  faults: '--fault',
  gatewayShape: '--gateway-shape',
  vodConcurrency: '--vod-concurrency',
  vodWhenBusy: '--vod-when-busy',
  vodNotificationUrl: '--vod-notification-url',
  wxpayNotifyUrl: '--wxpay-notify-url',
  wxpayKeys: '--wxpay-keys',
  wxpayUnknownTask: '--wxpay-unknown-task',
  wxpayEventType: '--wxpay-event-type',
};

/** Says an error about an option of `createSandbox` in terms of the command line. */
export function inFlags(message: string): string {
  return message.replace(/^options\.(\w+)(?:\[\d+\](?:\.\w+)?)?/u, (path, option: string) => flags[option] ?? path);
}
