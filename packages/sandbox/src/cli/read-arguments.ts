import { parseArgs } from 'node:util';
import type { Fault } from '../faults/fault.ts';
import type { SandboxOptions } from '../sandbox-options.ts';

/** What the command line asks for. */
export type Arguments =
  | { readonly show: 'help' | 'version' }
  | { readonly show?: undefined; readonly options: SandboxOptions & { readonly port: number } };

const defaultPort = 4010;

/**
 * Reads the arguments after the program's name. What the numbers and words may be is checked by `createSandbox`.
 *
 * @throws TypeError that says which argument is wrong
 */
export function readArguments(args: readonly string[]): Arguments {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: 'string' },
      seed: { type: 'string' },
      'task-duration-ms': { type: 'string' },
      fault: { type: 'string', multiple: true },
      'gateway-shape': { type: 'string' },
      'vod-concurrency': { type: 'string' },
      'vod-when-busy': { type: 'string' },
      'vod-notification-url': { type: 'string' },
      'wxpay-notify-url': { type: 'string' },
      'wxpay-keys': { type: 'string' },
      'wxpay-unknown-task': { type: 'string' },
      'wxpay-event-type': { type: 'string' },
      help: { type: 'boolean', short: 'h' },
      version: { type: 'boolean', short: 'v' },
    },
  });
  if (values.help === true) return { show: 'help' };
  if (values.version === true) return { show: 'version' };
  return {
    options: {
      port: readNumber('--port', values.port) ?? defaultPort,
      seed: readNumber('--seed', values.seed),
      taskDurationMs: readNumber('--task-duration-ms', values['task-duration-ms']),
      faults: values.fault?.map(readFault),
      // Unchecked here: createSandbox names the word and what it could have been.
      gatewayShape: values['gateway-shape'] as SandboxOptions['gatewayShape'],
      vodConcurrency: readNumber('--vod-concurrency', values['vod-concurrency']),
      vodWhenBusy: values['vod-when-busy'] as SandboxOptions['vodWhenBusy'],
      vodNotificationUrl: values['vod-notification-url'],
      wxpayNotifyUrl: values['wxpay-notify-url'],
      wxpayKeys: values['wxpay-keys'] as SandboxOptions['wxpayKeys'],
      wxpayUnknownTask: readNumber(
        '--wxpay-unknown-task',
        values['wxpay-unknown-task'],
      ) as SandboxOptions['wxpayUnknownTask'],
      wxpayEventType: values['wxpay-event-type'] as SandboxOptions['wxpayEventType'],
    },
  };
}

function readNumber(flag: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^-?\d+$/u.test(text)) throw new TypeError(`${flag}: '${text}' is not an integer`);
  return Number(text);
}

/** `html`, `html:submit`, `html:submit:3` (the third), `html:submit:20%`, `html:3`, `vod-aigc/html`. */
function readFault(text: string): Fault {
  const [name = '', ...rest] = text.split(':');
  const [fault = '', service, ...more] = name.split('/').reverse();
  const when = rest.at(-1);
  const counts = when !== undefined && /^\d/u.test(when);
  const words = counts ? rest.slice(0, -1) : rest;
  if (more.length > 0 || words.length > 1 || (counts && !/^\d+(\.\d+)?%$|^\d+$/u.test(when))) {
    throw new TypeError(`--fault: '${text}' is not of the form [SERVICE/]NAME[:OPERATION][:NTH|PERCENT%]`);
  }
  const percent = counts && when.endsWith('%') ? Number(when.slice(0, -1)) : undefined;
  // Checked here: what createSandbox would say is about a probability from 0 to 1.
  if (percent !== undefined && percent > 100) {
    throw new TypeError(`--fault: '${when}' is not a percentage from 0 to 100`);
  }
  return {
    // Unchecked here, too.
    fault: fault as Fault['fault'],
    service: service as Fault['service'],
    on: words[0] as Fault['on'],
    ...(counts && (percent === undefined ? { nth: Number(when) } : { probability: percent / 100 })),
  };
}
